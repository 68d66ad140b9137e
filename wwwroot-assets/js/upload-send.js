// One upload over plain HTTP, never over the circuit: progress from the request itself, and the server's own sentence when it refuses.

let token = null;

/**
 * Sends one song. `answered` settles with { status, body }: status 0 means that no answer came, so nobody knows whether the song was
 * kept; -1 that it was stopped here.
 */
export function sendSong(playlist, key, fields, files, onProgress) {
  const request = new XMLHttpRequest();
  let stopped = false;
  const answered = (async () => {
    const header = await antiforgery();
    return stopped ? { status: -1 } : await new Promise(resolve => {
      const form = new FormData();
      Object.entries(fields).filter(([, value]) => value).forEach(([name, value]) => form.append(name, value));
      Object.entries(files).filter(([, file]) => file).forEach(([name, file]) => form.append(name, file, file.name));
      request.open('POST', `api/v1/playlists/${playlist}/songs`);
      request.setRequestHeader('Accept', 'application/json');
      request.setRequestHeader('Idempotency-Key', key);
      request.setRequestHeader(header.headerName, header.token);
      request.upload.onprogress = event => onProgress(event.loaded, event.total);
      request.onload = () => resolve(answer(request.status, request.responseText));
      request.onerror = () => resolve({ status: 0 });
      request.onabort = () => resolve({ status: -1 });
      request.send(form);
    });
  })().catch(() => ({ status: 0 }));
  return { answered, abort: () => { stopped = true; request.abort(); } };
}

/** Changes the tags of a song that is already in its playlist. */
export async function editSong(playlist, song, fields) {
  try {
    const header = await antiforgery();
    const response = await fetch(`api/v1/playlists/${playlist}/songs/${song}`, {
      method: 'PATCH',
      headers: { 'Accept': 'application/json', 'Content-Type': 'application/json', [header.headerName]: header.token },
      body: JSON.stringify(fields),
    });
    return answer(response.status, await response.text());
  } catch {
    return { status: 0 };
  }
}

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

function answer(status, text) {
  if (status === 400 || status === 401 || status === 403) {
    // Perhaps somebody signed in anew in another tab: the next try asks for a fresh token.
    token = null;
  }

  try {
    return { status, body: JSON.parse(text) };
  } catch {
    return { status, body: null };
  }
}
