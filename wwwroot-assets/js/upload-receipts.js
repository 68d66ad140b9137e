// What came of each file, as a table for a spreadsheet (RFC 4180).

export const columns = ['file', 'playlist', 'songId', 'title', 'artist', 'album', 'bytes', 'sha256', 'duplicate', 'taskId', 'due', 'at'];

/** The rows of everything that was decided; `nameOf(id)` says what a playlist is called. */
export const receipts = (items, nameOf) => items.filter(item => item.outcome === 'done').map(item => [
  `${item.folder ? `${item.folder}/` : ''}${item.file.name}`, nameOf(item.playlist), item.song?.id ?? item.existing?.id, item.song?.title ?? item.existing?.title,
  item.song?.artist ?? item.existing?.artist, item.song?.album ?? item.existing?.album, item.size, item.answer?.sha256, item.decision, item.answer?.taskId, item.answer?.dueAt, item.song?.addedAt,
]);

/** A text that spreadsheets read as UTF-8 and never run. */
export const csv = rows => `\ufeff${rows.map(row => `${row.map(cell).join(',')}\r\n`).join('')}`;

function cell(value) {
  const text = String(value ?? '');
  const plain = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$|^'/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
