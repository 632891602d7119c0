// left.js - what is left of the limits of one's own tenant, the ones that exist.
import { html } from '../parts/html.js';
import { Panel } from '../parts/page.js';
import { Progress } from '../parts/status.js';
import { useQuery } from '../live.js';
import { bytes, int } from '../format.js';
import { anyJob } from '../jobs.js';

// what is used, of which limit, in which words.
const LIMITS = [
  ['running_jobs', 'max_running_jobs', 'Running jobs', int],
  ['queued_jobs', 'max_queued_jobs', 'Waiting jobs', int],
  ['storage_bytes', 'storage_bytes', 'Storage', bytes],
];

export function Left() {
  const { data } = useQuery('/v1/me', { match: anyJob, every: 15000 });
  const rows = LIMITS.map(([used, limit, label, text]) => ({ used: data?.use?.[used] ?? 0, limit: data?.quota?.[limit], label, text }))
    .filter((r) => r.limit != null);
  if (!rows.length) return null;
  return html`
    <${Panel} title="Your tenant's limits" note=${data.tenant}>
      <ul class="shares">${rows.map((r) => html`
        <li key=${r.label}><p><span>${r.label}</span><span class="n"><b>${r.text(r.used)}</b> of ${r.text(r.limit)}</span></p>
          <${Progress} value=${r.limit ? (100 * r.used) / r.limit : 100} label=${r.label} /></li>`)}</ul>
    <//>`;
}
