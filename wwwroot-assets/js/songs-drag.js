// A row is dragged by its handle, with mouse, pen or finger; the others make room. Letting go tells behind which song it shall stand.

const slack = 4;
const edge = 72;

export function drag(list, tell, signal) {
  let now = null;

  list.addEventListener('pointerdown', event => {
    const grip = event.target.closest('[data-grip]');
    if (!grip || event.button !== 0 || now) return;
    const rows = [...list.querySelectorAll(':scope > [data-song-id]')];
    const from = rows.indexOf(grip.closest('[data-song-id]'));
    const tops = rows.map(row => row.getBoundingClientRect().top + scrollY);
    const height = rows[from].getBoundingClientRect().height;
    const middles = rows.map((row, i) => tops[i] + row.getBoundingClientRect().height / 2);
    now = { grip, rows, from, to: from, tops, middles, height, startY: event.clientY + scrollY, y: event.clientY, moving: false };
    grip.setPointerCapture(event.pointerId);
  }, { signal });

  list.addEventListener('pointermove', event => {
    if (!now) return;
    now.y = event.clientY;
    if (!now.moving && Math.abs(now.y + scrollY - now.startY) < slack) return;
    if (!now.moving) begin();
    follow();
  }, { signal });

  list.addEventListener('pointerup', () => end(true), { signal });
  list.addEventListener('pointercancel', () => end(false), { signal });
  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || !now?.moving) return;
    event.preventDefault();
    end(false);
  }, { signal });
  signal.addEventListener('abort', () => end(false));

  function begin() {
    now.moving = true;
    tell('Grab');
    list.classList.add('song-list-moving');
    now.rows[now.from].classList.add('song-moving');
    requestAnimationFrame(scroll);
  }

  // Near an edge of the screen the page goes on under the pointer.
  function scroll() {
    if (!now?.moving) return;
    const by = now.y < edge ? now.y - edge : now.y > innerHeight - edge ? now.y - innerHeight + edge : 0;
    if (by) {
      scrollBy({ top: by / 6, behavior: 'instant' });
      follow();
    }
    requestAnimationFrame(scroll);
  }

  function follow() {
    const { rows, from, tops, middles, height } = now;
    const by = now.y + scrollY - now.startY;
    const middle = tops[from] + by + height / 2;
    now.to = middles.filter((other, i) => i !== from && (i < from ? other < middle - height / 2 : other < middle + height / 2)).length;
    rows.forEach((row, i) => {
      const room = i === from ? by : i > from && i <= now.to ? -height : i < from && i >= now.to ? height : 0;
      row.style.transform = room ? `translateY(${room}px)` : '';
    });
  }

  async function end(keep) {
    if (!now) return;
    const { rows, from, to, moving } = now;
    now = null;
    if (moving && keep && to !== from) {
      const others = rows.filter((_, i) => i !== from);
      // Until the new order is drawn, the rows stay where they were let go.
      await tell('Place', rows[from].dataset.songId, to === 0 ? null : others[to - 1].dataset.songId);
    }
    list.classList.remove('song-list-moving');
    rows[from].classList.remove('song-moving');
    for (const row of rows) row.style.transform = '';
  }
}
