// How it goes, in one line: what is saved, what is on the server, how fast it goes and how long it will take. Only what has happened is told.

import { text } from './upload-parts.js';
import { Speed, TimeLeft } from './upload-speed.js';

const tellEvery = 1000;
const announceEvery = 5000;

export function progress({ queue, find, say, many, words, tell, live }) {
  const [total, summary] = ['total', 'summary'].map(find);
  const speed = new Speed();
  const left = new TimeLeft();
  const counted = new Map();
  let announced = 0;
  let wasBusy = false;
  let wasAway = false;
  let pace = '';
  const timer = setInterval(measure, tellEvery);

  // Once a second: bytes that went since, and what that means for the rest.
  function measure() {
    const now = performance.now();
    let moved = 0;
    for (const item of queue.items) {
      const mine = counted.get(item.id) ?? { loaded: item.loaded, speed: new Speed(), left: new TimeLeft() };
      const bytes = Math.max(0, item.loaded - mine.loaded);
      mine.loaded = item.loaded;
      counted.set(item.id, mine);
      if (item.phase === 'sending') {
        mine.speed.add(bytes, now);
        item.pace = spell(mine.speed, mine.left, item.size - item.loaded, now);
      } else {
        mine.speed.rest();
        item.pace = '';
      }

      moved += bytes;
    }

    const sending = queue.items.filter(item => item.phase === 'sending');
    if (sending.length > 0) {
      speed.add(moved, now);
      const rest = queue.items.filter(item => item.outcome === null && !item.paused && item.phase !== 'arrived').reduce((sum, item) => sum + item.size - item.loaded, 0);
      pace = spell(speed, left, rest, now);
    } else {
      speed.rest();
      pace = '';
    }

    if (sending.length > 0 || queue.away) {
      draw();
    }

    tellAway(now);
  }

  const spell = (measured, remaining, bytes, now) => {
    const seconds = remaining.show(measured.rate > 0 ? bytes / measured.rate : null, now);
    return measured.rate > 0 ? [words.speed(measured.rate), seconds === null ? null : words.left(seconds)].filter(Boolean).join(' · ') : '';
  };

  function tellAway(now) {
    const away = queue.away !== null;
    if (queue.away) {
      const seconds = Math.max(1, Math.ceil((queue.away.until - now) / 1000));
      const waiting = queue.items.filter(item => item.outcome === null && !item.paused).length;
      tell(many(navigator.onLine ? 'away' : 'offline', waiting), true, [say('away.now'), () => queue.tryNow()]);
      // Beside the sentence, which is read out: nobody wants to hear seconds.
      text(find('soon'), queue.away.until > now ? say('away.next', seconds) : '');
    } else if (wasAway) {
      tell(say('away.back'), false);
    }

    wasAway = away;
  }

  function draw() {
    const { items } = queue;
    // What was refused or waits for an answer has nothing left to send.
    const measured = items.filter(item => item.outcome !== 'failed' && item.outcome !== 'duplicate');
    const bytes = measured.reduce((sum, item) => sum + item.size, 0);
    const sent = measured.reduce((sum, item) => sum + (item.outcome === 'done' ? item.size : item.loaded), 0);
    const done = queue.in('done').length;
    const saved = items.filter(item => item.song).length;
    const asked = items.some(item => item.wanted);
    // Before anybody has asked, what has arrived is only a head start.
    const whole = items.length > 0 && measured.length > 0 && done === measured.length ? 100 : asked && bytes > 0 ? Math.min(99, Math.floor((sent / bytes) * 100)) : 0;
    const here = items.filter(item => item.outcome === null && item.phase === 'arrived' && !item.wanted).length;
    // What is no song, or is none that is taken, is none of those that can be saved.
    const songs = items.filter(item => !(item.outcome === 'failed' && item.problem.final)).length;
    const line = say('total', words.count(saved), many('files', songs));
    total.style.setProperty('--sent', (whole / 100).toFixed(2));
    total.setAttribute('aria-valuenow', whole);
    total.setAttribute('aria-valuetext', line);
    const more = [
      here > 0 ? many('sum.here', here) : null,
      ...['duplicate', 'failed'].map(state => (queue.in(state).length > 0 ? many(`sum.${state}`, queue.in(state).length) : null)),
      items.some(item => item.skipped) ? many('sum.skipped', items.filter(item => item.skipped).length) : null,
      pace || null,
    ];
    text(summary, [line, ...more].filter(Boolean).join(' · '));
    announce(line);
  }

  // Whoever cannot see the bars hears how it stands now and then, and at the end; not every percent.
  function announce(line) {
    const busy = queue.items.some(item => item.wanted && item.outcome === null);
    const ended = wasBusy && !busy;
    if (ended || (busy && performance.now() - announced > announceEvery)) {
      announced = performance.now();
      live.textContent = ended ? summary.textContent : line;
    }

    if (queue.refused && busy) {
      tell(say('refused', many('files', queue.items.filter(item => item.isOpen).length)), true, [say('refused.now'), () => queue.resume([])]);
    }

    wasBusy = busy;
  }

  return { draw, dispose: () => clearInterval(timer) };
}
