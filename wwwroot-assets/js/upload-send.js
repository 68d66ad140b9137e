// What the upload page says to the server: plain HTTP, never over the circuit, with the server's own sentence when it refuses.

/** No answer came, so nobody knows what the server did. */
export const lost = 0;
/** It was stopped here. */
export const stopped = -1;

// A line on which nothing moves for so long is dead, even if the browser has not noticed.
const silence = 20_000;
let token = null;

/** Asks once and always settles: { status, body, header(name) }. `onProgress` is told how many bytes of the body went. */
export async function ask(method, path, { headers = {}, body = null, signal = null, onProgress = null } = {}) {
  const safe = method === 'GET' || method === 'HEAD';
  let check;
  try {
    check = safe ? null : await antiforgery();
  } catch {
    return nothing(lost);
  }

  return signal?.aborted ? nothing(stopped) : new Promise(resolve => {
    const request = new XMLHttpRequest();
    let watch = null;
    const settle = answer => {
      clearTimeout(watch);
      signal?.removeEventListener('abort', stop);
      resolve(answer);
    };
    const stop = () => { request.abort(); settle(nothing(stopped)); };
    const wait = () => {
      clearTimeout(watch);
      watch = setTimeout(() => { request.abort(); settle(nothing(lost)); }, silence);
    };
    request.open(method, path);
    request.setRequestHeader('Accept', 'application/json');
    Object.entries(headers).forEach(([name, value]) => request.setRequestHeader(name, value));
    if (check) {
      request.setRequestHeader(check.headerName, check.token);
    }

    request.upload.onprogress = event => { wait(); onProgress?.(event.loaded); };
    // The body is there; from here the server may think, which takes as long as it takes.
    request.upload.onload = () => clearTimeout(watch);
    request.onload = () => settle(answer(request));
    request.onerror = () => settle(nothing(lost));
    signal?.addEventListener('abort', stop);
    if (onProgress) {
      wait();
    }

    request.send(body);
  });
}

/** Makes a song: of an upload that is on the server, of a song's audio, or of a cover alone. The same key again cannot double it. */
export function saveSong(playlist, key, fields, cover) {
  const form = new FormData();
  Object.entries(fields).filter(([, value]) => value).forEach(([name, value]) => form.append(name, value));
  if (cover) {
    form.append('cover', cover, cover.name);
  }

  return ask('POST', `api/v1/playlists/${playlist}/songs`, { headers: { 'Idempotency-Key': key }, body: form });
}

/** Changes the tags of a song that is in its playlist. */
export const editSong = (playlist, song, fields) => ask('PATCH', `api/v1/playlists/${playlist}/songs/${song}`, {
  headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(fields),
});

/** Gives a song that is in its playlist another cover. */
export const putCover = (playlist, song, file) =>
  ask('PUT', `api/v1/playlists/${playlist}/songs/${song}/cover?fileName=${encodeURIComponent(file.name)}`, { body: file });

/** What a file that has arrived says of itself. */
export const readTags = (upload, playlist) => ask('GET', `${upload}/tags${playlist ? `?playlist=${playlist}` : ''}`);

async function antiforgery() {
  token ??= fetch('antiforgery/token').then(response => {
    if (!response.ok) {
      throw new Error(`The antiforgery token was refused: ${response.status}`);
    }

    return response.json();
  });
  try {
    return await token;
  } catch (error) {
    token = null;
    throw error;
  }
}

const nothing = status => ({ status, body: null, header: () => null });

function answer(request) {
  const { status } = request;
  if (status === 400 || status === 401 || status === 403) {
    // Perhaps somebody signed in anew in another tab: the next try asks for a fresh token.
    token = null;
  }

  let body = null;
  try {
    body = request.responseText ? JSON.parse(request.responseText) : null;
  } catch {
    // A proxy's page, say; the status speaks.
  }

  return { status, body, header: name => request.getResponseHeader(name) };
}
