// The exact time for whoever has no mouse to rest on a time: on touch, and where the keyboard reaches it. (A mouse gets the browser's own.)

import { exactly } from './ticks.js';

const bubble = document.createElement('div');
bubble.className = 'exact-time';
bubble.popover = 'manual';
bubble.setAttribute('role', 'tooltip');
bubble.id = 'exact-time';

function show(time) {
  if (!bubble.isConnected) document.body.append(bubble);
  bubble.textContent = exactly(time.dateTime);
  bubble.showPopover();
  const at = time.getBoundingClientRect();
  const left = Math.min(Math.max(8, at.left + at.width / 2 - bubble.offsetWidth / 2), innerWidth - bubble.offsetWidth - 8);
  const top = at.top > bubble.offsetHeight + 8 ? at.top - bubble.offsetHeight - 4 : at.bottom + 4;
  Object.assign(bubble.style, { left: `${left}px`, top: `${top}px` });
}

function hide() {
  if (bubble.matches(':popover-open')) bubble.hidePopover();
}

const timeOf = target => target.closest?.('time[data-tick]');

document.addEventListener('pointerdown', event => {
  const time = event.pointerType === 'touch' && timeOf(event.target);
  if (time) show(time);
  else hide();
});
document.addEventListener('focusin', event => { if (timeOf(event.target) && event.target.matches(':focus-visible')) show(timeOf(event.target)); });
document.addEventListener('focusout', hide);
document.addEventListener('scroll', hide, { passive: true, capture: true });
document.addEventListener('keydown', event => { if (event.key === 'Escape') hide(); });
