// usage.js - what a tenant used in the last thirty days: a bar a day, the sum as a sentence.
import { html } from '../parts/html.js';
import { Panel } from '../parts/page.js';
import { CopyCurl } from '../parts/notes.js';
import { Head } from '../parts/table.js';
import { useQuery } from '../live.js';
import { curl } from '../api.js';
import { credits, duration, plural } from '../format.js';

const DAYS = 30;
const DAY_MS = 86400000;
const slotSeconds = (r) => (r.cpu_slot_seconds || 0) + (r.gpu_slot_seconds || 0);

// A row for every day, also for those on which nothing ran.
export function daysOf(usage) {
  const rows = new Map((usage.data || []).map((r) => [r.day, r]));
  const last = usage.to ? Date.parse(`${usage.to}T00:00:00Z`) : Date.now();
  return Array.from({ length: DAYS }, (_, i) => {
    const day = new Date(last - (DAYS - 1 - i) * DAY_MS).toISOString().slice(0, 10);
    return { day, used: slotSeconds(rows.get(day) || {}) };
  });
}

export function Usage({ path }) {
  const where = `${path}/usage?by=day`;
  const { data } = useQuery(where, { every: 30000 });
  if (!data) return null;
  const days = daysOf(data);
  const top = Math.max(...days.map((d) => d.used));
  const total = data.total || {};
  const busy = days.filter((d) => d.used > 0).length;
  const says = top > 0
    ? `${duration(slotSeconds(total))} of slot time on ${plural(busy, 'day')}, ${credits(total.credits)} credits.`
    : `Nothing in the last ${DAYS} days.`;
  return html`
    <${Panel} title="Use" note="last ${DAYS} days" actions=${html`<${CopyCurl} command=${curl('GET', where)} />`}>
      <p>${says}</p>
      ${top > 0 && html`
        <div class="days" aria-hidden="true">${days.map((d) => html`
          <div key=${d.day} title="${d.day}: ${duration(d.used)}"><i style=${{ height: `${(100 * d.used) / top}%` }}></i></div>`)}</div>
        <p class="days-ends quiet" aria-hidden="true"><span>${days[0].day}</span><span>${days[DAYS - 1].day}</span></p>
        <details><summary>Use as a table</summary>
          <table class="tight"><${Head} columns=${['Day', 'Slot time#']} />
            <tbody>${days.filter((d) => d.used > 0).map((d) => html`
              <tr key=${d.day}><th scope="row">${d.day}</th><td class="n">${duration(d.used)}</td></tr>`)}</tbody></table></details>`}
    <//>`;
}
