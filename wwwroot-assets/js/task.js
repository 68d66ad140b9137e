// What one task's page needs of the browser: its pictures saved as files of their own, and a window replayed.

/** Brings a picture's button and its slider, if it has one, to life. They go with the element. */
export function attach(root) {
  root.querySelector('[data-save]')?.addEventListener('click', () => save(root));
  const replay = root.querySelector('[data-replay]');
  if (replay) start(root, replay);
}

const seen = root => [...root.querySelectorAll('svg.wide, svg.narrow')].find(svg => svg.getBoundingClientRect().width > 0);

// Saving: the picture as it looks now, with its looks written onto each element, and nothing in it that acts or points anywhere.
const looks = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linecap', 'opacity', 'font-family', 'font-size', 'font-weight', 'text-anchor', 'paint-order', 'visibility'];
const kept = new Set(['x', 'y', 'x1', 'x2', 'y1', 'y2', 'cx', 'cy', 'r', 'rx', 'width', 'height', 'd', 'transform', 'viewBox', 'text-anchor', 'href']);
const drawn = new Set(['svg', 'g', 'a', 'line', 'rect', 'circle', 'path', 'text', 'title', 'desc', 'image']);
const space = 'http://www.w3.org/2000/svg';

async function save(root) {
  const svg = seen(root);
  if (!svg) return;
  const file = await copy(svg);
  const box = svg.viewBox.baseVal;
  file.setAttribute('width', box.width);
  file.setAttribute('height', box.height);
  file.setAttribute('role', 'img');
  const back = document.createElementNS(space, 'rect');
  back.setAttribute('width', box.width);
  back.setAttribute('height', box.height);
  back.setAttribute('fill', getComputedStyle(svg.closest('.card') ?? document.body).backgroundColor);
  const title = document.createElementNS(space, 'title');
  title.textContent = svg.getAttribute('aria-label') ?? root.dataset.name;
  file.prepend(back);
  file.prepend(title);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([`<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(file)}`], { type: 'image/svg+xml' }));
  link.download = `${root.dataset.name}.svg`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

async function copy(from, above) {
  const to = document.createElementNS(space, from.localName === 'a' ? 'g' : from.localName);
  for (const { name, value } of from.attributes) if (kept.has(name) && (name !== 'href' || from.localName === 'image')) to.setAttribute(name, value);
  if (from.localName === 'image') to.setAttribute('href', await embedded(from.getAttribute('href')));
  if (!['title', 'desc'].includes(from.localName)) {
    // All but opacity go down to what is inside: only what differs is written.
    const style = getComputedStyle(from);
    const around = above && getComputedStyle(above);
    for (const look of looks) {
      const value = style.getPropertyValue(look);
      if (value && value !== (look === 'opacity' ? '1' : around?.getPropertyValue(look))) to.setAttribute(look, plain(value));
    }
  }
  for (const child of from.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) { if (child.data.trim()) to.append(child.data); }
    else if (drawn.has(child.localName) && !child.matches('[data-cursor]')) to.append(await copy(child, from));
  }
  return to;
}

// Colours as any program that reads SVG knows them.
function plain(value) {
  const mixed = /^color\(srgb (\S+) (\S+) ([^\s)]+)/.exec(value);
  if (mixed) return `rgb(${mixed.slice(1).map(part => Math.round(Math.min(1, Math.max(0, part)) * 255)).join(', ')})`;
  return value === 'transparent' || /^rgba\(.*, 0\)$/.test(value) ? 'none' : value;
}

// A file cannot ask this site for a picture; without it the rest is still worth having.
async function embedded(href) {
  try {
    const answer = await fetch(href);
    const bytes = await answer.blob();
    if (!answer.ok || !bytes.type.startsWith('image/')) return '';
    return await new Promise((done, failed) => {
      const reader = new FileReader();
      reader.onload = () => done(reader.result);
      reader.onerror = failed;
      reader.readAsDataURL(bytes);
    });
  } catch {
    return '';
  }
}

// Replaying: the slider goes evenly over the picture, so that a stretch that is cut short passes quickly.
const still = matchMedia('(prefers-reduced-motion: reduce)');
const wholePlay = 8000;
const stepPause = 700;

