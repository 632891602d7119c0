// decisions.js - what the scheduler did last and why, as sentences. For admins: it names all tenants' jobs.
import { html } from '../parts/html.js';
import { Panel } from '../parts/page.js';
import { CopyCurl } from '../parts/notes.js';
import { useNow } from '../parts/now.js';
import { useQuery } from '../live.js';
import { curl } from '../api.js';
import { link } from '../router.js';
import { ago, clock, plural } from '../format.js';
import { anyJob } from '../jobs.js';

const SHOWN = 8;
const PATH = '/v1/decisions?limit=40';
// So many of the newest jobs are told by name.
const NAMED = 100;
const REASONS = {
  turn: 'slots were free and it was its turn',
  take_back: 'a tenant below its entitlement takes back what others hold above theirs',
  guarantee: 'a guarantee comes back at once',
  rebalance: 'its tenant is below its entitlement',
  cap: 'a limit was lowered below what is held',
  reserved: 'it does not fit yet, and others may not delay it',
};

function what(a) {
  if (a.do === 'start') return `starts on ${plural(a.width, 'slot')}`;
  if (a.do === 'preempt') return `gives its ${plural(a.was, 'slot')} back and waits again`;
  if (a.do === 'reserve') return 'has a place reserved';
  return `goes from ${a.was} to ${plural(a.width, 'slot')}`;
}

// A reservation that is only renewed is told once.
export function Decisions() {
  const { data } = useQuery(PATH, { match: anyJob, every: 10000 });
  const now = useNow(5000);
  const recent = useQuery(`/v1/jobs?limit=${NAMED}`, { match: anyJob, every: 30000 });
  const names = new Map((recent.data?.data || []).map((j) => [j.id, j.name]));
  const actions = (data?.data || [])
    .flatMap((d) => (d.plan?.actions || []).map((a) => ({ ...a, at: d.at, key: `${d.id}${a.job}` })))
    .filter((a, i, all) => !(a.do === 'reserve' && all[i - 1]?.do === 'reserve' && all[i - 1].job === a.job))
    .slice(0, SHOWN);
  if (!actions.length) return null;
  const name = (id) => html`<a href=${link(['jobs', id])}>${names.get(id) || id}</a>`;
  return html`
    <${Panel} title="Last decisions" actions=${html`<${CopyCurl} command=${curl('GET', PATH)} />`}>
      <ol class="decisions">${actions.map((a) => html`
        <li key=${a.key}><time datetime=${a.at} title=${clock(a.at)}>${ago(a.at, now)}</time>
          <p>${name(a.job)} ${what(a)}: ${REASONS[a.reason] || a.reason}${a.by ? html`, for ${name(a.by)}` : ''}.</p></li>`)}</ol>
    <//>`;
}
