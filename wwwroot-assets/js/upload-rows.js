// Draws the queue's rows. Every text is set as text, never as markup: names of files are anybody's.

const fields = ['title', 'artist', 'album'];
const icons = {
  stop: 'M7 7h10v10H7z',
  remove: 'M6 6l12 12M18 6L6 18',
  retry: 'M19 6v5h-5M18.2 11A7 7 0 1 0 19 14.5',
  note: 'M9 18V6l10-2v12M9 18a2.5 2.5 0 1 1-2.5-2.5A2.5 2.5 0 0 1 9 18zM19 16a2.5 2.5 0 1 1-2.5-2.5A2.5 2.5 0 0 1 19 16z',
};
const actsOf = {
  queued: ['remove'], uploading: ['stop'], duplicate: ['keep', 'skip'], failed: ['retry', 'remove'], done: [],
};

/** A drawer of rows: `say(key, ...values)` gives a text, `on(act, item, value)` is told what somebody did to a row. */
export function rowDrawer(say, on, language) {
  const prototype = build(say);
  const rows = new Map();
  const pictures = new Map();
  const figures = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(language, { style: 'percent' });
  const size = bytes => (bytes < 2 ** 20 ? say('size.kb', figures.format(Math.ceil(bytes / 1024))) : say('size.mb', figures.format(bytes / 2 ** 20)));

  function draw(item) {
    const row = prototype.cloneNode(true);
    row.dataset.file = item.file.name;
    row.querySelector('.upload-file').textContent = `${item.folder ? `${item.folder}/` : ''}${item.file.name}`;
    for (const field of fields) {
      const input = part(row, field);
      input.setAttribute('aria-label', say(`field.${field}`, item.file.name));
      input.onchange = () => on('edit', item, { field, value: input.value });
    }

    rows.set(item.id, row);
    update(item);
    return row;
  }

  function update(item) {
    const row = rows.get(item.id);
    if (!row) {
      return;
    }

    const sent = item.state === 'uploading' && item.loaded >= 1;
    const word = item.skipped ? 'skipped' : item.problem?.kind === 'stopped' && item.state === 'failed' ? 'stopped'
      : sent ? 'reading' : item.state === 'queued' && item.wanted ? 'next' : item.state;
    if (row.dataset.state !== item.state) {
      row.dataset.state = item.state;
      drawActs(row, item);
    }

    row.dataset.word = word;
    text(part(row, 'word'), say(`state.${word}`, percent.format(Math.floor(item.loaded * 100) / 100)));
    text(part(row, 'size'), size(item.size));
    text(part(row, 'message'), message(item));
    row.style.setProperty('--sent', item.state === 'uploading' ? item.loaded.toFixed(3) : '0');
    for (const field of fields) {
      const input = part(row, field);
      if (document.activeElement !== input && input.value !== item[field]) {
        input.value = item[field];
      }

      input.readOnly = item.skipped ?? false;
      input.placeholder = item.state === 'done' || item.coverOnly ? say(`none.${field}`) : say(`tags.${field}`);
    }

    drawCover(row, item);
  }

  function message(item) {
    if (item.state === 'failed') {
      const { kind, text: sentence, status, limit } = item.problem;
      return sentence ?? say(`problem.${kind}`, item.file.name, limit ? size(limit) : status);
    }

    if (item.state === 'duplicate' || item.skipped) {
      const { title, artist } = item.existing;
      return say(item.skipped ? 'skipped.as' : 'duplicate.of', artist ? `${title} – ${artist}` : title);
    }

    return item.note ? item.note.text ?? say(`note.${item.note.kind}`) : '';
  }

  function drawActs(row, item) {
    const acts = row.querySelector('.upload-acts');
    const hadFocus = acts.contains(document.activeElement);
    acts.replaceChildren(...actsOf[item.state].map(act => button(act, item)));
    if (hadFocus) {
      (acts.querySelector('button') ?? part(row, 'title')).focus();
    }
  }

  function button(act, item) {
    const element = document.createElement('button');
    element.type = 'button';
    element.dataset.testid = `upload-${act}`;
    element.title = say(`act.${act}`);
    element.setAttribute('aria-label', say(`act.${act}.file`, item.file.name));
    element.onclick = () => on(act, item);
    if (icons[act]) {
      element.className = 'icon-button';
      element.append(icon(icons[act]));
    } else {
      element.className = 'button-quiet';
      element.textContent = say(`act.${act}`);
    }

    return element;
  }

  function drawCover(row, item) {
    const image = row.querySelector('img');
    const source = item.song?.thumbnailUrl ?? (item.cover ? urlOf(item.cover) : null);
    if (source && image.getAttribute('src') !== source) {
      image.src = source;
      // A picture the browser cannot show may still be one the server reads, and the other way round: the server has the say.
      image.onerror = () => image.classList.remove('loaded');
      image.onload = () => image.classList.add('loaded');
    }
  }

  // One address per picture, however many songs of a folder share it.
  function urlOf(file) {
    if (!pictures.has(file)) {
      pictures.set(file, URL.createObjectURL(file));
    }

    return pictures.get(file);
  }

  /** Takes a row away and returns where the focus goes if it was in it. */
  function erase(item) {
    const row = rows.get(item.id);
    const next = row.contains(document.activeElement) ? row.nextElementSibling ?? row.previousElementSibling : null;
    row.remove();
    rows.delete(item.id);
    next?.querySelector('.upload-acts button, input')?.focus();
  }

  return { draw, update, erase, dispose: () => pictures.forEach(url => URL.revokeObjectURL(url)) };
}

function build(say) {
  const row = document.createElement('li');
  row.className = 'upload-row';
  row.dataset.testid = 'upload-row';
  const cover = make('span', 'upload-cover', [icon(icons.note)]);
  const image = make('img');
  Object.assign(image, { alt: '', loading: 'lazy', decoding: 'async', width: 48, height: 48 });
  cover.append(image);
  const state = make('span', 'upload-state', [make('span', 'upload-dot'), make('span', '', [], 'word')]);
  const about = make('p', 'upload-about', [make('span', 'upload-file'), make('span', 'figures', [], 'size'), make('span', 'upload-message', [], 'message')]);
  row.append(cover, ...fields.map(input), state, make('div', 'upload-acts'), about);
  return row;

  function input(field) {
    const element = make('input', `upload-field upload-${field}`, [], field);
    Object.assign(element, { type: 'text', maxLength: 300, autocomplete: 'off', spellcheck: false, placeholder: say(`tags.${field}`) });
    return element;
  }
}

function make(name, className = '', children = [], role = null) {
  const element = document.createElement(name);
  if (className) {
    element.className = className;
  }

  if (role) {
    element.dataset.part = role;
  }

  element.append(...children);
  return element;
}

function icon(path) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', 'upload-icon');
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}

const part = (row, name) => row.querySelector(`[data-part="${name}"]`);

function text(element, value) {
  if (element.textContent !== value) {
    element.textContent = value;
  }
}
