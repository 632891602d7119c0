// format.js - numbers, times and sizes as people read them.
const group = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

export const int = (n) => (n == null ? '–' : group.format(n));

// Four significant digits, without a tail of zeros.
export function num(x) {
  if (x == null || !Number.isFinite(x)) return x == null ? '–' : String(x);
  const a = Math.abs(x);
  if (a !== 0 && (a < 1e-3 || a >= 1e7)) return x.toExponential(2).replace('e+', 'e');
  return a >= 1000 ? group.format(x) : String(Number(x.toPrecision(4)));
}

// Credits are hours of a slot: a second is 0.00028 of one.
export const credits = (x) => (x == null ? '–' : x === 0 || x >= 100 ? num(x) : String(Number(x.toFixed(x < 0.01 ? 5 : 3))));

export const percent = (x, digits = 0) => (x == null ? '–' : `${x.toFixed(digits)} %`);

export function bytes(n) {
  if (n == null) return '–';
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let i = 0;
  for (; n >= 1024 && i < units.length - 1; i++) n /= 1024;
  return `${i && n < 100 ? n.toFixed(1) : Math.round(n)} ${units[i]}`;
}

export function duration(s) {
  if (s == null || !Number.isFinite(s)) return '–';
  s = Math.max(0, s);
  if (s >= 10) s = Math.round(s);
  if (s < 1) return s > 0 ? `${Math.max(1, Math.round(s * 1000))} ms` : '0 s';
  if (s < 60) return `${s < 10 ? Number(s.toFixed(1)) : Math.round(s)} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${s % 60} s`.replace(' 0 s', '');
  if (s < 86400) return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`.replace(' 0 min', '');
  return `${Math.floor(s / 86400)} d ${Math.floor((s % 86400) / 3600)} h`.replace(' 0 h', '');
}

export const since = (time, now = Date.now()) => (time ? (now - Date.parse(time)) / 1000 : null);

export function ago(time, now) {
  const s = since(time, now);
  if (s == null) return '–';
  return s < 5 ? 'just now' : `${duration(Math.round(s)).split(' ').slice(0, 2).join(' ')} ago`;
}

const clockText = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit',
});
export const clock = (time) => (time ? clockText.format(new Date(time)) : '–');

export const plural = (n, one, many = `${one}s`) => `${int(n)} ${n === 1 ? one : many}`;

export function quantile(values, q) {
  if (!values.length) return null;
  const v = [...values].sort((a, b) => a - b);
  return v[Math.min(v.length - 1, Math.floor(q * v.length))];
}
