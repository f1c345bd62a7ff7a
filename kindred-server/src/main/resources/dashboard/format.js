// Numbers, times and commands as people read them.
const language = 'en';
const whole = new Intl.NumberFormat(language);
const compact = new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 });

export const count = (n) => (n === null || n === undefined ? '–' : whole.format(n));
export const brief = (n) => (n === null || n === undefined ? '–' : n < 100_000 ? whole.format(n) : compact.format(n));

/** A number with so many digits that count. */
export const number = (n, digits = 4) =>
  n === null || n === undefined || !Number.isFinite(n) ? '–'
    : new Intl.NumberFormat(language, { maximumSignificantDigits: digits }).format(n);

export const percent = (share, digits = 1) =>
  share === null || share === undefined ? '–'
    : new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: digits }).format(share);

/** A chance, such as p: tiny ones are not told to the last zero. */
export const chance = (p) => (p === null || p === undefined ? '–' : p < 0.0001 ? '< 0.0001' : number(p, 2));

export function bytes(n) {
  if (n === null || n === undefined) return '–';
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let k = 0;
  for (; n >= 1024 && k < units.length - 1; k++) n /= 1024;
  return `${number(n, 3)} ${units[k]}`;
}

export function duration(seconds) {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return '–';
  if (seconds < 1) return `${number(seconds * 1000, 2)} ms`;
  if (seconds < 90) return `${number(seconds, 2)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  if (seconds < 129600) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86400)} days`;
}

export const date = (time) => (time ? new Date(time).toISOString().slice(0, 10) : '–');
export const moment = (time) => (time ? new Date(time).toISOString().slice(0, 16).replace('T', ' ') : '–');
export const ago = (time) => (time ? `${duration(Math.max(0, (Date.now() - new Date(time)) / 1000))} ago` : 'never');

/** Any value of JSON as text. */
export const plain = (value) =>
  value === null || value === undefined ? ''
    : Array.isArray(value) ? value.map(plain).join(', ')
      : typeof value === 'object' ? JSON.stringify(value) : String(value);

/** A text as a shell reads it. */
export const quoted = (value) =>
  /^[\w@%+=:,./-]+$/.test(value) ? value : `'${String(value).replaceAll("'", `'\\''`)}'`;

/** A table as CSV; what a spreadsheet would compute is made text. */
export function csv(columns, rows) {
  const cell = (value) => {
    const text = plain(value);
    const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const lines = [columns.map((column) => cell(column.label))];
  for (const row of rows) lines.push(columns.map((column) => cell(column.value(row))));
  return lines.map((line) => line.join(',')).join('\r\n') + '\r\n';
}

/** Gives the user a file. */
export function download(name, content, type = 'text/csv;charset=utf-8') {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
