// A box for queries in field words, with what fits while one types: the combobox pattern, all by keyboard.
// What may be typed is told in data-fields: [{ word, hint, values: [{ value, hint }] }].

const Most = 8;
const Wait = 250;

/** The word around the caret: where it begins and ends, whether it is negated, its field, and the value being typed. */
export function wordAt(text, caret) {
  let start = 0;
  let quoted = false;
  for (let i = 0; i < caret; i++) {
    if (quoted && text[i] === '\\') i++;
    else if (text[i] === '"') quoted = !quoted;
    else if (!quoted && /\s/.test(text[i])) start = i + 1;
  }
  let end = caret;
  while (end < text.length && (quoted ? text[end] !== '"' : !/\s/.test(text[end]))) end++;
  if (quoted && end < text.length) end++;
  const word = text.slice(start, caret);
  const bare = start + (word.startsWith('-') ? 1 : 0);
  const field = /^-?([a-z]+):/i.exec(word)?.[1].toLowerCase();
  if (!field) return { start: bare, end, typed: word.replace(/^-/, '') };
  let from = bare + field.length + 1;
  quoted = false;
  for (let i = from; i < caret; i++) {
    if (text[i] === '"') quoted = !quoted;
    else if (!quoted && text[i] === ',') from = i + 1;
  }
  return { start: from, end, field, typed: text.slice(from, caret).replace(/^"/, '') };
}

const spelled = value => /[\s",]/.test(value) ? `"${value.replace(/[\\"]/g, '\\$&')}"` : value;

/** What could stand at the caret: fields, or a field's values; those that begin so come first. */
export function suggest(fields, text, caret) {
  const word = wordAt(text, caret);
  const typed = word.typed.toLowerCase();
  const fits = (all, key) => all.filter(a => key(a).toLowerCase().includes(typed))
    .sort((a, b) => key(b).toLowerCase().startsWith(typed) - key(a).toLowerCase().startsWith(typed));
  if (word.field) {
    const values = fields.find(f => f.word === word.field)?.values ?? [];
    return { word, offers: fits(values, v => v.value).slice(0, Most).map(v => ({ text: v.value, hint: v.hint, put: `${spelled(v.value)} ` })) };
  }
  const offers = fields.filter(f => f.word.startsWith(typed)).map(f => ({ text: `${f.word}:`, hint: f.hint, put: `${f.word}:` }));
  if (typed.length > 1) {
    for (const field of fields) {
      for (const v of fits(field.values ?? [], v => v.value).slice(0, 3)) {
        offers.push({ text: `${field.word}:${spelled(v.value)}`, hint: v.hint, put: `${field.word}:${spelled(v.value)} ` });
      }
    }
  }
  return { word, offers: offers.slice(0, typed ? Most : fields.length) };
}

export function start(root, page, value) {
  const input = root.querySelector('input');
  const list = root.querySelector('[role=listbox]');
  const clear = root.querySelector('[data-clear]');
  const sent = [];
  const stop = new AbortController();
  let [word, offers, active, timer] = [null, [], -1, 0];

  const on = (target, name, act) => target.addEventListener(name, act, { signal: stop.signal });
  const tell = () => {
    clearTimeout(timer);
    sent.push(input.value);
    sent.splice(0, sent.length - 10);
    page.invokeMethodAsync('Changed', input.value);
  };
  const changed = () => {
    clear.hidden = input.value === '';
    clearTimeout(timer);
    timer = setTimeout(tell, Wait);
  };

  function show(next) {
    offers = next;
    active = -1;
    list.replaceChildren(...offers.map((offer, i) => {
      const option = document.createElement('li');
      option.id = `${list.id}-${i}`;
      option.setAttribute('role', 'option');
      option.setAttribute('aria-selected', 'false');
      option.append(Object.assign(document.createElement('b'), { textContent: offer.text }), Object.assign(document.createElement('span'), { textContent: offer.hint ?? '' }));
      option.addEventListener('pointerdown', event => event.preventDefault());
      option.addEventListener('click', () => choose(offer));
      return option;
    }));
    list.hidden = offers.length === 0;
    input.setAttribute('aria-expanded', String(!list.hidden));
    input.removeAttribute('aria-activedescendant');
  }

  function open() {
    const found = suggest(JSON.parse(root.dataset.fields || '[]'), input.value, input.selectionStart ?? input.value.length);
    word = found.word;
    // Nothing is offered that stands there already.
    show(found.offers.length === 1 && found.offers[0].text === found.word.typed ? [] : found.offers);
  }

  function move(by) {
    if (list.hidden) open();
    if (list.hidden) return;
    list.children[active]?.setAttribute('aria-selected', 'false');
    active = (active + by + offers.length + (active < 0 && by < 0 ? 1 : 0)) % offers.length;
    const option = list.children[active];
    option.setAttribute('aria-selected', 'true');
    option.scrollIntoView({ block: 'nearest' });
    input.setAttribute('aria-activedescendant', option.id);
  }

  function choose(offer) {
    const rest = input.value.slice(word.end);
    const put = offer.put.endsWith(' ') && /^\s/.test(rest) ? offer.put.trimEnd() : offer.put;
    input.value = input.value.slice(0, word.start) + put + rest;
    input.selectionStart = input.selectionEnd = word.start + put.length;
    input.focus();
    changed();
    if (offer.put.endsWith(':')) open();
    else show([]);
  }

  on(input, 'input', () => { changed(); open(); });
  on(input, 'click', () => { if (list.hidden) open(); });
  on(input, 'blur', () => show([]));
  on(input, 'keydown', event => {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Enter' && active >= 0) choose(offers[active]);
    else if (event.key === 'Enter') { show([]); tell(); }
    else if (event.key === 'Escape' && !list.hidden) { event.stopPropagation(); show([]); }
    else return;
    event.preventDefault();
  });
  on(clear, 'click', () => { input.value = ''; clear.hidden = true; input.focus(); tell(); });

  clear.hidden = input.value === '';
  // Typed before this script was there.
  if (input.value !== value) changed();

  return {
    // What comes back of what was typed a moment ago is not put over what has been typed since.
    set(text) {
      if (document.activeElement === input && sent.includes(text)) return;
      clearTimeout(timer);
      input.value = text;
      clear.hidden = text === '';
    },
    dispose: () => { clearTimeout(timer); stop.abort(); },
  };
}
