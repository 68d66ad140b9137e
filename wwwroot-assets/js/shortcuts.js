// Keys that work on every page, as the sheet lists them; never while somebody types, and those without Ctrl can be switched off.

import { open } from './palette.js';
import { toggleExact } from './ticks.js';

const off = 'mosaic-shortcuts-off';
const patience = 1500;
let before = '';
let forgetting = 0;

const sheet = () => document.getElementById('shortcuts');

const acts = {
  sheet: () => showSheet(),
  search: () => {
    const field = [...document.querySelectorAll('main input[type=search], main input[data-testid*=search], main input[data-testid*=query], main [data-search]')].find(e => e.checkVisibility());
    field?.focus();
    field?.select?.();
  },
  new: () => document.getElementById('palette-new')?.click(),
  times: () => toggleExact(),
};

function showSheet() {
  if (!sheet() || sheet().open) return;
  sheet().querySelector('[data-shortcuts-on]').checked = !localStorage.getItem(off);
  sheet().showModal();
}

const types = target => target.closest?.('input:not([type=checkbox], [type=radio], [type=button], [type=range]), textarea, select, [contenteditable=true], [contenteditable=""]');

document.addEventListener('keydown', event => {
  if (event.defaultPrevented || event.isComposing) return;
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') {
    event.preventDefault();
    open();
    return;
  }

  if (event.ctrlKey || event.metaKey || event.altKey || event.key === 'Shift' || localStorage.getItem(off)
    || types(event.target) || document.querySelector('dialog[open], .mud-dialog, :popover-open')) return;
  const keys = before + event.key.toLowerCase();
  clearTimeout(forgetting);
  before = '';
  const row = find(keys);
  if (row) {
    event.preventDefault();
    if (row.dataset.href) Blazor.navigateTo(row.dataset.href);
    else acts[row.dataset.act]?.();
  } else if (sheet()?.querySelector(`[data-keys^="${CSS.escape(`${keys} `)}"]`)) {
    before = `${keys} `;
    forgetting = setTimeout(() => { before = ''; }, patience);
  }
});

const find = keys => [...(sheet()?.querySelectorAll('[data-keys]') ?? [])].find(row => row.dataset.keys === keys);

document.addEventListener('click', event => {
  const act = event.target.closest?.('[data-act]')?.dataset.act;
  if (act) acts[act]?.();
});

document.addEventListener('change', event => {
  if (!event.target.matches('[data-shortcuts-on]')) return;
  if (event.target.checked) localStorage.removeItem(off);
  else localStorage.setItem(off, '1');
});
