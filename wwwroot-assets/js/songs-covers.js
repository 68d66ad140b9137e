// A picture chosen for a song, or dropped on its row, is sent over HTTP with its progress; a refusal is told in the row.

const kinds = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'];

export function covers(list, signal) {
  const place = list.closest('section');
  const rowOf = event => event.target.closest?.('[data-song-id]');
  const files = event => [...event.dataTransfer?.types ?? []].includes('Files');
  let over = null;

  const mark = row => {
    over?.classList.remove('song-over');
    over = row;
    over?.classList.add('song-over');
  };

  list.addEventListener('change', event => {
    if (event.target.type !== 'file' || !event.target.files.length) return;
    send(rowOf(event), event.target.files[0]);
    event.target.value = '';
  }, { signal });

  // Anywhere in the songs: a picture let go beside a row must not make the browser leave the page for it.
  place.addEventListener('dragover', event => {
    if (!files(event)) return;
    event.preventDefault();
    const row = list.querySelector('[type=file]') ? rowOf(event) : null;
    event.dataTransfer.dropEffect = row ? 'copy' : 'none';
    mark(row);
  }, { signal });
  place.addEventListener('dragleave', event => { if (!place.contains(event.relatedTarget)) mark(null); }, { signal });
  place.addEventListener('drop', event => {
    if (!files(event)) return;
    event.preventDefault();
    mark(null);
    const row = rowOf(event);
    if (row && event.dataTransfer.files.length) send(row, event.dataTransfer.files[0]);
  }, { signal });

  async function send(row, file) {
    if (row.dataset.sending !== undefined) return;
    if (!kinds.includes(file.type)) {
      tell(row, list.dataset.unfit, true);
      return;
    }
    row.dataset.sending = '';
    tell(row, list.dataset.sending);
    const problem = await put(`/api/v1/playlists/${list.dataset.playlist}/songs/${row.dataset.songId}/cover?fileName=${encodeURIComponent(file.name)}`, file,
      part => row.style.setProperty('--sent', part));
    delete row.dataset.sending;
    row.style.removeProperty('--sent');
    if (problem === null) tell(row, '', false, list.dataset.replaced);
    else tell(row, problem || list.dataset.failed, true);
  }

  function tell(row, words, refused = false, said = words) {
    const note = row.querySelector('[data-note]');
    note.textContent = words;
    note.classList.toggle('song-refused', refused);
    const status = place.querySelector('[data-heard]');
    if (status) status.textContent = said;
  }
}

/** Null when it was kept, else what was wrong with it; empty when nobody knows. */
async function put(url, file, progress) {
  try {
    const { token, headerName } = await (await fetch('/antiforgery/token')).json();
    return await new Promise(resolve => {
      const request = new XMLHttpRequest();
      request.open('PUT', url);
      request.setRequestHeader(headerName, token);
      request.setRequestHeader('Accept', 'application/json');
      request.setRequestHeader('Content-Type', 'application/octet-stream');
      request.upload.onprogress = event => progress(event.total ? event.loaded / event.total : 0);
      request.onload = () => resolve(request.status < 300 ? null : detail(request.responseText));
      request.onerror = () => resolve('');
      request.send(file);
    });
  } catch {
    return '';
  }
}

function detail(answer) {
  try {
    return JSON.parse(answer).detail ?? '';
  } catch {
    return '';
  }
}
