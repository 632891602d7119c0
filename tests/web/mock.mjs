// mock.mjs - a daemon of paper: serves web/dist and the API's shapes from memory, for working on the
// dashboard without a build. `node mock.mjs PORT [small|empty|large]`; the tokens are "admin" and
// "viewer".
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';

const [port = '8090', size = 'small'] = process.argv.slice(2);
const { CATALOG } = process.env;
const dist = new URL('../../web/dist/', import.meta.url).pathname;
const TYPES = { html: 'text/html; charset=utf-8', js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml', woff2: 'font/woff2', txt: 'text/plain' };
const born = Date.now();
const at = (s) => new Date(born + s * 1000).toISOString();
const now = () => (Date.now() - born) / 1000;
const events = [];
const listeners = new Set();

const tenants = size === 'empty' ? [{ id: 'tnt_0', name: 'default', parent: null, category: 'enterprise', weight: 1 }] : [
  { id: 'tnt_0', name: 'default', parent: null, category: 'enterprise', weight: 1 },
  { id: 'tnt_1', name: 'biology', parent: null, category: 'university', weight: 2 },
  { id: 'tnt_2', name: 'genomics-lab', parent: 'biology', category: 'university', weight: 1 },
  { id: 'tnt_3', name: 'keller-optics', parent: null, category: 'sme', weight: 1 },
  { id: 'tnt_4', name: 'city-library', parent: null, category: 'public', weight: 1 },
  ...(size === 'large' ? Array.from({ length: 60 }, (_, i) => ({ id: `tnt_x${i}`, name: `tenant-number-${i}-of-a-large-site`, parent: null, category: 'individual', weight: 1 + (i % 3) })) : []),
];
const quotas = Object.fromEntries(tenants.map((t) => [t.name, { cpu_slots: { guarantee: 0, max: null }, gpu_slots: { guarantee: 0, max: null }, max_running_jobs: null, max_queued_jobs: 1000, storage_bytes: null, job_memory_bytes: null, job_runtime_s: null }]));

const spec = (name, slots) => ({
  name, dataset: 'fashion-mnist',
  model: { task: 'classification', layers: [{ type: 'flatten' }, { type: 'dense', units: 128, activation: 'relu' }, { type: 'dense', units: 10 }] },
  training: { loss: 'cross_entropy', optimizer: { type: 'adam', learning_rate: 0.001 }, epochs: 5, batch_size: 128, seed: 42, validation_dataset: 'fashion-test' },
  resources: { device: 'cpu', slots },
});
function makeJob(i, tenant, state, o = {}) {
  const slots = o.slots || { min: 1, max: 2 };
  const name = o.name || ['fashion-mlp', 'iris-baseline', 'letters-128', 'diabetes-ridge', 'satellite', 'wine-grid'][i % 6];
  return {
    id: `job_${String(10000 - i).padStart(6, '0')}`, tenant, tenant_id: tenant, user: 'ada', state, reason: o.reason ?? null, width: state === 'running' ? o.width || 1 : 0,
    name, resources: { device: 'cpu', slots }, dataset: 'fashion-mnist', spec: spec(name, slots), created_at: at(-60 * (i + 1)), started_at: state === 'queued' ? null : at(-50 * (i + 1)),
    ended_at: ['succeeded', 'failed', 'cancelled'].includes(state) ? at(-20 * (i + 1)) : null,
    progress: { step: 0, steps: 2345, epoch: 0, epochs: 5, percent: 0, eta_s: null }, metrics: { latest: {} },
    usage: { slot_seconds: 12.5, credits: 0.0035 }, quote: { parameters: 101770, memory_bytes: 3300000, slot_seconds: 18, credits: 0.005 },
    model: state === 'succeeded' ? `mdl_${i}` : null,
    provenance: { engine_version: '0.1.0', blas: 'OpenBLAS 0.3.21', kernel: 'SkylakeX', seed: 42, lanes: 2, dataset_sha256: 'a3f5'.repeat(16), spec_sha256: '09c1'.repeat(16) },
  };
}
const jobs = size === 'empty' ? [] : [
  makeJob(0, 'biology', 'running', { name: 'fashion-mlp', width: 2 }),
  makeJob(1, 'genomics-lab', 'running', { name: 'variant-caller', width: 1 }),
  makeJob(2, 'keller-optics', 'running', { name: 'lens-defects', width: 2, slots: { min: 2, max: 4 } }),
  makeJob(3, 'biology', 'queued', { reason: 'slots', slots: { min: 4, max: 4 }, name: 'cells-cnn' }),
  makeJob(4, 'city-library', 'queued', { reason: 'max_running_jobs', name: 'catalogue-tags' }),
  makeJob(5, 'keller-optics', 'paused', { reason: 'user' }),
  makeJob(6, 'biology', 'failed', { reason: 'diverged' }),
  makeJob(7, 'default', 'cancelled'),
  ...Array.from({ length: size === 'large' ? 400 : 9 }, (_, i) => makeJob(8 + i, tenants[i % tenants.length].name, 'succeeded')),
  ...(size === 'large' ? Array.from({ length: 120 }, (_, i) => makeJob(500 + i, tenants[i % tenants.length].name, 'queued', { reason: 'slots', name: `a-rather-long-name-for-a-job-number-${i}` })) : []),
];

// Deterministic noise, so that two looks show the same curve.
const noise = (i) => Math.sin(i * 12.9898) * 43758.5453 % 1;
const lossAt = (s) => 0.28 + 1.9 * Math.exp(-s / 260) + 0.13 * noise(s);
function tick(j) {
  if (j.state !== 'running' && j.state !== 'succeeded') return j;
  const step = j.state === 'succeeded' ? 2345 : Math.min(2300, Math.round(400 + now() * 12));
  j.progress = { step, steps: 2345, epoch: Math.floor(step / 469), epochs: 5, percent: (100 * step) / 2345, eta_s: j.state === 'running' ? (2345 - step) / 12 : null };
  j.metrics = { latest: { loss: lossAt(step), accuracy: 0.87, val_loss: 0.39, val_accuracy: 0.861, samples_per_s: 14200 } };
  return j;
}
function metricsOf(j) {
  tick(j);
  const end = j.progress.step;
  const step = Array.from({ length: Math.ceil(end / 5) }, (_, i) => 1 + i * 5);
  const epochs = Array.from({ length: Math.floor(end / 469) }, (_, i) => (i + 1) * 469);
  return { data: end === 0 ? [] : [
    { name: 'loss', step, value: step.map(lossAt) },
    { name: 'accuracy', step, value: step.map((s) => 0.9 - 0.7 * Math.exp(-s / 200) + 0.04 * noise(s + 7)) },
    { name: 'val_loss', step: epochs, value: epochs.map((s) => 0.36 + 0.5 * Math.exp(-s / 500)) },
    { name: 'val_accuracy', step: epochs, value: epochs.map((s) => 0.87 - 0.1 * Math.exp(-s / 500)) },
    { name: 'learning_rate', step, value: step.map((s) => 0.001 * Math.min(1, s / 100) * (0.5 + 0.5 * Math.cos((Math.PI * s) / 2345))) },
    { name: 'samples_per_s', step, value: step.map((s) => 14000 + 900 * noise(s + 3)) },
  ] };
}
const sum = (list) => list.reduce((a, b) => a + b, 0);
let accepting = true;
const SLOTS = size === 'large' ? 64 : 8;
function pool(n, list) {
  const held = tenants.map((t) => ({ tenant: t.name, tenant_id: t.name, slots: sum(list.filter((j) => j.tenant === t.name).map((j) => j.width)) })).filter((h) => h.slots);
  return { slots: n, free: n - sum(held.map((h) => h.slots)), held, others: 0 };
}
const running = () => jobs.filter((j) => j.state === 'running');
const queued = () => jobs.filter((j) => j.state === 'queued');
function emit(type, job, data = {}) {
  const e = { id: events.length + 10, type, at: new Date().toISOString(), job: job.id, data };
  events.push(e);
  for (const res of listeners) res.write(`id: ${e.id}\nevent: ${type}\ndata: ${JSON.stringify(e)}\n\n`);
}
const page = (list, q) => {
  const limit = Number(q.get('limit') || 50);
  const from = q.get('after') ? list.findIndex((x) => x.id === q.get('after')) + 1 : 0;
  const data = list.slice(from, from + limit);
  return { data, has_more: from + limit < list.length, next: data.length ? data[data.length - 1].id : null };
};
const problem = (status, code, detail, errors) => ({ status, problem: { type: `urn:allot:${code}`, title: code, status, code, detail, request_id: 'req_1', errors } });
const find = (id) => jobs.find((j) => j.id === id || j.name === id);

const datasets = size === 'empty' ? [] : [
  { id: 'ds_1', name: 'fashion-mnist', format: 'idx', state: 'ready', rows: 60000, shape: [28, 28], bytes: 47040016, sha256: 'a3f5'.repeat(16), visibility: 'public', created_at: at(-90000), columns: [{ name: 'label', type: 'categorical', missing: 0, n_classes: 10, counts: Array(10).fill(6000), classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] }] },
  { id: 'ds_2', name: 'iris', format: 'csv', state: 'ready', rows: 150, shape: null, bytes: 4551, sha256: 'b2c4'.repeat(16), visibility: 'tenant', created_at: at(-5000), columns: [
    ...['sepal_length', 'sepal_width', 'petal_length', 'petal_width'].map((name, i) => ({ name, type: 'numeric', missing: i, min: 0.1, max: 7.9, mean: 5.84, std: 0.83 })),
    { name: 'species', type: 'categorical', missing: 0, n_classes: 3, counts: [50, 42, 58], classes: ['setosa', 'versicolor', 'virginica'] }] },
];
const models = size === 'empty' ? [] : [{ id: 'mdl_8', name: 'iris-baseline', job: 'job_009992', task: 'classification', parameters: 131, bytes: 4400, sha256: 'dd01'.repeat(16), visibility: 'tenant', metrics: { val_accuracy: 0.967, val_loss: 0.11 }, created_at: at(-400), dataset: 'iris' }, { id: 'mdl_9', name: 'fashion-mlp', task: 'classification', parameters: 101770, bytes: 410000, dataset: 'fashion-mnist', visibility: 'public', metrics: { val_accuracy: 0.87 }, created_at: at(-4000) }];

