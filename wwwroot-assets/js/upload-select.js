// What is done to many rows at once: choosing them, filling a cell down, moving, and taking them away. Whatever fills can be taken back.

import { wireGrid } from './upload-grid.js';
import { part, text } from './upload-parts.js';

export function selection({ queue, list, rows, find, listen, say, many, tell, draw }) {
  const [tools, all, count, fill] = ['tools', 'select-all', 'selected', 'fill'].map(find);
  let cell = null;
  let last = null;

  const itemOf = row => queue.items.find(item => item.id === Number(row.dataset.id));
  const editable = item => !item.skipped && item.phase !== 'saving';
  const chosen = () => queue.items.filter(item => item.selected);

  /** The selected rows where this one is among them, otherwise it alone. */
  const together = item => (item.selected ? chosen() : [item]);

  function select(item, checked, range) {
    const [from, to] = [queue.items.indexOf(range && last ? last : item), queue.items.indexOf(item)];
    queue.items.slice(Math.min(from, to), Math.max(from, to) + 1).forEach(one => { one.selected = checked; });
    last = item;
    draw();
  }

  function fillDown(row, field) {
    const item = itemOf(row);
    const value = item[field];
    const others = (item.selected ? chosen() : queue.items.slice(queue.items.indexOf(item) + 1).filter(one => one.state !== 'done'))
      .filter(one => one !== item && editable(one) && one[field] !== value);
    if (field === 'number' || others.length === 0) {
      tell(say('fill.none'), false);
      return;
    }

    const before = others.map(one => ({ one, value: one[field], edited: one.edited[field] }));
    others.forEach(one => queue.edit(one, field, value));
    draw();
    tell(`${say(`fill.${field}`, value || say('fill.nothing'))} ${many('fill', others.length)}`, true, [say('undo'), () => {
      before.forEach(({ one, value: old, edited }) => {
        queue.edit(one, field, old);
        one.edited[field] = edited;
      });
      draw();
    }]);
  }

  function move(item, to) {
    if (Number.isInteger(to)) {
      queue.move(item, to);
      const held = document.activeElement;
      list.append(...queue.items.map(rows.of));
      held?.focus();
    }

    // The place it has now is what is shown, whatever was typed.
    const place = part(rows.of(item), 'number');
    place.value = queue.items.indexOf(item) + 1;
    place.dataset.before = place.value;
    draw();
  }

  wireGrid(list, listen, {
    fill: fillDown,
    write: (row, field, value) => { queue.edit(itemOf(row), field, value); draw(); },
    move: (row, by) => move(itemOf(row), queue.items.indexOf(itemOf(row)) + by),
    cell: (row, field) => { cell = { row, field }; drawTools(); },
  });
  listen(all, 'click', () => { queue.items.forEach(item => { item.selected = all.checked; }); draw(); });
  listen(fill, 'click', () => { if (cell?.row.isConnected) { fillDown(cell.row, cell.field); part(cell.row, cell.field).focus(); } });

  function drawTools() {
    const picked = chosen().length;
    all.checked = picked > 0 && picked === queue.items.length;
    all.indeterminate = picked > 0 && !all.checked;
    text(count, picked > 0 ? many('selected', picked) : '');
    const usable = cell?.row.isConnected && cell.field !== 'number';
    fill.disabled = !usable;
    text(fill, usable ? say(`fill.act.${cell.field}`) : say('fill.act.cell'));
    tools.dataset.picked = picked;
  }

  return { select, together, move, draw: drawTools };
}
