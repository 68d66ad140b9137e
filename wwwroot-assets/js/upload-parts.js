// Pieces the upload page's rows are built of.

export function make(name, className = '', children = [], role = null) {
  const element = document.createElement(name);
  if (className) {
    element.className = className;
  }

  if (role) {
    element.dataset.part = role;
  }

  element.append(...children);
  return element;
}

export function icon(path) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', 'upload-icon');
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}

export const part = (row, name) => row.querySelector(`[data-part="${name}"]`);

export function text(element, value) {
  if (element.textContent !== value) {
    element.textContent = value;
  }
}

/** Figures as the reader's language spells them. */
export function figures(say, language) {
  const one = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const whole = new Intl.NumberFormat(language);
  const share = new Intl.NumberFormat(language, { style: 'percent' });
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const size = bytes => (bytes < 2 ** 20 ? say('size.kb', one.format(Math.ceil(bytes / 1024))) : say('size.mb', one.format(bytes / 2 ** 20)));
  return {
    count: n => whole.format(n),
    percent: n => share.format(Math.floor(Math.min(1, n) * 100) / 100),
    size,
    speed: rate => say('pace', size(rate)),
    left: seconds => (seconds < 60 ? say('left.seconds', seconds)
      : seconds < 3600 ? say('left.minutes', seconds / 60)
      : say('left.hours', Math.floor(seconds / 3600), Math.round((seconds % 3600) / 60))),
    length: ms => `${Math.floor(ms / 60_000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, '0')}`,
    day: at => day.format(new Date(at)),
  };
}
