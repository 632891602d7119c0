// jobs.js - what several panels say about a job, in one place.
import { duration, num, percent, plural } from './format.js';
import { reasonText } from './parts/status.js';

export const slotsOf = (job) => job.resources.slots;
export const deviceOf = (job) => job.resources.device;
// What belongs to something else is told by name, its id beside it: {dataset, dataset_id}; where only
// an id is known, that is the name.
export const idOf = (thing, what) => thing[`${what}_id`] || thing[what];

export function slotsText({ min = 1, max = min }) {
  return min === max ? String(min) : `${min}–${max}`;
}

// Metrics whose larger value is the better one; the others are losses.
const UP = /accuracy|r2|auc|f1|iou|hit|ndcg|precision|recall/;
export const better = (name) => (UP.test(name) ? Math.max : Math.min);

// The figure a list shows: validation before training, accuracy before loss.
const ORDER = ['val_accuracy', 'accuracy', 'val_r2', 'r2', 'val_mae', 'mae', 'val_loss', 'loss'];
export function headline(job) {
  const m = job.metrics?.latest || job.metrics || {}; // a job tells the latest, a model the last
  const name = ORDER.find((n) => typeof m[n] === 'number');
  return name ? { name, value: m[name], text: num(m[name]) } : null;
}

// What stands beside the bar in a list: the time left, or why it does not run.
export function progressText(job) {
  const p = job.progress || {};
  const done = percent(p.percent ?? 0);
  if (job.state === 'running') return p.eta_s != null ? `${done} · ${duration(p.eta_s)} left` : done;
  if (job.state === 'succeeded') return plural(p.epochs || p.epoch || 0, 'epoch');
  return job.reason ? reasonText(job.reason) : done;
}

export const isAbout = (id) => (ev) => ev.job === id;
export const anyJob = (ev) => Boolean(ev.job) || /job|cluster|quota|tenant|slot/.test(ev.type || '');
