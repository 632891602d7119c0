// tenant.js - one tenant: its place, its people, what it used, and what it may have (a form for admins).
import { html, useEffect } from '../parts/html.js';
import { Facts, Page, Panel } from '../parts/page.js';
import { announce, CopyCurl, ErrorNote, Waiting } from '../parts/notes.js';
import { Field, useForm } from '../parts/form.js';
import { Tenant } from '../parts/tenant.js';
import { useStore } from '../parts/store.js';
import { useQuery } from '../live.js';
import { curl, me, numberOr, send } from '../api.js';
import { link } from '../router.js';
import { bytes, duration, int } from '../format.js';
import { NotHere } from './nothere.js';
import { Usage } from './usage.js';
import { Users } from './users.js';

export function TenantPage({ id }) {
  const path = `/v1/tenants/${encodeURIComponent(id)}`;
  const { data: tenant, error, reload } = useQuery(path);
  const quota = useQuery(`${path}/quota`);
  const user = useStore(me);
  if (!tenant && error?.status === 404) return html`<${NotHere} what="tenant" />`;
  const title = tenant?.name || id;
  return html`
    <${Page} title=${title} crumb=${html`<a href=${link(['tenants'])}>Tenants</a>`}
      lead=${tenant && html`<${Tenant} name=${tenant.name} /> <span>${tenant.category || ''}</span>`}
      actions=${html`<a class="button" href=${link(['jobs'], { tenant: title })}>Jobs</a><${CopyCurl} command=${curl('GET', path)} />`}>
      <${ErrorNote} error=${!tenant && error} retry=${reload} />
      ${!tenant && !error && html`<${Waiting} what="the tenant" />`}
      ${tenant && html`
        <div class="two">
          <${Panel} title="Place">
            <${Facts} rows=${[
              ['Under', tenant.parent || 'the root'],
              ['Weight', tenant.weight],
              ['Category', tenant.category],
              ['Id', html`<code>${tenant.id}</code>`],
            ]} />
          <//>
          <${Users} path=${path} />
        </div>
        <${Usage} path=${path} />`}
      ${quota.data && (user?.role === 'admin'
        ? html`<${QuotaForm} key=${tenant?.id} path=${`${path}/quota`} name=${title}
            quota=${quota.data} etag=${quota.etag} done=${quota.reload} />`
        : html`<${QuotaFacts} quota=${quota.data} />`)}
    <//>`;
}

// pointer, label, unit, help. The order is the form's.
const FIELDS = [
  ['cpu_slots/guarantee', 'CPU guarantee', 'slots', 'Comes back at once when the tenant wants it.'],
  ['cpu_slots/max', 'CPU maximum', 'slots', 'Never more than this, even when slots are free.'],
  ['gpu_slots/guarantee', 'GPU guarantee', 'slots'],
  ['gpu_slots/max', 'GPU maximum', 'slots'],
  ['max_running_jobs', 'Running jobs at most'],
  ['max_queued_jobs', 'Queued jobs at most'],
  ['storage_bytes', 'Storage', 'bytes'],
  ['job_memory_bytes', 'Memory of one job', 'bytes'],
  ['job_runtime_s', 'Run time of one job', 'seconds'],
];
const dig = (o, pointer) => pointer.split('/').reduce((x, k) => x?.[k], o);

export const flatQuota = (q) => Object.fromEntries(FIELDS.map(([p]) => [p, dig(q, p) == null ? '' : String(dig(q, p))]));

// The body of PUT: an empty field is null, which is no limit; what is no number goes as it was typed,
// so that the daemon's own sentence explains it.
export function quotaBody(flat) {
  const body = {};
  for (const [pointer] of FIELDS) {
    const text = flat[pointer].trim();
    const keys = pointer.split('/');
    const last = keys.pop();
    const into = keys.reduce((o, k) => (o[k] ||= {}), body);
    into[last] = text === '' ? null : numberOr(text);
  }
  return body;
}

function QuotaForm({ path, quota, etag, name, done }) {
  const form = useForm(flatQuota(quota), async (flat) => {
    await send('PUT', path, { body: quotaBody(flat), headers: etag ? { 'If-Match': etag } : {} });
    announce(`The quota of ${name} is set.`);
    done();
  });
  const clean = JSON.stringify(form.values) === JSON.stringify(flatQuota(quota));
  useEffect(() => {
    if (!form.busy && !form.error) form.reset(flatQuota(quota));
  }, [JSON.stringify(quota)]);
  return html`
    <form class="panel form" onSubmit=${form.submit} aria-label="Quota">
      <div class="panel-head"><h2>Quota</h2><p class="quiet">empty means no limit</p>
        <div class="actions"><${CopyCurl} command=${curl('PUT', path, quotaBody(form.values))} /></div></div>
      <div class="grid-form">${FIELDS.map(([pointer, label, unit, help]) => html`
        <${Field} key=${pointer} form=${form} name=${pointer} label=${label} unit=${unit}
          help=${help || readable(pointer, form.values[pointer])} type="number" placeholder=${pointer.endsWith('guarantee') ? '0' : 'no limit'} />`)}</div>
      <${ErrorNote} error=${form.rest} />
      <div class="actions"><button type="button" disabled=${clean} onClick=${() => form.reset(flatQuota(quota))}>Undo changes</button>
        <button class="primary" disabled=${clean || form.busy}>Set quota</button></div>
    </form>`;
}

function readable(pointer, text) {
  const n = Number(text);
  if (text === '' || !Number.isFinite(n)) return '';
  if (pointer.endsWith('_bytes') && n >= 1024) return bytes(n);
  return pointer.endsWith('_s') && n >= 60 ? duration(n) : '';
}

function QuotaFacts({ quota }) {
  const text = (p, v) => (p.endsWith('_bytes') ? bytes(v) : p.endsWith('_s') ? duration(v) : int(v));
  return html`
    <${Panel} title="Quota">
      <${Facts} rows=${FIELDS.map(([p, label]) => [label, dig(quota, p) == null ? 'no limit' : text(p, dig(quota, p))])} />
    <//>`;
}
