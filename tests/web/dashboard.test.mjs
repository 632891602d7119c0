// dashboard.test.mjs - the dashboard in a real browser against a real daemon.
//
// ALLOT_URL and ALLOT_TOKEN (an admin's) name the daemon, which must be idle. The test makes what it needs through
// the API: a dataset, a job that ends, one that runs on, one that cannot start; then it looks at every
// page as a person would, and lets axe-core judge each in light on a desktop and in dark at 360 px.
// Prints TAP; the exit code is 0 only if everything held.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const BASE = (process.env.ALLOT_URL || 'http://127.0.0.1:8080').replace(/\/$/, '');
const TOKEN = process.env.ALLOT_TOKEN || '';
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SIZES = [
  { name: 'light, desktop', viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  { name: 'dark, 360 px', viewport: { width: 360, height: 740 }, colorScheme: 'dark' },
];

let count = 0;
let failed = 0;
function report(name, fault) {
  count++;
  if (fault) failed++;
  console.log(`${fault ? 'not ok' : 'ok'} ${count} - ${name}`);
  if (fault) console.log(String(fault).split('\n').slice(0, 12).map((l) => `# ${l}`).join('\n'));
}
async function check(name, fn) {
  try {
    await fn();
    report(name);
  } catch (e) {
    report(name, e.message || e);
  }
}
function expect(truth, text) {
  if (!truth) throw new Error(text);
}

async function api(method, path, body, type = 'application/json') {
  const res = await fetch(BASE + path, {
    method, headers: { Authorization: `Bearer ${TOKEN}`, ...(body ? { 'Content-Type': type } : {}) },
    body: body && (typeof body === 'string' ? body : JSON.stringify(body)),
  });
  const text = await res.text();
  if (!res.ok) throw new Error(`${method} ${path}: ${res.status} ${text}`);
  return text ? JSON.parse(text) : null;
}

// A plane with a little noise, from a fixed sequence: enough for a curve.
function csv(rows) {
  let seed = 7;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const lines = ['a,b,y'];
  for (let i = 0; i < rows; i++) {
    const [a, b] = [random() * 4 - 2, random() * 4 - 2];
    lines.push(`${a.toFixed(4)},${b.toFixed(4)},${(2 * a - b + 3 + random() * 0.2).toFixed(4)}`);
  }
  return `${lines.join('\n')}\n`;
}
// Wide enough for a lane on each of many slots: a job is never given more slots than it has lanes.
const hidden = { type: 'dense', units: 256, activation: 'relu' };
const job = (name, epochs, slots, dataset) => ({
  name, dataset, model: { task: 'regression', layers: [hidden, hidden, { type: 'dense', units: 1 }] },
  training: { epochs, batch_size: 64, validation_split: 0.2 }, data: { target: 'y' }, resources: { slots: { min: slots, max: slots } },
});

// What the pages show: made once; names carry the time so that the test may run twice on one daemon.
async function prepare() {
  const tag = Date.now().toString(36);
  const names = { dataset: `plane-${tag}`, tenant: `greenhouse-${tag}` };
  await api('POST', `/v1/datasets?name=${names.dataset}&format=csv`, csv(800), 'text/csv');
  await api('POST', '/v1/tenants', { name: names.tenant, category: 'university', weight: 2 });
  const cluster = await api('GET', '/v1/cluster');
  const ended = await api('POST', '/v1/jobs', job(`short-${tag}`, 8, 1, names.dataset));
  const done = await api('GET', `/v1/jobs/${ended.id}?wait=60`);
  expect(done.state === 'succeeded', `the short job is ${done.state}: ${done.detail || done.reason}`);
  // The long one holds every slot, so that the next has to wait; it may gain and lose width meanwhile.
  const long = await api('POST', '/v1/jobs', job(`long-${tag}`, 1000000, cluster.cpu.slots, names.dataset));
  const waiting = await api('POST', '/v1/jobs', job(`waits-${tag}`, 5, cluster.cpu.slots, names.dataset));
  return { ...names, done, long, waiting, model: done.model };
}

async function open(browser, size, { token = TOKEN } = {}) {
  const context = await browser.newContext({ viewport: size.viewport, colorScheme: size.colorScheme });
  if (token) await context.addInitScript((t) => sessionStorage.setItem('allot.token', t), token);
  const page = await context.newPage();
  page.faults = [];
  page.refused = [];
  page.on('response', (r) => r.status() >= 400 && page.refused.push(`${r.status()} ${r.request().method()} ${r.url()}`));
  page.on('pageerror', (e) => page.faults.push(`page error: ${e.message}`));
  // A refusal of the daemon and a cut line are in the story; anything else on the console is a fault.
  const expected = /status of 4\d\d|ERR_INTERNET_DISCONNECTED/;
  page.on('console', (m) => m.type() === 'error' && !expected.test(m.text()) && page.faults.push(`console: ${m.text()}`));
  page.on('request', (r) => !r.url().startsWith(BASE) && !/^(blob|data):/.test(r.url()) && page.faults.push(`outside request: ${r.url()}`));
  page.setDefaultTimeout(30000);
  return page;
}

async function judge(page, where) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
  const say = (v) => `${v.id} (${v.nodes.length}): ${v.nodes[0].html.slice(0, 160)} ${v.nodes[0].failureSummary}`;
  expect(!violations.length, `${where}: ${violations.map(say).join('\n')}`);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(over <= 0, `${where} scrolls sideways by ${over} px`);
}

