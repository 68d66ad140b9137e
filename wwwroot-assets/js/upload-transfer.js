// Brings one file to the server by the tus protocol 1.0.0: begin, ask where it stands, go on from there.

import { ask, stopped } from './upload-send.js';

const tus = { 'Tus-Resumable': '1.0.0' };
// Twice in disagreement about the offset is a second tab or a server that has lost the file; more is no use.
const patience = 3;

/**
 * Sends what is missing of `file` and returns { status, body, upload } with status 204 once the server has all of it. `upload` is the
 * address it has there, to be given again next time; `onProgress(bytes)` counts from the file's first byte, what was there before included.
 */
export async function bring(file, upload, { signal, onProgress, onBegun }) {
  for (let tries = 0; ; tries++) {
    let offset = 0;
    if (upload) {
      const found = await ask('HEAD', upload, { headers: tus, signal });
      offset = Number(found.header('Upload-Offset'));
      if (found.status === 404 || found.status === 410 || (found.status === 200 && Number(found.header('Upload-Length')) !== file.size)) {
        upload = null;
      } else if (found.status !== 200) {
        return { ...found, upload };
      }
    }

    if (!upload) {
      const metadata = `filename ${base64(file.name)},filetype ${base64(file.type || 'application/octet-stream')}`;
      const begun = await ask('POST', 'api/v1/uploads', { headers: { ...tus, 'Upload-Length': file.size, 'Upload-Metadata': metadata }, signal });
      if (begun.status !== 201) {
        return { ...begun, upload };
      }

      upload = begun.header('Location');
      offset = 0;
      await onBegun(upload);
      if (signal.aborted) {
        return { status: stopped, body: null, upload };
      }
    }

    onProgress(offset);
    if (offset === file.size) {
      return { status: 204, body: null, upload };
    }

    const sent = await ask('PATCH', upload, {
      headers: { ...tus, 'Upload-Offset': offset, 'Content-Type': 'application/offset+octet-stream' },
      body: file.slice(offset),
      signal,
      onProgress: loaded => onProgress(Math.min(file.size, offset + loaded)),
    });
    const whole = sent.status === 204 && Number(sent.header('Upload-Offset')) === file.size;
    if (whole || !(sent.status === 204 || sent.status === 409) || tries === patience) {
      return { ...sent, upload };
    }
  }
}

/** How many bytes the server has of an upload, when it has all of them; null otherwise. */
export async function sizeOfWhole(upload) {
  const found = await ask('HEAD', upload, { headers: tus });
  const [offset, length] = ['Upload-Offset', 'Upload-Length'].map(name => Number(found.header(name)));
  return found.status === 200 && length > 0 && offset === length ? length : null;
}

/** Gives up what the server has of a file. */
export const giveUp = upload => ask('DELETE', upload, { headers: tus });

function base64(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
