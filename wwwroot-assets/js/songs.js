// Moves songs by pointer and by keyboard, and sends a picture that is chosen for a song or dropped on it.

import { keys } from './songs-keys.js';
import { drag } from './songs-drag.js';
import { covers } from './songs-covers.js';

export function arrange(list, page) {
  const stop = new AbortController();
  const tell = (name, ...words) => page.invokeMethodAsync(name, ...words).catch(() => { /* The circuit is gone; the page says so itself. */ });
  const keepFocus = keys(list, tell, stop.signal);
  drag(list, tell, stop.signal);
  covers(list, stop.signal);
  return { keepFocus, stop: () => stop.abort() };
}
