/** Numbers and times for people. */
const whole = new Intl.NumberFormat('en-GB');

export const count = (n) => whole.format(n);

/** An accuracy as a percentage; a loss as it is. */
export const metric = (name, value) =>
  value === null || value === undefined ? '' : name.endsWith('accuracy') ? `${(100 * value).toFixed(2)}%` : value.toFixed(4);

export const percent = (value) => metric('accuracy', value);

export const seconds = (s) =>
  s < 100 ? `${s.toFixed(1)} s` : s < 6000 ? `${Math.floor(s / 60)} min ${Math.round(s % 60)} s` : `${(s / 3600).toFixed(1)} h`;

export const bytes = (n) => (n < 1024 ? `${n} B` : n < 1 << 20 ? `${(n / 1024).toFixed(1)} KiB` : `${(n / (1 << 20)).toFixed(1)} MiB`);

export const time = (iso) => (iso ? new Date(iso).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' }) : '');
