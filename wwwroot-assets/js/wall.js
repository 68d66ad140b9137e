// What the wall needs of the browser: how many cards fit in a row, arrow keys among the cards, and whether somebody is using it just now.

export function watch(grid, page) {
  const stop = new AbortController();
  const { signal } = stop;
  let [columns, rowHeight] = [0, 0];
  let [pointed, told] = [false, false];
  let wanted = null;

  const tell = (name, ...words) => page.invokeMethodAsync(name, ...words).catch(() => { /* The circuit is gone; a new page measures anew. */ });
  const number = name => Number(getComputedStyle(grid).getPropertyValue(name));

  function fit() {
    const [min, gap] = [number('--card-min'), number('--card-gap')];
    const fits = Math.max(1, Math.floor((grid.clientWidth + gap) / (min + gap)));
    const card = (grid.clientWidth - gap * (fits - 1)) / fits;
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const height = card + number('--card-text') * rem + number('--row-gap');
    if (grid.clientWidth === 0 || (fits === columns && height === rowHeight)) return;
    [columns, rowHeight] = [fits, height];
    tell('Fit', columns, rowHeight);
  }

  // Whoever points at a card, moves among them by keyboard or has scrolled down must not see them move.
  function use() {
    const busy = pointed || grid.contains(document.activeElement) || grid.getBoundingClientRect().top < -rowHeight / 2;
    if (busy !== told) tell('Busy', told = busy);
  }

  const at = index => grid.querySelector(`[data-index="${index}"]`);

  async function go(index) {
    wanted = Math.min(Math.max(index, 0), Number(grid.dataset.count) - 1);
    if (at(wanted)) {
      at(wanted).focus();
      return;
    }

    const there = () => grid.getBoundingClientRect().top + scrollY + Math.floor(wanted / columns) * rowHeight - (innerHeight - rowHeight) / 2;
    scrollTo({ top: there(), behavior: 'instant' });
    await drawn(wanted);

    // The rows are there before the space above them is: scrolling to the card now would scroll away from its place.
    at(wanted)?.focus({ preventScroll: true });
    requestAnimationFrame(() => scrollTo({ top: there(), behavior: 'instant' }));
  }

  function drawn(index) {
    return new Promise(resolve => {
      const done = () => { observer.disconnect(); clearTimeout(enough); resolve(); };
      const observer = new MutationObserver(() => { if (at(index)) done(); });
      const enough = setTimeout(done, 5000);
      observer.observe(grid, { childList: true, subtree: true });
    });
  }

  const steps = {
    ArrowLeft: index => index - 1,
    ArrowRight: index => index + 1,
    ArrowUp: index => index < columns ? index : index - columns,
    ArrowDown: index => index + columns,
    Home: () => 0,
    End: () => Infinity,
  };

  grid.addEventListener('keydown', event => {
    const card = event.target.closest?.('[data-index]');
    const step = steps[event.key];
    if (!card || !step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(step(Number(card.dataset.index)));
  }, { signal });
  grid.addEventListener('pointerenter', event => { pointed = event.pointerType === 'mouse'; use(); }, { signal });
  grid.addEventListener('pointerleave', () => { pointed = false; use(); }, { signal });
  grid.addEventListener('focusin', use, { signal });
  grid.addEventListener('focusout', () => queueMicrotask(use), { signal });
  document.addEventListener('scroll', use, { signal, passive: true });
  const size = new ResizeObserver(fit);
  size.observe(grid);
  fit();
  return { stop() { stop.abort(); size.disconnect(); } };
}
