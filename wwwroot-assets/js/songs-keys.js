// Alt with an arrow moves the song the focus is in; on its handle the arrow alone does.

export function keys(list, tell, signal) {
  let last = null;

  list.addEventListener('focusin', event => { last = event.target; }, { signal });
  list.addEventListener('keydown', event => {
    const by = { ArrowUp: -1, ArrowDown: 1, Home: -1e6, End: 1e6 }[event.key];
    const row = event.target.closest('[data-song-id]');
    if (!by || !row || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!event.altKey && !event.target.matches('[data-grip]')) return;
    event.preventDefault();
    tell('Step', row.dataset.songId, by);
  }, { signal });

  // A row that is taken out of the document and put back elsewhere has lost the focus.
  return () => {
    if (document.activeElement === document.body && last?.isConnected) last.focus({ preventScroll: true });
    last?.closest('[data-song-id]')?.scrollIntoView({ block: 'nearest' });
  };
}
