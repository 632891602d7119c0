// status.js - a job's state as glyph and word (never colour alone), and bars with their numbers.
import { html } from './html.js';
import { Icon } from './icons.js';

const WORDS = {
  queued: 'Queued', running: 'Running', paused: 'Paused',
  succeeded: 'Succeeded', failed: 'Failed', cancelled: 'Cancelled',
};

export const State = ({ state }) => html`
  <span class="state ${state}"><${Icon} name=${WORDS[state] ? state : 'queued'} size="14" />${WORDS[state] || state}</span>`;

export const isOver = (state) => ['succeeded', 'failed', 'cancelled'].includes(state);

// Reasons as sentences; an unknown one is shown as it is.
const REASONS = {
  preempted: 'gave its slots back; goes on from its checkpoint',
  max_runtime: 'stopped at its time limit; the checkpoint is kept',
  diverged: 'the loss became NaN or infinite',
  slots: 'too few slots are free',
  max_slots: 'its tenant may hold no more slots',
  max_running_jobs: 'its tenant may run no more jobs at once',
  memory: 'too little memory is left',
  credits: 'the credits do not suffice',
  entitlement: 'others hold the slots, and its tenant has its share',
  quantum: 'what could be taken back has only just started',
  reservation: 'it would delay a job that was promised a start',
  turn: 'it is another job\'s turn first',
  user: 'asked for by a user',
};
export const reasonText = (reason) => REASONS[reason] || String(reason || '').replaceAll('_', ' ');

// A bar from 0 to max; `label` is what a screen reader hears.
export const Progress = ({ value, label }) => html`
  <div class="progress" role="progressbar" aria-valuemin="0" aria-valuemax="100"
       aria-valuenow=${Math.round(value || 0)} aria-label=${label}>
    <div style=${{ width: `${Math.min(100, value || 0)}%` }}></div>
  </div>`;

// What there is against what is needed, with a mark at the need.
export function HaveNeed({ have, need, label }) {
  const top = Math.max(have, need, 1e-9) * 1.05;
  return html`
    <div class="have-need" role="img" aria-label=${label}>
      <div class="have ${have >= need ? 'enough' : ''}" style=${{ width: `${(100 * have) / top}%` }}></div>
      <div class="need" style=${{ left: `${(100 * need) / top}%` }}></div>
    </div>`;
}
