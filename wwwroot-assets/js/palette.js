// The command palette: narrows what the page offers at once, and asks the API for playlists and tasks once typing rests.
// Nothing is asked per key, and an answer to what was typed before is dropped.

const kept = 'mosaic-recent';
const rest = 150;
let picked = null;
let waiting = 0;
let asking = null;

const palette = () => document.getElementById('palette');
const input = () => document.getElementById('palette-input');
const part = name => palette().querySelector(`[data-found="${name}"]`);
const offered = () => [...palette().querySelectorAll('[role=option]')].filter(option => !option.hidden && !option.closest('[hidden]'));

export function open() {
  if (!palette() || palette().open || document.querySelector('.reconnect[open]')) return;
  for (const menu of document.querySelectorAll(':popover-open')) menu.hidePopover();
  for (const other of document.querySelectorAll('dialog[open]')) other.close();
  input().value = '';
  show('');
  palette().showModal();
  input().focus();
}

function show(query) {
  clearTimeout(waiting);
  asking?.abort();
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  for (const option of palette().querySelectorAll('.palette-item[data-words]')) option.hidden = !words.every(word => option.dataset.words.includes(word));
  for (const name of ['playlists', 'tasks', 'upload']) fill(name, []);
  fill('recent', words.length ? [] : recent());
  arrange();
  if (words.length) waiting = setTimeout(() => ask(query.trim()), rest);
}

async function ask(query) {
  asking = new AbortController();
  const { signal } = asking;
  const get = async path => {
    const answer = await fetch(`/api/v1/${path}&q=${encodeURIComponent(query)}`, { signal, headers: { Accept: 'application/json' } });
    return answer.ok ? (await answer.json()).items : [];
  };
  try {
    const [playlists, tasks] = await Promise.all([get('playlists?take=6'), /^[0-9a-f]{8}[0-9a-f-]*$/i.test(query) ? get('tasks?take=5') : []]);
    fill('playlists', playlists.map(p => ({ href: `/playlists/${p.id}`, label: p.name, kind: 'playlists' })));
    fill('tasks', tasks.map(t => ({ href: `/tasks/${t.id}`, label: `${t.name} ${t.id}`, kind: 'tasks' })));
    fill('upload', playlists.slice(0, 3).map(p => ({ href: `/upload?playlist=${p.id}`, label: palette().dataset.upload.replace('{0}', p.name), kind: 'upload' })));
    arrange();
  } catch (error) {
    // Away or overtaken by what was typed since: places and acts are there without the server.
    if (error.name !== 'AbortError') arrange();
  }
}

function fill(name, found) {
  const list = part(name);
  if (!list) return;
  list.replaceChildren(...found.map((entry, i) => option(entry, `palette-${name}-${i}`)));
}

function option({ href, label, kind, own }, id) {
  const made = document.createElement('div');
  Object.assign(made, { id, className: 'palette-item' });
  made.setAttribute('role', 'option');
  made.setAttribute('aria-selected', 'false');
  Object.assign(made.dataset, { href, kind });
  const name = document.createElement('span');
  name.className = 'palette-name';
  name.textContent = label;
  const icon = (own ?? palette().querySelector(`[data-icon="${kind}"]`))?.querySelector('svg')?.cloneNode(true);
  made.append(...(icon ? [icon, name] : [name]));
  return made;
}

function arrange() {
  for (const group of palette().querySelectorAll('[data-group]')) group.hidden = ![...group.querySelectorAll('[role=option]')].some(o => !o.hidden);
  const all = offered();
  pick(all[0]);
  palette().querySelector('[data-none]').hidden = all.length > 0;
  const { one, many } = palette().dataset;
  palette().querySelector('[data-status]').textContent = all.length === 1 ? one : many.replace('{0}', all.length);
}

function pick(option, scroll) {
  picked?.setAttribute('aria-selected', 'false');
  picked = option ?? null;
  picked?.setAttribute('aria-selected', 'true');
  if (picked) input().setAttribute('aria-activedescendant', picked.id);
  else input().removeAttribute('aria-activedescendant');
  if (scroll) picked?.scrollIntoView({ block: 'nearest' });
}

function step(by) {
  const all = offered();
  pick(all[(all.indexOf(picked) + by + all.length) % all.length], true);
}

// A place keeps its id, so that it is named in the language of now; what was found keeps its name.
function recent() {
  return read().map(r => {
    const own = r.id && document.getElementById(r.id);
    return r.id ? own && { href: own.dataset.href, label: own.querySelector('.palette-name').textContent, own } : r;
  }).filter(Boolean);
}

function read() {
  try { return JSON.parse(localStorage.getItem(kept)) ?? []; } catch { return []; }
}

function remember(option) {
  if (!option.dataset.href) return;
  const found = Boolean(option.dataset.kind) && option.dataset.kind !== 'undefined';
  const fixed = found ? null : palette().querySelector(`.palette-item[data-words][data-href="${CSS.escape(option.dataset.href)}"]`)?.id;
  const entry = fixed ? { id: fixed, href: option.dataset.href }
    : { href: option.dataset.href, label: option.querySelector('.palette-name').textContent, kind: option.dataset.kind };
  localStorage.setItem(kept, JSON.stringify([entry, ...read().filter(r => r.href !== entry.href)].slice(0, 5)));
}

document.addEventListener('click', event => {
  if (event.target.closest('[data-palette]')) return open();
  const close = event.target.closest('[data-close]');
  if (close) return close.closest('dialog').close();
  // Beside the card there is only the dialog itself.
  if (event.target === palette() || event.target.id === 'shortcuts') return event.target.close();
  const option = event.target.closest('#palette [role=option]');
  if (!option) return;
  remember(option);
  palette().close();
  if (option.dataset.click) document.querySelector(option.dataset.click)?.click();
  if (option.dataset.href) Blazor.navigateTo(option.dataset.href);
});

document.addEventListener('input', event => { if (event.target.id === 'palette-input') show(event.target.value); });

document.addEventListener('pointermove', event => {
  const option = event.target.closest?.('#palette [role=option]');
  if (option && option !== picked) pick(option);
});

document.addEventListener('keydown', event => {
  if (event.target.id !== 'palette-input' || event.isComposing) return;
  if (event.key === 'ArrowDown') step(1);
  else if (event.key === 'ArrowUp') step(-1);
  else if (event.key === 'Enter') picked?.click();
  else return;
  event.preventDefault();
});

// Who signs out leaves nothing behind for the next at this desk.
document.addEventListener('submit', event => { if (event.target.getAttribute('action') === '/logout') localStorage.removeItem(kept); });