function answer(method, url, body, token) {
  const p = url.pathname.split('/').slice(2).map(decodeURIComponent);
  const q = url.searchParams;
  const [what, id, verb] = p;
  const role = token === 'viewer' ? 'viewer' : 'admin';
  if (what === 'me') return { id: 'usr_1', name: role === 'admin' ? 'admin' : 'ada', role, tenant: 'default', tenant_id: 'tnt_0', use: { queued_jobs: 12, running_jobs: 3, storage_bytes: 3e9 }, quota: { max_queued_jobs: 1000, max_running_jobs: 4, storage_bytes: 1e10 } };
  if (what === 'cluster' && method === 'PATCH') accepting = body.accepting ?? accepting;
  if (what === 'cluster') return { cpu: pool(SLOTS, running()), gpu: pool(size === 'large' ? 256 : 0, []), accepting };
  if (what === 'queue') return { data: queued().map((j, i) => ({ job: j.id, name: j.name, tenant: j.tenant, position: i + 1, reason: j.reason, slots: j.resources.slots.min, waiting_s: (Date.now() - Date.parse(j.created_at)) / 1000 })) };
  if (what === 'fairness') return { data: pool(SLOTS, running()).held.map((h, i) => ({ tenant: h.tenant, tenant_id: h.tenant, weight: 1, cpu: { held: h.slots, entitlement: [3, 1, 2][i % 3], demand: 4, waiting_jobs: i }, gpu: { held: 0, entitlement: 0, demand: 0, waiting_jobs: 0 } })), cpu: { jain: 0.93 }, gpu: { jain: 1 }, jain: 0.93 };
  if (what === 'decisions') return { data: jobs.slice(0, 2).map((j, i) => ({ id: `dec_${i}`, at: at(-30 * i), plan: { actions: [{ job: j.id, do: i ? 'widen' : 'start', width: 2, was: i, reason: i ? 'rebalance' : 'turn', have: 1, need: 2 }] } })), has_more: false, next: null };
  if (what === 'users') return { id: 'tok_1', name: 'x', token: 'allot_0123456789abcdef', expires_at: null };
  if (what === 'tenants') {
    if (!id && method === 'POST') return body.name ? (tenants.push({ id: `tnt_${tenants.length}`, parent: null, ...body }), quotas[body.name] = {}, body) : problem(422, 'invalid', 'The body has 1 fault.', [{ pointer: '/name', code: 'required', detail: 'name is required.', allowed: 'a string of 1..63' }]);
    if (!id) return { data: tenants, has_more: false, next: null };
    const t = tenants.find((x) => x.name === id || x.id === id);
    if (!t) return problem(404, 'not_found', `There is no tenant ${id}.`);
    if (verb === 'users') return { data: [{ id: 'usr_1', name: 'ada', role: 'owner', tenant: t.name }, { id: 'usr_2', name: 'grace', role: 'member', tenant: t.name }] };
    if (verb === 'usage') return { tenant: t.name, from: '', to: at(0).slice(0, 10), by: 'day', data: Array.from({ length: 9 }, (_, i) => ({ day: at(-86400 * i * 2).slice(0, 10), cpu_slot_seconds: 4000 + 3000 * noise(i), gpu_slot_seconds: 0, credits: 1 })), total: { cpu_slot_seconds: 36000, gpu_slot_seconds: 0, credits: 10 } };
    if (verb === 'quota') {
      if (method === 'PUT') {
        const g = body.cpu_slots?.guarantee;
        if (g != null && !Number.isInteger(g)) return problem(422, 'invalid', 'The quota has 1 fault.', [{ pointer: '/cpu_slots/guarantee', code: 'type', detail: `cpu_slots.guarantee is "${g}".`, allowed: 'integer 0..8' }]);
        if (g > SLOTS) return problem(409, 'guarantees', `The guarantees add up to ${g} CPU slots and the machine has ${SLOTS}.`);
        quotas[t.name] = body;
      }
      return quotas[t.name];
    }
    return t;
  }
  if (what === 'catalog') return CATALOG ? JSON.parse(readFileSync(CATALOG, 'utf8')) : problem(404, 'not_found', 'Set CATALOG to a file with the answer of a real /v1/catalog.');
  if (what === 'datasets') {
    if (method === 'POST') return datasets.push({ ...datasets[1], id: `ds_${datasets.length + 1}`, name: q.get('name'), columns: ['a', 'b', 'y'].map((name) => ({ ...datasets[1].columns[0], name })) }), datasets[datasets.length - 1];
    if (!id) return page(datasets, q);
    const d = datasets.find((x) => x.name === id || x.id === id);
    if (!d) return problem(404, 'not_found', `There is no dataset ${id}.`);
    if (verb === 'preview' && d.shape) return { columns: ['pixels', 'label'], shape: d.shape, total: d.rows, rows: Array.from({ length: 24 }, (_, k) => [...Array.from({ length: 784 }, (_, i) => Math.max(0, 255 - 24 * Math.hypot((i % 28) - 8 - k % 12, i / 28 - 14))), String(k % 10)]) };
    if (verb === 'preview') return { columns: d.columns.map((c) => c.name), rows: Array.from({ length: 10 }, (_, i) => d.columns.map((c) => (c.classes ? c.classes[i % c.classes.length] : (c.mean + noise(i) * c.std).toFixed(1)))) };
    return d;
  }
  if (what === 'models') {
    if (!id) return page(models, q);
    const m = models.find((x) => x.id === id || x.name === id);
    if (!m) return problem(404, 'not_found', `There is no model ${id}.`);
    if (verb === 'content') return { pretend: 'bytes' };
    if (verb === 'evaluate') return { rows: 150, metrics: { loss: 0.3, accuracy: 0.91 } };
    if (verb === 'predict') return { outputs: [[0.02, 0.95, 0.03]], labels: ['versicolor'], classes: ['setosa', 'versicolor', 'virginica'] };
    return m;
  }
  if (what === 'jobs') {
    if (!id && method === 'POST') {
      const quote = { parameters: 101770, flops_per_step: 1.5e8, memory_bytes: 3.4e6, steps: 2345, slot_seconds: 18, credits: 0.005, start: { p50: at(now() + 20), p90: at(now() + 60) }, finish: { p50: at(now() + 40), p90: at(now() + 90) }, lanes: 2, errors: [] };
      if (body.training?.epochs === 0) return problem(422, 'invalid', 'The job has 1 fault.', [{ pointer: '/training/epochs', code: 'range', detail: 'epochs is 0.', allowed: 'integer 1..1000000' }]);
      if (!body.dataset) return problem(422, 'invalid', 'The job has 1 fault.', [{ pointer: '/dataset', code: 'required', detail: 'dataset is required.', allowed: 'a dataset of yours' }]);
      if (q.get('dry_run')) return quote;
      const j = { ...makeJob(0, 'default', 'queued'), name: body.name, resources: { device: 'cpu', slots: { min: 1, max: 1 }, ...body.resources }, spec: body, id: `job_${20000 + jobs.length}`, created_at: new Date().toISOString() };
      jobs.unshift(j);
      // The test's three jobs: one ends at once, one runs, one waits.
      if (/^short/.test(j.name)) Object.assign(j, { state: 'succeeded', ended_at: at(now()), model: `mdl_t${models.push({ ...models[0], id: `mdl_t${models.length + 1}`, dataset: body.dataset, spec: body })}` });
      if (/^long/.test(j.name)) Object.assign(j, { state: 'running', width: 3, reason: null });
      emit('job.queued', j);
      return j;
    }
    if (!id) return page(jobs.map(tick).filter((j) => (!q.get('state') || j.state === q.get('state')) && (!q.get('tenant') || [j.tenant, `id-of-${j.tenant}`].includes(q.get('tenant')) || tenants.find((t) => t.id === q.get('tenant'))?.name === j.tenant) && (!q.get('q') || j.name.includes(q.get('q')))), q);
    const j = find(id);
    if (!j) return problem(404, 'not_found', `There is no job ${id}.`);
    if (method === 'POST') {
      j.state = { cancel: 'cancelled', pause: 'paused', resume: 'queued' }[verb];
      if (verb === 'cancel') j.ended_at = new Date().toISOString();
      emit(`job.${j.state}`, j);
      return j;
    }
    if (verb === 'metrics') return metricsOf(j);
    if (verb === 'runs') return { data: j.started_at ? [{ id: 'run_1', started_at: j.started_at, ended_at: j.ended_at, width: j.width || 2, steps: j.progress.step, end: j.ended_at ? 'succeeded' : null }] : [] };
    if (verb === 'events') return { data: [...events.filter((e) => e.job === j.id).reverse(), { id: 2, type: 'job.started', at: j.started_at || j.created_at, job: j.id, data: { width: 2, reason: 'fill' } }, { id: 1, type: 'job.queued', at: j.created_at, job: j.id, data: { priority: 0 } }] };
    if (verb === 'explain') return { state: j.state, position: queued().indexOf(j) + 1, constraints: [{ code: 'slots', detail: 'It needs 4 CPU slots at once and 3 are free', have: 3, need: 4 }, { code: 'entitlement', detail: 'Its tenant holds 2 of the 3 slots it is entitled to, so nothing is taken back for it', have: 3, need: 6 }], held: { own: [{ job: jobs[0].id, width: 2 }], others: 3 }, change: { detail: 'Ask for 3 slots instead of 4.', set: { resources: { slots: { min: 3, max: 4 } } } }, start: { p50: at(now() + 95), p90: at(now() + 300) } };
    return tick(j);
  }
  return problem(404, 'not_found', `There is no ${url.pathname}.`);
}

