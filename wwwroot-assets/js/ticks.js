// Keeps every time on the page current without asking the server: countdowns, rings, and how long ago something was.
// It writes into the text node the server rendered, so that a later render finds its node where it left it.

const meta = name => document.querySelector(`meta[name="${name}"]`)?.content;
const words = JSON.parse(meta('time-words') ?? '{}');
const language = document.documentElement.lang || 'en';
const exact = new Intl.DateTimeFormat(language, {
  year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZoneName: 'short',
});
const wanted = 'mosaic-exact-times';
const clock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const second = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const moment = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3, hourCycle: 'h23' });
const skew = measureSkew();
const titled = new WeakMap();

// A device's clock may be minutes off; a second or two is the network.
function measureSkew() {
  const arrived = performance.timeOrigin + (performance.getEntriesByType('navigation')[0]?.responseStart ?? 0);
  const difference = Number(meta('server-time')) - arrived;
  return Math.abs(difference) > 2000 ? difference : 0;
}

export const now = () => Date.now() + skew;

export function relative(at, from) {
  const ago = from >= at;
  // Rounded up ahead as a countdown is, so that the two never differ.
  const seconds = (ago ? Math.floor : Math.ceil)(Math.abs(from - at) / 1000);
  if (ago && seconds < 5) return words['Time.Now'];
  const [unit, count] = seconds < 60 ? ['Sec', seconds]
    : seconds < 3600 ? ['Min', Math.floor(seconds / 60)]
    : seconds < 48 * 3600 ? ['Hour', Math.floor(seconds / 3600)]
    : ['Day', Math.floor(seconds / 86400)];
  return words[`Time.${unit}.${ago ? 'Ago' : 'In'}`].replace('{0}', count);
}

export function left(due, from) {
  const seconds = Math.max(0, Math.ceil((due - from) / 1000));
  const two = n => String(n).padStart(2, '0');
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** A time with its date, second and zone, as the reader's language writes it. */
export const exactly = at => exact.format(new Date(at));

let exactShown = Boolean(localStorage.getItem(wanted));

/** Shows every time on the page as a date and clock time, or again relative to now. */
export function toggleExact() {
  exactShown = !exactShown;
  if (exactShown) localStorage.setItem(wanted, '1');
  else localStorage.removeItem(wanted);
  tick();
}

const kinds = {
  relative: (element, time) => write(element, exactShown ? exactly(element.dateTime) : relative(Date.parse(element.dateTime), time)),
  countdown: (element, time) => write(element, left(Date.parse(element.dateTime), time)),
  elapsed: (element, time) => write(element, left(time, Date.parse(element.dateTime))),
  clock: element => write(element, exactShown ? exactly(element.dateTime) : clock.format(new Date(element.dateTime))),
  seconds: element => write(element, exactShown ? exactly(element.dateTime) : second.format(new Date(element.dateTime))),
  moment: element => write(element, moment.format(new Date(element.dateTime))),
  when: (element, time) => {
    const at = new Date(element.dateTime);
    write(element, (at.toDateString() === new Date(time).toDateString() ? second : day).format(at));
  },
  ring: (element, time) => {
    const { due, latest, opened, restarted } = element.dataset;
    set(element, '--left', fraction(restarted, due, time));
    set(element, '--cap', fraction(opened, latest, time));
  },
};

function fraction(from, to, time) {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  return end > start ? Math.min(1, Math.max(0, (end - time) / (end - start))).toFixed(4) : '0';
}

function set(element, name, value) {
  if (element.style.getPropertyValue(name) !== value) element.style.setProperty(name, value);
}

function write(element, text) {
  const node = element.firstChild;
  if (node && node.data !== text) node.data = text;
  if (titled.get(element) !== element.dateTime || element.title.endsWith(' UTC')) {
    titled.set(element, element.dateTime);
    element.title = exactly(element.dateTime);
    if (!element.closest('a, button, table, ul, ol, [role=status], [aria-live]')) element.tabIndex = 0;
  }
}

export function tick(root = document) {
  const time = now();
  for (const element of root.querySelectorAll('[data-tick]')) kinds[element.dataset.tick]?.(element, time);
}

tick();
setInterval(() => { if (!document.hidden) tick(); }, 250);
document.addEventListener('visibilitychange', () => { if (!document.hidden) tick(); });
