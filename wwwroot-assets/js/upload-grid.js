// The rows as a spreadsheet: arrows, Enter and Tab go from cell to cell, Ctrl+D fills down, and a column of text may be pasted.

const columns = ['number', 'title', 'artist', 'album'];

/**
 * Wires the keys of all cells in `list`. `on.fill(row, field)` fills a cell's value down, `on.write(row, field, value)` sets one,
 * `on.move(row, by)` moves a row; `on.cell(row, field)` is told which cell the hand is in.
 */
export function wireGrid(list, listen, on) {
  const rowOf = element => element.closest('.upload-row');
  const cell = (row, field) => row?.querySelector(`[data-part="${field}"]`);
  const fieldOf = element => (columns.includes(element.dataset?.part) ? element.dataset.part : null);

  function go(row, field) {
    const target = cell(row, field);
    if (target) {
      target.focus();
      target.select();
      target.scrollIntoView({ block: 'nearest' });
    }

    return Boolean(target);
  }

  listen(list, 'focusin', event => {
    const field = fieldOf(event.target);
    if (field) {
      event.target.dataset.before = event.target.value;
      on.cell(rowOf(event.target), field);
    }
  });

  listen(list, 'keydown', event => {
    const input = event.target;
    const field = fieldOf(input);
    // A word that is still being composed (Zhuyin, say) has the keys.
    if (!field || event.isComposing) {
      return;
    }

    const row = rowOf(input);
    const { key } = event;
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const still = input.selectionStart === input.selectionEnd;
    const whole = input.selectionStart === 0 && input.selectionEnd === input.value.length;
    const side = by => columns[columns.indexOf(field) + by];
    const handled = (event.ctrlKey || event.metaKey) && key.toLowerCase() === 'd' ? (commit(input), on.fill(row, field), true)
      : event.altKey && (key === 'ArrowUp' || key === 'ArrowDown') ? (on.move(row, key === 'ArrowUp' ? -1 : 1), go(row, field))
      : plain && key === 'ArrowDown' ? go(row.nextElementSibling, field)
      : plain && key === 'ArrowUp' ? go(row.previousElementSibling, field)
      : plain && key === 'Enter' ? (commit(input), go(event.shiftKey ? row.previousElementSibling : row.nextElementSibling, field), true)
      : plain && !event.shiftKey && key === 'ArrowLeft' && (whole || (still && input.selectionStart === 0)) && side(-1) ? go(row, side(-1))
      : plain && !event.shiftKey && key === 'ArrowRight' && (whole || (still && input.selectionStart === input.value.length)) && side(1) ? go(row, side(1))
      : plain && key === 'Escape' && input.value !== input.dataset.before ? ((input.value = input.dataset.before), true)
      : false;
    if (handled) {
      event.preventDefault();
    }
  });

  listen(list, 'paste', event => {
    const field = fieldOf(event.target);
    const lines = event.clipboardData.getData('text/plain').replace(/\r?\n$/, '').split(/\r?\n/).map(line => line.split('\t'));
    if (!field || field === 'number' || (lines.length === 1 && lines[0].length === 1)) {
      return;
    }

    event.preventDefault();
    let row = rowOf(event.target);
    for (const line of lines) {
      if (!row) {
        return;
      }

      line.forEach((value, at) => {
        const target = columns[columns.indexOf(field) + at];
        if (target) {
          on.write(row, target, value.trim());
          // The cell the hand is in is not drawn over.
          Object.assign(cell(row, target), { value: value.trim() }).dataset.before = value.trim();
        }
      });
      row = row.nextElementSibling;
    }
  });

  // A change event comes on leaving a cell; filling down needs the value before.
  function commit(input) {
    if (input.value !== input.dataset.before) {
      input.dataset.before = input.value;
      input.dispatchEvent(new Event('change'));
    }
  }
}
