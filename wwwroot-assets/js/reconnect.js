// Brings a page back whose connection was lost: to its circuit where the server still holds it, else by loading it again, with the same
// address, the place it was scrolled to and what was typed into it. The server is asked whether it is there, so that nobody has to press a key.

import { bringBack, keep } from './kept.js';

const dialog = document.getElementById('components-reconnect-modal');
const every = 2000;
let asking = 0;
let trying = false;

const actions = { retry: comeBack, resume: comeBack };

function again() {
  keep();
  location.reload();
}

async function comeBack() {
  if (trying) return;
  trying = true;
  try {
    // False: the server answered but no longer holds this page's circuit.
    if (!await Blazor.reconnect() && !await Blazor.resumeCircuit?.()) again();
  } catch {
    // Still away; the next question tries again.
  } finally {
    trying = false;
  }
}

async function ask() {
  if (!dialog.open) return;
  try {
    const answer = await fetch('/health/live', { cache: 'no-store', signal: AbortSignal.timeout(every) });
    if (answer.ok) await comeBack();
  } catch {
    // Nobody there yet.
  }

  if (dialog.open) asking = setTimeout(ask, every);
}

dialog?.addEventListener('components-reconnect-state-changed', event => {
  const state = event.detail.state;
  if (state === 'show') {
    if (!dialog.open) dialog.showModal();
    clearTimeout(asking);
    asking = setTimeout(ask, every);
  } else if (state === 'hide') {
    clearTimeout(asking);
    dialog.close();
  } else if (state === 'rejected') again();
});

dialog?.addEventListener('click', event => actions[event.target.dataset.reconnect]?.());
dialog?.addEventListener('cancel', event => event.preventDefault());

bringBack();