function start(root, replay) {
  const [slider, told, play] = ['[data-scrub]', '[data-told]', '[data-play]'].map(name => replay.querySelector(name));
  const texts = JSON.parse(replay.dataset.texts);
  let playing = 0;

  slider.addEventListener('input', () => { stop(); show(); });
  play.addEventListener('click', () => playing ? stop() : go());
  replay.querySelector('[data-back]').addEventListener('click', () => step(-1));
  replay.querySelector('[data-next]').addEventListener('click', () => step(1));

  const dots = () => [...(root.querySelector('svg.wide')?.querySelectorAll('.chain-dot') ?? [])];
  const axis = svg => JSON.parse(svg.dataset.axis);
  const wide = () => root.querySelector('svg.wide');
  const number = name => replay.dataset[name] ? Number(replay.dataset[name]) : Infinity;

  function time() {
    const pieces = axis(wide());
    if (pieces.length === 0) return number('opened');
    const x = slider.value / 1000 * pieces.at(-1)[3];
    const [from, to, left, right] = pieces.find(piece => x <= piece[3]) ?? pieces.at(-1);
    return right > left ? from + (to - from) * (x - left) / (right - left) : to;
  }

  function place(pieces, at) {
    const piece = pieces.find(([, to]) => at <= to);
    if (!piece) return pieces.at(-1)?.[3] ?? 0;
    const [from, to, left, right] = piece;
    return at <= from ? left : left + (right - left) * (at - from) / (to - from);
  }

  function show() {
    const at = time();
    const all = dots();
    let now = all.findLastIndex(dot => Number(dot.dataset.at) <= at + .5);
    if (now < 0) now = 0;
    root.classList.add('replaying');
    for (const svg of root.querySelectorAll('svg[data-axis]')) {
      const x = Number(svg.dataset.left) + place(axis(svg), at);
      svg.querySelector('[data-cursor]').setAttribute('transform', `translate(${x.toFixed(2)} 0)`);
      svg.querySelectorAll('.chain-dot').forEach((dot, index) => {
        dot.classList.toggle('later', index > now);
        dot.classList.toggle('now', index === now);
      });
      svg.querySelectorAll('.chain-held, .chain-promise').forEach((bar, index) => bar.classList.toggle('later', index % all.length > now));
    }
    tell(at, all[now], now + 1);
  }

  function tell(at, dot, count) {
    if (!dot) return;
    const [opened, fired, ended] = ['opened', 'fired', 'ended'].map(number);
    const due = count === dots().length ? number('due') : Number(dot.dataset.due);
    const which = at >= ended - .5 ? 'ended' : at >= fired - .5 ? 'fired' : at >= due ? 'late' : 'held';
    const words = [offset(at - opened), dot.dataset.id.slice(-8), dot.dataset.by, offset(due - at), dot.dataset.pushes];
    const text = texts[which].replace(/\{(\d)\}/g, (_, index) => words[index] ?? '');
    told.textContent = text;
    slider.setAttribute('aria-valuetext', text);
  }

  function offset(milliseconds) {
    const seconds = Math.max(0, milliseconds) / 1000;
    if (seconds < 60) return `${seconds.toFixed(1)} s`;
    const two = value => String(Math.floor(value)).padStart(2, '0');
    return seconds < 3600 ? `${Math.floor(seconds / 60)}:${two(seconds % 60)}` : `${Math.floor(seconds / 3600)}:${two(seconds / 60 % 60)}:${two(seconds % 60)}`;
  }

  // The moments one may want to stand at: each publish, the fire, the end.
  function stops() {
    const pieces = axis(wide());
    const width = pieces.at(-1)?.[3] ?? 0;
    const at = [...dots().map(dot => Number(dot.dataset.at)), number('fired'), number('ended')].filter(Number.isFinite);
    return width ? [...new Set(at.map(moment => Math.ceil(place(pieces, moment) / width * 1000)))].sort((a, b) => a - b) : [];
  }

  function step(by) {
    stop();
    const here = Number(slider.value);
    const to = by > 0 ? stops().find(value => value > here) : stops().findLast(value => value < here);
    slider.value = to ?? (by > 0 ? 1000 : 0);
    show();
  }

  function go() {
    if (Number(slider.value) >= 1000) slider.value = 0;
    show();
    look(true);
    if (still.matches) {
      playing = setInterval(() => {
        if (!root.isConnected || Number(slider.value) >= 1000) return stop();
        slider.value = stops().find(value => value > Number(slider.value)) ?? 1000;
        show();
      }, stepPause);
      return;
    }
    let last = performance.now();
    let value = Number(slider.value);
    const frame = now => {
      if (!playing) return;
      value = Math.min(1000, value + (now - last) / wholePlay * 1000);
      last = now;
      slider.value = value;
      show();
      playing = root.isConnected && value < 1000 ? requestAnimationFrame(frame) : (look(false), 0);
    };
    playing = requestAnimationFrame(frame);
  }

  function stop() {
    if (!playing) return;
    if (still.matches) clearInterval(playing); else cancelAnimationFrame(playing);
    playing = 0;
    look(false);
  }

  function look(on) {
    play.setAttribute('aria-label', texts[on ? 'pause' : 'play']);
    play.title = texts[on ? 'pause' : 'play'];
    play.toggleAttribute('data-playing', on);
  }
}