createServer((req, res) => {
  const url = new URL(req.url, 'http://x');
  if (!url.pathname.startsWith('/v1/')) {
    const name = url.pathname === '/' ? 'index.html' : url.pathname.slice(1);
    try {
      const body = readFileSync(dist + name);
      res.writeHead(200, { 'Content-Type': TYPES[name.split('.').pop()], 'Content-Security-Policy': "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'" });
      return res.end(body);
    } catch {
      return res.writeHead(404).end();
    }
  }
  const token = (req.headers.authorization || '').replace('Bearer ', '');
  const json = (status, body) => res.writeHead(status, { 'Content-Type': 'application/json', ETag: '"1"' }).end(JSON.stringify(body));
  if (!['admin', 'viewer'].includes(token)) return json(401, { status: 401, code: 'unauthorized', detail: 'This token is not known.' });
  if (url.pathname === '/v1/events') {
    res.writeHead(200, { 'Content-Type': 'text/event-stream' });
    res.write(': hello\n\n');
    listeners.add(res);
    return req.on('close', () => listeners.delete(res));
  }
  let text = '';
  req.on('data', (d) => (text += d));
  return req.on('end', () => {
    const out = answer(req.method, url, text.startsWith('{') ? JSON.parse(text) : text, token);
    if (out.problem) return json(out.status, out.problem);
    return json(req.method === 'POST' ? 201 : 200, out);
  });
}).listen(Number(port), '127.0.0.1', () => console.log(`mock: http://127.0.0.1:${port}/`));
