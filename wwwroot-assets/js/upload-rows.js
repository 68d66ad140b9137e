// Draws the queue's rows. Every text is set as text, never as markup: names of files are anybody's.

import { comparison } from './upload-compare.js';
import { icon, make, part, text } from './upload-parts.js';

const fields = ['title', 'artist', 'album'];
const icons = {
  pause: 'M9 6v12M15 6v12',
  resume: 'M8 5.5v13l10-6.5z',
  remove: 'M6 6l12 12M18 6L6 18',
  retry: 'M19 6v5h-5M18.2 11A7 7 0 1 0 19 14.5',
  note: 'M9 18V6l10-2v12M9 18a2.5 2.5 0 1 1-2.5-2.5A2.5 2.5 0 0 1 9 18zM19 16a2.5 2.5 0 1 1-2.5-2.5A2.5 2.5 0 0 1 19 16z',
};

/** A drawer of rows: `say(key, ...values)` gives a text, `on(act, item, value)` is told what somebody did to a row, `words` spells
 *  figures, `target()` is the chosen playlist. */
export function rowDrawer(say, on, words, target) {
  const prototype = build(say);
  const rows = new Map();
  const pictures = new Map();

  function draw(item) {
    const row = prototype.cloneNode(true);
    row.dataset.file = item.file.name;
    row.dataset.id = item.id;
    row.querySelector('.upload-file').textContent = `${item.folder ? `${item.folder}/` : ''}${item.file.name}`;
    for (const field of [...fields, 'number']) {
      const input = part(row, field);
      input.setAttribute('aria-label', say(`field.${field}`, item.file.name));
      input.onchange = () => on(field === 'number' ? 'move' : 'edit', item, { field, value: input.value });
    }

    const select = part(row, 'select');
    select.setAttribute('aria-label', say('select', item.file.name));
    select.onclick = event => on('select', item, { checked: select.checked, range: event.shiftKey });
    const cover = row.querySelector('.upload-cover');
    cover.setAttribute('aria-label', say('cover.of', item.file.name));
    cover.onclick = () => on('cover', item);
    rows.set(item.id, row);
    update(item, 0);
    return row;
  }

  function update(item, number) {
    const row = rows.get(item.id);
    if (!row) {
      return;
    }

    const { state } = item;
    const word = wordOf(item);
    row.dataset.state = state;
    row.dataset.word = word;
    row.toggleAttribute('data-final', item.problem?.final === true && item.outcome === 'failed');
    drawActs(row, item);
    text(part(row, 'word'), say(`state.${word}`, words.percent(item.size > 0 ? item.loaded / item.size : 0)));
    text(part(row, 'size'), words.size(item.coverOnly ? item.cover.size : item.size));
    text(part(row, 'pace'), item.phase === 'sending' && item.pace ? item.pace : '');
    text(part(row, 'message'), message(item));
    row.style.setProperty('--sent', item.outcome === null && item.phase !== 'arrived' && item.size > 0 ? (item.loaded / item.size).toFixed(3) : '0');
    part(row, 'select').checked = item.selected;
    row.classList.toggle('selected', item.selected);
    for (const field of fields) {
      const input = part(row, field);
      if (document.activeElement !== input && input.value !== item[field]) {
        input.value = item[field];
      }

      input.readOnly = item.skipped || row.hasAttribute('data-final');
      input.placeholder = item.song || item.read || item.coverOnly ? say(`none.${field}`) : say(`tags.${field}`);
    }

    const place = part(row, 'number');
    place.readOnly = item.wanted || state !== 'queued';
    if (document.activeElement !== place && number > 0) {
      place.value = number;
    }

    drawCover(row, item);
    drawComparison(row, item);
  }

  function message(item) {
    if (item.outcome === 'failed') {
      const { kind, text: sentence, status, limit } = item.problem;
      return sentence ?? say(`problem.${kind}`, item.file.name, limit ? words.size(limit) : status);
    }

    if (item.outcome === 'duplicate' || item.skipped) {
      const { title, artist } = item.existing;
      return say(item.skipped ? 'skipped.as' : 'duplicate.of', artist ? `${title} – ${artist}` : title);
    }

    return item.note ? item.note.text ?? say(`note.${item.note.kind}`)
      : item.found && item.phase === 'sending' ? say('found')
      : item.outcome === null && item.read?.existing?.playlistId === target() && !item.wanted ? say('known', item.read.existing.title) : '';
  }

  function drawActs(row, item) {
    const acts = row.querySelector('.upload-acts');
    const wished = actsOf(item);
    if (acts.dataset.acts === wished.join()) {
      return;
    }

    acts.dataset.acts = wished.join();
    const hadFocus = acts.contains(document.activeElement);
    acts.replaceChildren(...wished.map(act => button(act, item)));
    if (hadFocus) {
      (acts.querySelector('button') ?? part(row, 'title')).focus();
    }
  }

  function button(act, item) {
    const element = make('button', icons[act] ? 'icon-button' : 'button-quiet', [icons[act] ? icon(icons[act]) : say(`act.${act}`)]);
    element.type = 'button';
    element.dataset.testid = `upload-${act}`;
    element.title = say(`act.${act}`);
    element.setAttribute('aria-label', say(`act.${act}.file`, item.file.name));
    element.onclick = () => on(act, item);
    return element;
  }

  function drawCover(row, item) {
    const image = row.querySelector('.upload-cover img');
    const source = coverOf(item);
    if (source && image.getAttribute('src') !== source) {
      image.src = source;
      // A picture the browser cannot show may still be one the server reads, and the other way round: the server has the say.
      image.onerror = () => image.classList.remove('loaded');
      image.onload = () => image.classList.add('loaded');
    }
  }

  function drawComparison(row, item) {
    const shown = row.querySelector('.upload-compare');
    const wished = item.outcome === 'duplicate' ? `${item.read ? 'read' : 'unread'}|${item.title}|${item.artist}|${item.album}|${coverOf(item)}` : '';
    if ((shown?.dataset.of ?? '') === wished) {
      return;
    }

    shown?.remove();
    if (wished) {
      const panel = comparison(item, coverOf(item), say, words);
      panel.dataset.of = wished;
      row.append(panel);
    }
  }

  const coverOf = item => (item.cover ? urlOf(item.cover) : item.song?.thumbnailUrl ?? item.read?.cover ?? null);

  // One address per picture, however many songs of a folder share it.
  function urlOf(file) {
    if (!pictures.has(file)) {
      pictures.set(file, URL.createObjectURL(file));
    }

    return pictures.get(file);
  }

  /** Takes a row away and moves the focus on if it was in it. */
  function erase(item) {
    const row = rows.get(item.id);
    const next = row.contains(document.activeElement) ? row.nextElementSibling ?? row.previousElementSibling : null;
    row.remove();
    rows.delete(item.id);
    next?.querySelector('.upload-acts button, input')?.focus();
  }

  return { draw, update, erase, of: item => rows.get(item.id), dispose: () => pictures.forEach(url => URL.revokeObjectURL(url)) };
}

