// The upload page's script: takes what is dropped or chosen anywhere on the page, draws the queue and tells how it goes.
// All of it lives in the browser, so that uploads go on while the circuit is away.

import { chosen, dropped, isPictureFile, sort } from './upload-files.js';
import { UploadMemory } from './upload-memory.js';
import { UploadQueue } from './upload-queue.js';
import { columns, csv, receipts } from './upload-receipts.js';
import { rowDrawer } from './upload-rows.js';
import { selection } from './upload-select.js';
import { progress } from './upload-progress.js';
import { figures, text } from './upload-parts.js';
import { giveUp, sizeOfWhole } from './upload-transfer.js';

// Progress comes many times a second from five files; eyes need less.
const drawEvery = 100;

/** Wires the page inside `root`; `settings` carries the texts and the server's limits. */
export function start(root, settings) {
  const language = document.documentElement.lang || 'en';
  const say = (key, ...values) => (settings.texts[key] ?? key).replace(/\{(\d)\}/g, (_, at) => values[at] ?? '');
  const words = figures(say, language);
  const many = (key, n) => say(`${key}.${n === 1 ? 'one' : 'many'}`, words.count(n));
  const find = name => root.querySelector(`[data-upload="${name}"]`);
  const [list, note, sentence, noteAct, live, overlay] = ['list', 'note', 'sentence', 'note-act', 'live', 'overlay'].map(find);
  const soon = find('soon');
  const inputs = [...root.querySelectorAll('input[data-upload=files]')];
  const playlist = document.getElementById('upload-playlist');
  const stop = new AbortController();
  const listen = (target, name, handler) => target.addEventListener(name, handler, { signal: stop.signal });
  const memory = new UploadMemory();
  const names = new Map();
  let drawing = null;
  let covering = [];

  const dirty = new Set();
  const queue = new UploadQueue(settings, memory, () => playlist.value, item => {
    dirty.add(item);
    drawing ??= setTimeout(() => draw(dirty), drawEvery);
  });
  const rows = rowDrawer(say, act, words, () => playlist.value);
  const hand = selection({ queue, list, rows, find, listen, say, many, tell, draw });
  const told = progress({ queue, find, say, many, words, tell, live });

  function act(name, item, value) {
    switch (name) {
      case 'edit': queue.edit(item, value.field, value.value); break;
      case 'move': hand.move(item, Number.parseInt(value.value, 10) - 1); break;
      case 'select': hand.select(item, value.checked, value.range); break;
      case 'cover': pickCover(hand.together(item)); break;
      case 'pause': queue.pause([item]); break;
      case 'resume': queue.resume([item]); break;
      case 'retry': queue.retry([item]); break;
      case 'keep': case 'replace': case 'skip': queue.decide([item], name); break;
      case 'remove': remove([item]); break;
    }
  }

  function take(found) {
    const { songs, covered, left } = sort(found, queue.in('queued').filter(item => !item.wanted));
    const page = document.createDocumentFragment();
    page.append(...queue.add(songs).map(rows.draw));
    list.append(page);
    covered.forEach(({ item, cover }) => queue.cover([item], cover));
    const sentences = [
      songs.length > 0 ? many('added', songs.length) : null,
      covered.length > 0 ? many('covered', covered.length) : null,
      left.length > 0 ? `${many('left', left.length)} ${left.slice(0, 3).join(', ')}${left.length > 3 ? ' …' : ''}` : null,
      songs.length + covered.length + left.length === 0 ? say('nothing') : null,
    ];
    tell(sentences.filter(Boolean).join(' '), left.length > 0 || songs.length + covered.length === 0);
    draw();
  }

  function remove(items) {
    items.forEach(rows.erase);
    queue.remove(items);
    draw();
    if (queue.items.length === 0) {
      inputs[0].focus();
    }
  }

  function begin() {
    const left = queue.in('queued').filter(item => !item.wanted);
    if (left.length === 0) {
      tell(say('start.none'), true);
    } else if (!playlist.value) {
      tell(say('choose'), true);
      playlist.focus();
    } else {
      tell('', false);
      names.set(playlist.value, playlist.selectedOptions[0]?.text ?? '');
      queue.start(playlist.value);
      draw();
    }
  }

  function pickCover(items) {
    covering = items;
    find('cover-file').click();
  }

  /** Draws what has changed; without being told what, everything. */
  function draw(changed = null) {
    clearTimeout(drawing);
    drawing = null;
    const { items } = queue;
    items.forEach((item, at) => { if (!changed || changed.has(item)) { rows.update(item, at + 1); } });
    dirty.clear();
    find('panel').hidden = find('tools').hidden = items.length === 0;
    root.dataset.empty = items.length === 0;
    hand.draw();
    told.draw();
    const failed = queue.in('failed').filter(item => !item.problem.final);
    find('start').disabled = items.length > 0 && items.every(item => item.wanted && item.outcome === null);
    find('retry-all').hidden = failed.length < 2;
    find('keep-all').hidden = find('replace-all').hidden = find('skip-all').hidden = queue.in('duplicate').length < 2;
    const done = queue.in('done');
    find('clear').hidden = done.length === 0 || queue.isSending;
    find('receipts').hidden = done.length === 0;
    const pausing = items.some(item => item.canPause);
    find('pause-all').hidden = !pausing || queue.paused;
    find('resume-all').hidden = !items.some(item => item.paused && item.outcome === null);
  }

  /** Says a sentence: on the page, or only to who cannot see it. `more` is something to be done about it: [its name, what it does]. */
  function tell(words, shown, more = null) {
    text(sentence, shown ? words : '');
    text(soon, '');
    note.hidden = !shown || !words;
    noteAct.hidden = !more;
    text(noteAct, more?.[0] ?? '');
    noteAct.onclick = () => { tell('', false); more[1](); };
    if (!shown) {
      live.textContent = words;
    }
  }

  function save() {
    const table = csv([columns, ...receipts(queue.items, id => names.get(id) ?? '')]);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([table], { type: 'text/csv;charset=utf-8' }));
    link.download = `uploads-${new Date().toISOString().slice(0, 16).replace(/[-:]/g, '')}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  const open = () => queue.items.filter(item => item.isOpen).length;
  const carriesFiles = event => event.dataTransfer?.types.includes('Files');
  const isPicture = item => item.kind === 'file' && item.type.startsWith('image/');
  // Which song a picture would go to: pictures over a row are its cover, everything else joins the queue.
  function target(event) {
    const row = event.target.closest?.('.upload-row');
    const item = row && queue.items.find(i => i.id === Number(row.dataset.id));
    const items = [...(event.dataTransfer?.items ?? [])];
    return item && items.length === 1 && items.every(isPicture) ? item : null;
  }

  function hover(event) {
    const item = event ? target(event) : null;
    overlay.hidden = !event;
    overlay.dataset.kind = item ? 'cover' : 'queue';
    list.querySelectorAll('.dropping').forEach(row => row.classList.remove('dropping'));
    if (item) {
      const items = hand.together(item);
      items.forEach(one => rows.of(one)?.classList.add('dropping'));
      text(overlay, items.length > 1 ? many('drop.covers', items.length) : say('drop.cover', item.title));
    } else if (event) {
      text(overlay, playlist.value ? say('drop.playlist', playlist.selectedOptions[0].text) : say('drop.queue'));
    }
  }

  listen(document, 'dragenter', event => { if (carriesFiles(event)) { hover(event); } });
  // Only what leaves the window has nowhere it goes to.
  listen(document, 'dragleave', event => { if (!event.relatedTarget) { hover(null); } });
  listen(document, 'dragover', event => {
    if (carriesFiles(event)) {
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
    }
  });
  listen(document, 'drop', async event => {
    if (!carriesFiles(event)) {
      return;
    }

    event.preventDefault();
    const item = target(event);
    hover(null);
    try {
      const found = await dropped(event.dataTransfer);
      if (item && found.length === 1 && isPictureFile(found[0].file)) {
        const items = hand.together(item);
        queue.cover(items, found[0].file);
        tell(many('covered.by.hand', items.length), false);
      } else {
        take(found);
      }
    } catch {
      tell(say('unread'), true);
    }
  });
  const pick = input => { take(chosen(input)); input.value = ''; };
  inputs.forEach(input => listen(input, 'change', () => pick(input)));
  listen(find('cover-file'), 'change', event => {
    queue.cover(covering, event.target.files[0]);
    event.target.value = '';
  });
  listen(window, 'beforeunload', event => { if (open() > 0) { event.preventDefault(); } });
  listen(playlist, 'change', () => draw());
  listen(window, 'online', () => queue.tryNow());
  listen(find('start'), 'click', begin);
  listen(find('pause-all'), 'click', () => { queue.paused = true; queue.pause(queue.items); find('resume-all').hidden = false; find('resume-all').focus(); });
  listen(find('resume-all'), 'click', () => { queue.paused = false; queue.resume(queue.items); draw(); find('pause-all').focus(); });
  listen(find('retry-all'), 'click', () => queue.retry(queue.in('failed').filter(item => !item.problem.final)));
  ['keep', 'replace', 'skip'].forEach(name => listen(find(`${name}-all`), 'click', () => queue.decide(queue.in('duplicate'), name)));
  listen(find('clear'), 'click', () => remove(queue.in('done')));
  listen(find('receipts'), 'click', save);

  /** What was left when the page was: what the server has whole is a row again, for the rest the files are asked for. */
  async function takeUp(left) {
    const sizes = await Promise.all(left.map(({ upload }) => sizeOfWhole(upload)));
    if (stop.signal.aborted) {
      return;
    }

    const known = new Set(memory.unfinished().map(({ upload }) => upload));
    const whole = left.map((entry, at) => ({ ...entry, size: sizes[at] })).filter(({ size, upload }) => size !== null && known.has(upload));
    list.append(...whole.map(entry => rows.draw(queue.restore(entry))));
    const rest = memory.unfinished();
    const sentences = [
      whole.length > 0 ? many('restored', whole.length) : null,
      rest.length > 0 ? `${many('unfinished', rest.length)} ${rest.slice(0, 3).map(file => file.name).join(', ')}${rest.length > 3 ? ' …' : ''}` : null,
    ].filter(Boolean);
    if (sentences.length > 0) {
      tell(sentences.join(' '), true, rest.length === 0 ? null : [
        say('unfinished.forget'), () => rest.forEach(({ upload }) => { memory.forget(upload); giveUp(upload); }),
      ]);
      draw();
    }
  }

  takeUp(memory.unfinished());

  // Files may have been chosen before this script was there.
  inputs.filter(input => input.files.length > 0).forEach(pick);
  root.dataset.ready = 'true';
  return {
    open,
    dispose() {
      stop.abort();
      clearTimeout(drawing);
      told.dispose();
      queue.dispose();
      rows.dispose();
    },
  };
}
