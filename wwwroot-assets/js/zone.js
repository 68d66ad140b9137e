// The reader's time zone by its IANA name, such as Asia/Taipei: days are asked for as the reader counts them.
export const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC';