const see = (page, text) => page.getByText(text).first().waitFor();

async function story(browser, made) {
  const page = await open(browser, SIZES[0], { token: '' });
  await check('a wrong token is refused with a sentence', async () => {
    await page.goto(`${BASE}/`);
    await page.getByLabel('Token', { exact: true }).fill('not-a-token');
    await page.getByRole('button', { name: 'Log in' }).click();
    await see(page, /does not know this token/);
  });
  await check('the token logs in and the overview shows the slots', async () => {
    await page.getByLabel('Token', { exact: true }).fill(TOKEN);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.getByRole('list', { name: /CPU slots/ }).waitFor();
    await page.locator(`.bed a[href="#/jobs/${made.long.id}"]`).waitFor();
  });
  await check('the queue names the waiting job', () => page.locator('.queue').getByText(made.waiting.name).waitFor());
  await check('jobs are listed, filtered by state in the address, and keys move through them', async () => {
    await page.getByRole('link', { name: 'Jobs', exact: true }).click();
    await page.getByRole('button', { name: 'succeeded' }).click();
    await page.getByRole('link', { name: made.done.name }).waitFor();
    expect(page.url().includes('state=succeeded'), `the address is ${page.url()}`);
    await page.keyboard.press('/');
    await page.keyboard.type(made.done.name);
    await page.waitForURL(/q=/);
    await page.waitForFunction(() => document.querySelectorAll('.jobs-table tbody tr').length === 1);
    await page.locator('h1').focus();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: made.done.name }).waitFor();
  });
  await check('two jobs are ticked and compared', async () => {
    await page.goto(`${BASE}/#/jobs`);
    await page.getByLabel(`Compare ${made.done.name}`).check();
    await page.getByLabel(`Compare ${made.long.name}`).check();
    await page.getByRole('link', { name: 'Compare', exact: true }).click();
    await page.getByRole('columnheader', { name: made.done.name }).waitFor();
    await page.getByRole('rowheader', { name: 'training.epochs' }).waitFor();
    await page.locator('.chart canvas').waitFor();
    await page.goto(`${BASE}/#/jobs/${made.done.id}`);
  });
  await check('an ended job shows its curves, a sentence and a table that agree', async () => {
    await page.locator('.chart canvas').first().waitFor();
    const drawn = await page.locator('.chart canvas').first().evaluate((c) => {
      const { data } = c.getContext('2d').getImageData(70, 0, c.width - 70, c.height - 40);
      let n = 0;
      for (let i = 0; i < data.length; i += 4) {
        const rgb = [data[i], data[i + 1], data[i + 2]];
        if (data[i + 3] > 200 && Math.max(...rgb) - Math.min(...rgb) > 60) n++;
      }
      return n;
    });
    expect(drawn > 100, `only ${drawn} coloured pixels on the canvas`);
    await see(page, /Training fell from/);
    await page.getByText('Loss as a table', { exact: true }).click();
    await page.locator('.chart table tbody tr').nth(1).waitFor();
  });
  await check('a waiting job says why, with have and need', async () => {
    await page.goto(`${BASE}/#/jobs/${made.waiting.id}`);
    await page.locator('.why-sentence').waitFor();
    await page.locator('.constraints li').first().waitFor();
  });
  await check('a running job shows its progress and is cancelled after a question', async () => {
    await page.goto(`${BASE}/#/jobs/${made.long.id}`);
    await page.locator('.standing .progress').waitFor();
    await page.getByRole('button', { name: 'Cancel job' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Keep as it is' }).click();
    expect((await api('GET', `/v1/jobs/${made.long.id}`)).state !== 'cancelled', 'it was cancelled without consent');
    await page.getByRole('button', { name: 'Cancel job' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel the job' }).click();
    await page.locator('.lead .state.cancelled').waitFor();
    expect((await api('GET', `/v1/jobs/${made.long.id}`)).state === 'cancelled', 'the daemon knows nothing of it');
  });
  await check('a dataset shows its columns and rows', async () => {
    await page.goto(`${BASE}/#/datasets/${made.dataset}`);
    await page.locator('.columns tbody tr').nth(2).waitFor();
    await page.getByRole('region', { name: 'Table of the first rows' }).locator('tbody tr').nth(4).waitFor();
  });
  await check('a file is uploaded, shown, and deleted after a question', async () => {
    const name = `flowers-${made.dataset}`;
    await page.goto(`${BASE}/#/datasets`);
    await page.getByRole('button', { name: 'Upload a file' }).click();
    await page.getByLabel('File').setInputFiles({ name: `${name}.csv`, mimeType: 'text/csv', buffer: Buffer.from('a,kind\n1,x\n2,y\n3,x\n') });
    await page.getByRole('button', { name: 'Upload', exact: true }).click();
    await page.getByRole('heading', { name }).waitFor();
    await see(page, /2 classes: x \(2\), y \(1\)/);
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete the dataset' }).click();
    await page.getByRole('heading', { name: 'Datasets' }).waitFor();
    await page.getByRole('link', { name }).waitFor({ state: 'detached' });
  });
  await check('an archive of pictures and maps is known by its name, and both are shown', async () => {
    const name = `maps-${made.dataset}`;
    await page.goto(`${BASE}/#/datasets`);
    await page.getByRole('button', { name: 'Upload a file' }).click();
    await page.getByLabel('File').setInputFiles({ name: `${name}.npz`, mimeType: 'application/zip',
      buffer: readFileSync(new URL('../golden/archives/maps.npz', import.meta.url)) });
    await page.getByLabel('Y', { exact: true }).fill('z');
    await page.getByLabel('Y', { exact: true }).press('Tab');
    await page.getByRole('button', { name: 'Upload', exact: true }).click();
    await see(page, /no array "z"; it has x, y/);
    await page.getByLabel('Y', { exact: true }).fill('y');
    await page.getByLabel('Y', { exact: true }).press('Tab');
    await page.getByRole('button', { name: 'Upload', exact: true }).click();
    await page.getByRole('img', { name: 'classes of row 4' }).waitFor();
    await page.getByRole('img', { name: 'row 4', exact: true }).waitFor();
    await judge(page, 'pictures and maps');
    await page.getByRole('link', { name: 'Train on it' }).click();
    await page.getByText('augmentation', { exact: true }).click();
    await page.getByLabel('Add an augmentation').selectOption('mixup');
    await page.getByLabel('Add an augmentation').selectOption('flip');
    await see(page, /it must be the last/);
    await page.getByRole('button', { name: 'Move augmentation 1 down' }).click();
    await page.locator('#spec-text').waitFor();
    const spec = JSON.parse(await page.locator('#spec-text').inputValue());
    expect(spec.training.augment.map((a) => a.type).join() === 'flip,mixup', `the spec has ${JSON.stringify(spec.training.augment)}`);
    expect(spec.model.task === 'segmentation', `the draft is for ${spec.model.task}`);
    await judge(page, 'augmentations');
    await api('DELETE', `/v1/datasets/${name}`);
  });
  await check('the event stream closes while the tab is hidden, and comes back', async () => {
    const turn = (hidden) => page.evaluate((h) => {
      Object.defineProperty(document, 'hidden', { value: h, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
    const closed = page.waitForEvent('requestfailed', (r) => r.url() === `${BASE}/v1/events`);
    await turn(true);
    await closed;
    const opened = page.waitForRequest(`${BASE}/v1/events`);
    await turn(false);
    await opened;
  });
  await check('a model answers when it is tried', async () => {
    await page.goto(`${BASE}/#/models/${made.model}`);
    await page.getByLabel('a', { exact: true }).fill('1');
    await page.getByLabel('b', { exact: true }).fill('-1');
    await page.getByRole('button', { name: 'Predict' }).click();
    await page.locator('.answer').waitFor();
    await page.getByLabel('Dataset').selectOption(made.dataset);
    await page.getByRole('button', { name: 'Evaluate' }).click();
    await page.getByText('Rows', { exact: true }).waitFor();
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download' }).click()]);
    expect(file.suggestedFilename().endsWith('.safetensors'), `the file is called ${file.suggestedFilename()}`);
  });
  await check('a job is written in the form, judged by a dry run, and submitted', async () => {
    await page.goto(`${BASE}/#/submit?dataset=${made.dataset}`);
    await page.locator('.quote-figures').waitFor();
    await page.getByLabel('Epochs').fill('0');
    await page.getByLabel('Epochs').press('Tab');
    await page.locator('#opt-training-epochs-fault').getByText(/\S/).waitFor();
    await page.getByLabel('Epochs').fill('2');
    await page.getByLabel('Epochs').press('Tab');
    await page.locator('.quote-figures').waitFor();
    expect(/"epochs": 2/.test(await page.getByLabel('The job as JSON').inputValue()), 'the text does not follow the form');
    await page.getByRole('button', { name: 'Submit the job' }).click();
    await page.waitForURL(/#\/jobs\/job_/);
  });
  await check('a model is trained further: the quote and the job say what comes from it', async () => {
    await page.goto(`${BASE}/#/models/${made.model}`);
    await page.getByRole('link', { name: 'Train further' }).click();
    await page.locator('.quote-figures').getByText('From the base').waitFor();
    expect(!/"layers"/.test(await page.getByLabel('The job as JSON').inputValue()), 'the layers are not left to the base');
    await page.getByRole('button', { name: 'Submit the job' }).click();
    await page.waitForURL(/#\/jobs\/job_/);
    await page.getByText('Begins from').waitFor();
    await page.getByText(/^(\S+) of \1 numbers$/).waitFor();
  });
  await check('an admin sets a quota; a fault of the daemon stands at its field', async () => {
    await page.goto(`${BASE}/#/tenants/${made.tenant}`);
    await page.getByLabel(/CPU guarantee/).fill('many');
    await page.getByRole('button', { name: 'Set quota' }).click();
    await page.locator('#field-cpu_slots-guarantee-fault').getByText(/\S/).waitFor();
    await page.getByLabel(/CPU guarantee/).fill('1');
    await page.getByLabel(/Running jobs at most/).fill('3');
    await page.getByRole('button', { name: 'Set quota' }).click();
    await see(page, /quota of .* is set/);
    const quota = await api('GET', `/v1/tenants/${made.tenant}/quota`);
    expect(quota.max_running_jobs === 3 && quota.cpu_slots.guarantee === 1, `the daemon has ${JSON.stringify(quota)}`);
  });
  await check('a lost connection is said, and so is its return', async () => {
    await page.goto(`${BASE}/#/overview`);
    await page.getByRole('list', { name: /CPU slots/ }).waitFor();
    await page.context().setOffline(true);
    await page.getByText(/Connection lost/).waitFor();
    await page.context().setOffline(false);
    await page.getByText(/Connection lost/).waitFor({ state: 'detached' });
  });
  await check('logging out forgets the token', async () => {
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByLabel('Token', { exact: true }).waitFor();
    expect(!(await page.evaluate(() => sessionStorage.getItem('allot.token'))), 'the token is still there');
  });
  await check('no script error, no refused style, no outside request', () => expect(!page.faults.length, page.faults.join('\n')));
}

async function looks(browser, size, made) {
  const PAGES = ['overview', 'jobs', `jobs/${made.done.id}`, `jobs/${made.waiting.id}`, `jobs/${made.long.id}`,
    `compare?jobs=${made.done.id},${made.long.id}`, 'models', `models/${made.model}`, 'datasets', `datasets/${made.dataset}`, 'submit', 'tenants', `tenants/${made.tenant}`, 'no-such-page'];
  const blank = await open(browser, size, { token: '' });
  await check(`login has no fault for axe and fits (${size.name})`, async () => {
    await blank.goto(`${BASE}/`);
    await blank.getByLabel('Token', { exact: true }).waitFor();
    await judge(blank, 'login');
  });
  const page = await open(browser, size);
  for (const where of PAGES) {
    await check(`${where.replace(/[/?].*/, '/…')} has no fault for axe and fits (${size.name})`, async () => {
      await page.goto(`${BASE}/#/${where}`);
      await page.locator('h1').waitFor();
      await page.waitForFunction(() => !document.querySelector('.waiting'));
      await judge(page, where);
    });
  }
  await check(`no script error and no refused request on any page (${size.name})`, () => {
    const faults = [...page.faults, ...page.refused];
    expect(!faults.length, faults.join('\n'));
  });
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-quic', '--disable-background-networking'],
});
try {
  const made = await prepare();
  for (const size of SIZES) await looks(browser, size, made);
  await story(browser, made);
  await api('POST', `/v1/jobs/${made.waiting.id}/cancel`);
} catch (e) {
  report('the test itself', e.stack || e);
}
await browser.close();
console.log(`1..${count}`);
process.exit(failed ? 1 : 0);
