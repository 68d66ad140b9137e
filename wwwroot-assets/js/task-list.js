// What the list of tasks needs of the browser: the reader's time zone, and the columns chosen here.

const Key = 'mosaic.task-columns';

/** The zone days are meant in, and the columns chosen in this browser; null when none were. */
export const remembered = () => ({ zone: Intl.DateTimeFormat().resolvedOptions().timeZone ?? null, columns: localStorage.getItem(Key) });

export const remember = columns => localStorage.setItem(Key, columns);

// A link in a menu leads elsewhere on the same page: the menu has done its work.
document.addEventListener('click', event => event.target.closest?.('[data-closes]')?.closest('[popover]')?.hidePopover());
