/** Numbers and times for people. */
const whole = new Intl.NumberFormat('en-GB');
const short = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 });
const DATE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const CLOCK = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

export const count = (n) => whole.format(n);

/** For example 416K. */
export const compact = (n) => short.format(n);

/** One thing, many things. */
export const plural = (n, one, many = `${one}s`) => `${count(n)} ${n === 1 ? one : many}`;

export function seconds(s) {
  if (s > 0 && s < 1) return `${Math.round(1000 * s)} ms`;
  if (s < 10) return `${s.toFixed(1)} s`;
  if (s < 100) return `${Math.round(s)} s`;
  return s < 6000 ? `${Math.floor(s / 60)} min ${Math.floor(s % 60)} s` : `${(s / 3600).toFixed(1)} h`;
}

export function bytes(n) {
  if (n < 1024) return `${n} B`;
  if (n < 1 << 20) return `${(n / 1024).toFixed(1)} KiB`;
  return n < 1 << 30 ? `${(n / (1 << 20)).toFixed(1)} MiB` : `${(n / (1 << 30)).toFixed(1)} GiB`;
}

export const time = (iso) => (iso ? DATE.format(new Date(iso)) : '–');
export const clock = (iso) => CLOCK.format(new Date(iso));

/** Seconds between two times; to now where the second is missing. */
export const between = (from, to) => Math.max(0, (to ? new Date(to) : new Date()) - new Date(from)) / 1000;
