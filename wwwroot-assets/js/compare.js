// The cover of a playlist: the slider of a comparison, the way from a tile to its song, and a picture dropped to become the cover.
// One set of listeners for the document: what is compared comes and goes with every render, and the server is asked for nothing.

function place(compare, percent) {
  const range = compare.querySelector('.compare-range');
  const value = Math.round(Math.min(100, Math.max(0, percent)));
  range.value = value;
  range.setAttribute('aria-valuetext', range.dataset.words.replace('{0}', value));
  compare.style.setProperty('--at', `${value}%`);
}

function follow(stack, event) {
  const box = stack.getBoundingClientRect();
  place(stack.closest('[data-compare]'), (event.clientX - box.left) / box.width * 100);
}

document.addEventListener('input', event => {
  if (event.target.matches?.('.compare-range')) place(event.target.closest('[data-compare]'), Number(event.target.value));
});

document.addEventListener('pointerdown', event => {
  const stack = event.button === 0 && event.target.closest?.('.compare-stack');
  if (!stack) return;
  // A mouse would start to select; a finger may still decide to scroll.
  if (event.pointerType === 'mouse') event.preventDefault();
  stack.setPointerCapture(event.pointerId);
  follow(stack, event);
});

document.addEventListener('pointermove', event => {
  const stack = event.target.closest?.('.compare-stack');
  if (stack?.hasPointerCapture(event.pointerId)) follow(stack, event);
});

// The focus goes to the song's row, which is nothing one could tab to.
function goTo(row) {
  row.tabIndex = -1;
  row.scrollIntoView({ block: 'center', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
  row.focus({ preventScroll: true });
}

document.addEventListener('click', event => {
  const link = event.target.closest?.('a[data-song]');
  const row = link && document.getElementById(`song-${link.dataset.song}`);
  if (!row || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  goTo(row);
}, { capture: true });

// A page opened at a song: its row is there only once the page is live and its songs are read.
if (location.hash.startsWith('#song-')) {
  const id = location.hash.slice(1);
  const wait = new MutationObserver(() => {
    const row = document.getElementById(id);
    if (!row) return;
    wait.disconnect();
    goTo(row);
  });
  wait.observe(document.documentElement, { childList: true, subtree: true });
  setTimeout(() => wait.disconnect(), 15_000);
}

const carriesFiles = event => event.dataTransfer?.types.includes('Files');
const dropPlace = event => carriesFiles(event) ? event.target.closest?.('[data-drop]') : null;

document.addEventListener('dragover', event => {
  const stage = dropPlace(event);
  for (const other of document.querySelectorAll('[data-drop][data-over]')) if (other !== stage) delete other.dataset.over;
  if (!stage) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = 'copy';
  stage.dataset.over = '';
});

document.addEventListener('dragleave', event => {
  const stage = event.target.closest?.('[data-drop]');
  if (stage && !stage.contains(event.relatedTarget)) delete stage.dataset.over;
});

document.addEventListener('drop', event => {
  const stage = dropPlace(event);
  if (!stage) return;
  event.preventDefault();
  delete stage.dataset.over;
  const input = document.getElementById(stage.dataset.drop);
  if (!input || event.dataTransfer.files.length === 0) return;
  const one = new DataTransfer();
  one.items.add(event.dataTransfer.files[0]);
  input.files = one.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
});
