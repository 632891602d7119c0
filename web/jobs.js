// jobs.js - what several panels say about a job, in one place.
import { num, duration, plural } from './format.js';

export const slotsOf = (job) => job.resources?.slots || job.spec?.resources?.slots || job.slots || { min: 1, max: 1 };
export const deviceOf = (job) => job.resources?.device || job.spec?.resources?.device || job.device || 'cpu';
export const nameOf = (thing) => (thing && typeof thing === 'object' ? thing.name || thing.id : thing);

export function slotsText({ min = 1, max = min }) {
  return min === max ? String(min) : `${min}–${max}`;
}

// Metrics whose larger value is the better one; the others are losses.
const UP = /accuracy|r2|auc|f1|iou|hit/;
export const better = (name) => (UP.test(name) ? Math.max : Math.min);

// The figure a list shows: validation before training, accuracy before loss.
const ORDER = ['val_accuracy', 'accuracy', 'val_r2', 'r2', 'val_mae', 'mae', 'val_loss', 'loss'];
export function headline(job) {
  const m = job.metrics?.latest || job.metrics || {};
  const name = ORDER.find((n) => typeof m[n] === 'number');
  return name ? { name, value: m[name], text: num(m[name]) } : null;
}

export function progressText(job) {
  const p = job.progress || {};
  if (job.state === 'running' && p.eta_s != null) return `${duration(p.eta_s)} left`;
  if (p.epochs) return `epoch ${Math.min(p.epoch ?? 0, p.epochs)} of ${p.epochs}`;
  return '';
}

export const heldText = (n, device) => plural(n, `${device === 'gpu' ? 'GPU' : 'CPU'} slot`);
export const isAbout = (id) => (ev) => ev.job === id || ev.job?.id === id;
export const anyJob = (ev) => Boolean(ev.job) || /job|cluster|quota|tenant|slot/.test(ev.type || '');
