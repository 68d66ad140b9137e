// What a page keeps over being loaded again: where it was scrolled to, and what was typed into its fields. Never passwords or files, and only
// in this tab.

const name = 'mosaic-kept';
const patience = 10_000;
const lasts = 60 * 60 * 1000;
const typed = new Set();

document.addEventListener('input', event => { if (event.isTrusted && event.target.matches?.('main :is(input, textarea)')) typed.add(event.target); });

const fields = () => [...document.querySelectorAll('main :is(input, textarea)')]
  .filter(f => !['password', 'file', 'hidden', 'checkbox', 'radio', 'button', 'submit'].includes(f.type));

// What a field is called does not change from one load to the next; ids that a component makes up do.
const called = field => field.dataset.testid ?? field.closest('[data-testid]')?.dataset.testid ?? field.name ?? field.getAttribute('aria-label') ?? '';

const place = field => [called(field), fields().filter(f => called(f) === called(field)).indexOf(field)];

export function keep() {
  const kept = fields().filter(f => typed.has(f) && f.value).map(f => [...place(f), f.value]);
  sessionStorage.setItem(name, JSON.stringify({ href: location.href, at: Date.now(), y: scrollY, fields: kept }));
}

/** Puts back what was kept of this very address, as soon as the page has drawn it; not against somebody who is already at it. */
export function bringBack() {
  const kept = JSON.parse(sessionStorage.getItem(name) ?? 'null');
  sessionStorage.removeItem(name);
  if (!kept || kept.href !== location.href || Date.now() - kept.at > lasts) return;
  const until = performance.now() + patience;
  let open = kept.fields;
  let scrolled = kept.y === 0;
  let touched = false;
  for (const kind of ['wheel', 'pointerdown', 'keydown']) addEventListener(kind, () => { touched = true; }, { once: true, passive: true });
  const look = () => {
    open = open.filter(([label, index, value]) => !putBack(label, index, value));
    if (!scrolled && !touched && document.documentElement.scrollHeight >= kept.y + innerHeight) {
      scrollTo(0, kept.y);
      scrolled = true;
    }

    if (!touched && (open.length > 0 || !scrolled) && performance.now() < until) setTimeout(look, 100);
  };
  look();
}

function putBack(label, index, value) {
  const field = fields().filter(f => called(f) === label)[index];
  if (!field) return false;
  if (field.value !== value) {
    field.value = value;
    typed.add(field);
    for (const kind of ['input', 'change']) field.dispatchEvent(new Event(kind, { bubbles: true }));
  }

  return true;
}