function wordOf(item) {
  const { phase, outcome, wanted } = item;
  return outcome === 'done' ? (item.skipped ? 'skipped' : item.decision === 'replace' ? 'replaced' : 'done')
    : outcome ?? (phase === 'waiting' && item.paused ? 'paused'
    : phase === 'waiting' && item.loaded > 0 ? 'lost'
    : phase === 'sending' || phase === 'asking' ? 'uploading'
    : phase === 'saving' ? 'saving'
    : phase === 'arrived' ? (wanted ? 'saving' : item.read || item.coverOnly ? 'ready' : 'reading')
    : 'next');
}

function actsOf(item) {
  const { outcome } = item;
  return outcome === 'duplicate' ? ['keep', 'replace', 'skip']
    : outcome === 'failed' ? (item.problem.final ? ['remove'] : ['retry', 'remove'])
    : outcome === 'done' || item.phase === 'saving' ? []
    : [...(item.paused ? ['resume'] : item.canPause ? ['pause'] : []), 'remove'];
}

function build(say) {
  const row = make('li', 'upload-row');
  row.dataset.testid = 'upload-row';
  const select = make('input', 'upload-select-one', [], 'select');
  select.type = 'checkbox';
  const cover = make('button', 'upload-cover', [icon(icons.note)]);
  cover.type = 'button';
  cover.dataset.testid = 'upload-cover';
  const image = make('img');
  Object.assign(image, { alt: '', loading: 'lazy', decoding: 'async', width: 48, height: 48 });
  cover.append(image);
  const number = make('input', 'upload-field upload-number', [], 'number');
  Object.assign(number, { type: 'text', inputMode: 'numeric', maxLength: 4, autocomplete: 'off' });
  const state = make('span', 'upload-state', [make('span', 'upload-dot'), make('span', '', [], 'word')]);
  const about = make('p', 'upload-about', [
    make('span', 'upload-file'), make('span', 'figures', [], 'size'), make('span', 'figures', [], 'pace'), make('span', 'upload-message', [], 'message'),
  ]);
  row.append(select, number, cover, ...fields.map(input), state, make('div', 'upload-acts'), about);
  return row;

  function input(field) {
    const element = make('input', `upload-field upload-${field}`, [], field);
    Object.assign(element, { type: 'text', maxLength: 300, autocomplete: 'off', spellcheck: false, placeholder: say(`tags.${field}`) });
    return element;
  }
}
