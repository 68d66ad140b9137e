// The upload page's script: takes what is dropped or chosen anywhere on the page, draws the queue and tells how it goes.
// All of it lives in the browser, so that uploads go on while the circuit is away.

import { chosen, dropped, sort } from './upload-files.js';
import { UploadQueue } from './upload-queue.js';
import { rowDrawer } from './upload-rows.js';

// Progress comes many times a second from five files; eyes need less.
const drawEvery = 80;
const announceEvery = 5000;

/** Wires the page inside `root`; `settings` carries the texts and the server's limits. */
export function start(root, settings) {
  const language = document.documentElement.lang || 'en';
  const count = new Intl.NumberFormat(language);
  const say = (key, ...values) => (settings.texts[key] ?? key).replace(/\{(\d)\}/g, (_, at) => values[at] ?? '');
  const many = (key, n) => say(`${key}.${n === 1 ? 'one' : 'many'}`, count.format(n));
  const find = name => root.querySelector(`[data-upload="${name}"]`);
  const [list, note, panel, total, summary, live, overlay] = ['list', 'note', 'panel', 'total', 'summary', 'live', 'overlay'].map(find);
  const inputs = [...root.querySelectorAll('input[type=file]')];
  const playlist = document.getElementById('upload-playlist');
  const stop = new AbortController();
  const listen = (target, name, handler) => target.addEventListener(name, handler, { signal: stop.signal });
  const dirty = new Set();
  let drawing = null;
  let announced = 0;
  let wasSending = false;

  const queue = new UploadQueue(settings, item => {
    dirty.add(item);
    drawing ??= setTimeout(draw, drawEvery);
  });
  const rows = rowDrawer(say, act, language);

  function act(name, item, value) {
    switch (name) {
      case 'edit': queue.edit(item, value.field, value.value); break;
      case 'stop': queue.abort(item); break;
      case 'retry': queue.retry([item]); break;
      case 'keep': queue.keep([item]); break;
      case 'skip': queue.skip([item]); break;
      case 'remove': remove([item]); break;
    }
  }

  function take(found) {
    const { songs, covered, left } = sort(found, queue.in('queued').filter(item => !item.wanted));
    const page = document.createDocumentFragment();
    page.append(...queue.add(songs).map(rows.draw));
    list.append(page);
    covered.forEach(({ item, cover }) => queue.cover(item, cover));
    const told = [
      songs.length > 0 ? many('added', songs.length) : null,
      covered.length > 0 ? many('covered', covered.length) : null,
      left.length > 0 ? `${many('left', left.length)} ${left.slice(0, 3).join(', ')}${left.length > 3 ? ' …' : ''}` : null,
      songs.length + covered.length + left.length === 0 ? say('nothing') : null,
    ];
    tell(told.filter(Boolean).join(' '), left.length > 0 || songs.length + covered.length === 0);
    draw();
  }

  function remove(items) {
    queue.remove(items);
    items.forEach(rows.erase);
    draw();
    if (queue.items.length === 0) {
      inputs[0].focus();
    }
  }

  function begin() {
    if (!playlist.value) {
      tell(say('choose'), true);
      playlist.focus();
      return;
    }

    tell('', false);
    queue.start(playlist.value);
    draw();
  }

  function draw() {
    clearTimeout(drawing);
    drawing = null;
    dirty.forEach(rows.update);
    dirty.clear();
    const { items } = queue;
    // What was refused or waits for an answer has nothing left to send.
    const counted = items.filter(item => item.state !== 'failed' && item.state !== 'duplicate');
    const bytes = counted.reduce((sum, item) => sum + item.size, 0);
    const sent = counted.reduce((sum, item) => sum + item.size * (item.state === 'done' ? 1 : item.loaded), 0);
    const [done, waiting] = [queue.in('done').length, queue.in('queued')];
    const whole = items.length > 0 && done === counted.length ? 100 : bytes > 0 ? Math.min(99, Math.floor((sent / bytes) * 100)) : 0;
    const words = say('total', count.format(done), many('files', items.length), count.format(whole));
    panel.hidden = items.length === 0;
    root.dataset.empty = items.length === 0;
    total.style.setProperty('--sent', (whole / 100).toFixed(2));
    total.setAttribute('aria-valuenow', whole);
    total.setAttribute('aria-valuetext', words);
    const troubles = ['duplicate', 'failed'].filter(state => queue.in(state).length > 0).map(state => many(`sum.${state}`, queue.in(state).length));
    summary.textContent = [words, ...troubles].join(' · ');
    find('start').disabled = waiting.every(item => item.wanted);
    find('retry-all').hidden = queue.in('failed').length < 2;
    find('keep-all').hidden = find('skip-all').hidden = queue.in('duplicate').length < 2;
    find('clear').hidden = done === 0 || queue.isSending;
    announce(words);
  }

  // Whoever cannot see the bars hears how it stands now and then, and at the end; not every percent.
  function announce(words) {
    const sending = queue.in('uploading').length > 0 || queue.in('queued').some(item => item.wanted);
    const ended = wasSending && !sending;
    if (ended || (sending && performance.now() - announced > announceEvery)) {
      announced = performance.now();
      live.textContent = ended ? summary.textContent : words;
    }

    if (ended && queue.halted) {
      tell(say(`halted.${queue.halted}`, many('files', queue.in('queued').length)), true);
    }

    wasSending = sending;
  }

  function tell(sentence, shown) {
    note.textContent = shown ? sentence : '';
    note.hidden = !shown || !sentence;
    live.textContent = shown ? '' : sentence;
  }

  const open = () => queue.items.filter(UploadQueue.isOpen).length;
  const carriesFiles = event => event.dataTransfer?.types.includes('Files');
  const hover = shown => { overlay.hidden = !shown; };
  listen(document, 'dragenter', event => { if (carriesFiles(event)) { hover(true); } });
  // Only what leaves the window has nowhere it goes to.
  listen(document, 'dragleave', event => { if (!event.relatedTarget) { hover(false); } });
  listen(document, 'dragover', event => { if (carriesFiles(event)) { event.preventDefault(); event.dataTransfer.dropEffect = 'copy'; } });
  listen(document, 'drop', async event => {
    if (!carriesFiles(event)) {
      return;
    }

    event.preventDefault();
    hover(false);
    try {
      take(await dropped(event.dataTransfer));
    } catch {
      tell(say('unread'), true);
    }
  });
  const pick = input => { take(chosen(input)); input.value = ''; };
  inputs.forEach(input => listen(input, 'change', () => pick(input)));
  listen(window, 'beforeunload', event => { if (open() > 0) { event.preventDefault(); } });
  listen(find('start'), 'click', begin);
  listen(find('retry-all'), 'click', () => queue.retry(queue.in('failed')));
  listen(find('keep-all'), 'click', () => queue.keep(queue.in('duplicate')));
  listen(find('skip-all'), 'click', () => queue.skip(queue.in('duplicate')));
  listen(find('clear'), 'click', () => remove(queue.in('done')));

  // Files may have been chosen before this script was there.
  inputs.filter(input => input.files.length > 0).forEach(pick);
  root.dataset.ready = 'true';
  return {
    open,
    dispose() {
      stop.abort();
      clearTimeout(drawing);
      queue.remove([...queue.items]);
      rows.dispose();
    },
  };
}
