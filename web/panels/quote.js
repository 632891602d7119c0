// quote.js - what a dry run says: the cost and the time, or every fault.
import { html } from '../parts/html.js';
import { Figures, Panel } from '../parts/page.js';
import { ErrorNote } from '../parts/notes.js';
import { faultText } from '../api.js';
import { bytes, credits, duration, int, num, plural, since } from '../format.js';

const when = (t) => {
  if (t == null) return null;
  const s = typeof t === 'number' ? t : -since(t);
  return s < 1 ? 'now' : `in ${duration(s)}`;
};

export function Quote({ verdict }) {
  const { quote, faults, error, busy } = verdict;
  const title = faults.length ? plural(faults.length, 'fault') : 'Quote';
  const q = quote || {};
  const figures = [
    ['Starts', when(q.start?.p50)], ['Done', when(q.finish?.p50)], ['Done, 9 in 10', when(q.finish?.p90)],
    ['Parameters', q.parameters != null ? int(q.parameters) : null], ['Memory', q.memory_bytes != null ? bytes(q.memory_bytes) : null],
    ['Steps', q.steps != null ? int(q.steps) : null], ['FLOPs a step', q.flops_per_step != null ? num(q.flops_per_step) : null],
    ['Slot-seconds', q.slot_seconds != null ? num(q.slot_seconds) : null], ['Credits', q.credits != null ? credits(q.credits) : null],
    ['Lanes', q.lanes != null ? int(q.lanes) : null],
    ['From the base', q.base ? `${int(q.base.taken)} of ${int(q.base.of)}` : null], ['Begins anew', q.base?.fresh || null],
  ];
  return html`
    <${Panel} title=${title} note=${busy ? 'asking…' : 'a dry run, after each change'}>
      <div aria-live="polite">
        <${ErrorNote} error=${error} />
        ${faults.length > 0 && html`<ul class="faults">${faults.map((f) => html`
          <li><code>${f.pointer || '/'}</code>${faultText(f)}</li>`)}</ul>`}
        ${quote && !faults.length && html`
          <${Figures} rows=${figures} class="quote-figures" />`}
      </div>
    <//>`;
}
