// onnx_check.mjs - what our ONNX files answer in onnxruntime, against our own predict.
//
// Run by hand (the runtime is 290 MB): in an empty folder `npm i --ignore-scripts onnxruntime-node`,
// then from the repository's root, after `make`:
//   NODE_PATH=FOLDER/node_modules node tests/golden/onnx_check.mjs build/allotd > tests/golden/onnx_check.txt
// It starts a daemon of its own on a free port, trains small nets that between them have every layer,
// and prints the largest difference of an output for each. It exits 1 when one passes 1e-4.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ort = createRequire(join(process.env.NODE_PATH, 'x.js'))('onnxruntime-node');
const home = mkdtempSync(join(tmpdir(), 'allot-onnx-'));
const daemon = spawn(process.argv[2], ['serve', '--listen', '127.0.0.1:0', '--data', home], { stdio: ['ignore', 'ignore', 'pipe'] });
const base = await new Promise((resolve) => {
  let log = '';
  daemon.stderr.on('data', (d) => { if (process.env.SHOW) process.stderr.write(d); log += d; const m = /url=(http\S+)/.exec(log); if (m) resolve(m[1]); });
});
const token = readFileSync(join(home, 'admin.token'), 'utf8').trim();

async function call(method, path, body) {
  const r = await fetch(base + path, { method, body, duplex: 'half', headers: { authorization: `Bearer ${token}` } });
  if (!r.ok) throw new Error(`${method} ${path}: ${r.status} ${await r.text()}`);
  return r.headers.get('content-type').includes('json') ? r.json() : Buffer.from(await r.arrayBuffer());
}

let seed = 7;
const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;

// ---- data ----
const colours = ['red', 'green', 'blue'];
const rows = Array.from({ length: 200 }, (_, i) => {
  const colour = colours[i % 3], size = +(random() * 10).toFixed(3);
  const weight = i % 17 === 5 ? null : +(random() * 100).toFixed(2);
  const day = `2024-0${1 + (i % 9)}-1${i % 10}T00:00:00Z`;
  return { colour, size, weight, day, kind: colour === 'red' || size > 6 ? 'yes' : 'no', price: size * 2 + (weight || 0) };
});
const csv = (names) => [names.join(','), ...rows.map((r) => names.map((n) => r[n] ?? '').join(','))].join('\n') + '\n';
await call('POST', '/v1/datasets?name=mixed&format=csv', csv(['colour', 'size', 'weight', 'day', 'kind']));
await call('POST', '/v1/datasets?name=numbers&format=csv', csv(['size', 'weight', 'price']));
const steps = Array.from({ length: 60 }, (_, i) => [+(random() * 10).toFixed(2), +(500 + 90 * Math.sin(i / 3)).toFixed(2)]);
await call('POST', '/v1/datasets?name=steps&format=csv', `t,wind,load\n${steps.map((s, i) => `${i},${s.join(',')}`).join('\n')}\n`);
const codes = Array.from({ length: 60 }, (_, i) => Array.from({ length: 6 }, (__, k) => (k > 1 + (i % 5) ? 0 : 1 + Math.floor(random() * 8))));
await call('POST', '/v1/datasets?name=codes&format=csv', `a,b,c,d,e,f,kind\n${codes.map((c, i) => `${c.join(',')},${i % 2 ? 'odd' : 'even'}`).join('\n')}\n`);
const H = 8, W = 6, images = Buffer.alloc(16 + 60 * H * W), labels = Buffer.alloc(8 + 60);
images.writeUInt32BE(0x803, 0); [60, H, W].forEach((n, i) => images.writeUInt32BE(n, 4 + 4 * i));
labels.writeUInt32BE(0x801, 0); labels.writeUInt32BE(60, 4);
for (let i = 0; i < 60; i++) {
  labels[8 + i] = i % 3;
  for (let k = 0; k < H * W; k++) images[16 + i * H * W + k] = Math.floor(random() * 200) + 20 * (i % 3);
}
await call('POST', '/v1/datasets?name=pictures&format=idx', images);
await call('PUT', '/v1/datasets/pictures/labels', labels);
const maps = Buffer.from(images);
for (let i = 16; i < maps.length; i++) maps[i] = images[i] > 120 ? 2 : images[i] > 60 ? 1 : 0;
await call('POST', '/v1/datasets?name=maps&format=idx', images);
await call('PUT', '/v1/datasets/maps/labels', maps);
await call('POST', '/v1/datasets?name=gallery&format=idx', images);
await call('PUT', '/v1/datasets/gallery/labels', csv(['colour', 'size', 'weight', 'price']).split('\n').slice(0, 61).join('\n') + '\n');
const text = 'the cat sat on the mat and the dog sat on the log. '.repeat(40);
await call('POST', '/v1/datasets?name=text&format=text', text);

// ---- nets: between them every layer that ONNX export knows ----
const act = (f, more) => ({ type: 'activation', function: f, ...more });
const mixedData = { missing: 'mean', normalize: 'standard' };
const nets = [
  { name: 'table with categories, times, missing values', dataset: 'mixed', data: mixedData, task: 'classification',
    layers: [{ type: 'dense', units: 8, activation: 'relu' }, { type: 'dropout', rate: 0.1 }, { type: 'batch_norm' }, { type: 'dense', units: 2 }] },
  { name: 'several inputs of a table', dataset: 'mixed', data: { missing: 'zero', normalize: 'standard' }, task: 'classification',
    layers: [{ type: 'input', columns: ['colour'], encoding: 'index' }, { type: 'embedding', output_dim: 3 }, { type: 'flatten', name: 'a' },
      { type: 'input', name: 'b' }, { type: 'concat', inputs: ['a', 'b'] }, { type: 'dense' }] },
  { name: 'pictures with a table', dataset: 'gallery', data: mixedData, task: 'regression',
    layers: [{ type: 'input', name: 'p' }, { type: 'conv2d', filters: 2, kernel_size: 3 }, { type: 'global_max_pool2d', name: 'a' },
      { type: 'input', columns: ['colour', 'size', 'weight'], name: 'b' }, { type: 'concat', inputs: ['b', 'a'] }, { type: 'dense' }] },
  { name: 'one logit for two classes', dataset: 'mixed', data: { ...mixedData, normalize: 'minmax' }, task: 'classification',
    layers: [{ type: 'dense', units: 4, activation: 'tanh' }, { type: 'dense', units: 1 }] },
  { name: 'regression, every activation', dataset: 'numbers', data: { target: 'price', missing: 'zero', normalize: 'standard' }, task: 'regression',
    layers: [{ type: 'dense', units: 12 }, ...['relu', 'tanh', 'sigmoid', 'softplus', 'silu', 'gelu', 'linear'].map((f) => act(f)),
      act('leaky_relu', { negative_slope: 0.1 }), act('elu', { alpha: 0.7 }), act('gelu', { approximate: true }), { type: 'layer_norm' },
      { type: 'rms_norm' }, act('softmax'), { type: 'dense', units: 1, use_bias: false }] },
  { name: 'autoencoder', dataset: 'numbers', data: { missing: 'mean', normalize: 'standard' }, task: 'autoencoder',
    layers: [{ type: 'dense', units: 2, activation: 'elu' }, { type: 'dense', units: 3 }] },
  { name: 'autoencoder of fractions', dataset: 'numbers', data: { missing: 'mean', normalize: 'minmax' }, task: 'autoencoder',
    training: { loss: 'binary_cross_entropy' }, layers: [{ type: 'dense', units: 2, activation: 'elu' }, { type: 'dense', units: 3, activation: 'sigmoid' }] },
  { name: 'forecast', dataset: 'steps', data: { time: 't', context: 5, horizon: 2, normalize: 'standard' }, task: 'forecasting',
    layers: [{ type: 'gru', units: 4 }, { type: 'dense' }] },
  { name: 'convolutions and pools', dataset: 'pictures', data: { normalize: 'standard' }, task: 'classification',
    layers: [{ type: 'conv2d', filters: 4, kernel_size: 3, padding: 'same', name: 'a' },
      { type: 'batch_norm', name: 'b' }, { type: 'conv2d', filters: 4, kernel_size: [3, 2], padding: 'same', dilation_rate: 2, groups: 2, activation: 'relu', name: 'c' },
      { type: 'add', inputs: ['b', 'c'], name: 'd' }, { type: 'multiply', inputs: ['b', 'd'], name: 'e' }, { type: 'concat', inputs: ['d', 'e'], name: 'f' },
      { type: 'max_pool2d', pool_size: 2, padding: 'same' }, { type: 'conv2d_transpose', filters: 3, kernel_size: 3, strides: 2, padding: 'same' },
      { type: 'conv2d_transpose', filters: 2, kernel_size: [2, 3], strides: [3, 1] }, { type: 'avg_pool2d', pool_size: 3, strides: 2, padding: 'same', name: 'g' },
      { type: 'upsample2d', size: [1, 2] }, { type: 'conv2d', filters: 5, kernel_size: 3, strides: 2, name: 'h' },
      { type: 'global_max_pool2d', name: 'i' }, { type: 'global_avg_pool2d', inputs: ['h'], name: 'j' }, { type: 'concat', inputs: ['i', 'j'] },
      { type: 'flatten' }, { type: 'dense', units: 3 }] },
  { name: 'segmentation', dataset: 'maps', data: { normalize: 'standard' }, task: 'segmentation', training: { epochs: 20 },
    layers: [{ type: 'conv2d', filters: 4, kernel_size: 3, padding: 'same', activation: 'relu', name: 'a' }, { type: 'max_pool2d' },
      { type: 'conv2d_transpose', filters: 3, kernel_size: 2, strides: 2, name: 'b' }, { type: 'concat', inputs: ['a', 'b'] }, { type: 'conv2d', filters: 3, kernel_size: 1 }] },
  { name: 'recurrent', dataset: 'pictures', task: 'classification',
    layers: [{ type: 'reshape', target_shape: [H, W] }, { type: 'lstm', units: 5, return_sequences: true }, { type: 'gru', units: 4, return_sequences: true }, { type: 'gru', units: 4, use_bias: false, return_sequences: true },
      { type: 'lstm', units: 3 }, { type: 'dense', units: 3 }] },
  { name: 'attention, self and cross', dataset: 'pictures', task: 'classification',
    layers: [{ type: 'reshape', target_shape: [H, W] }, { type: 'dense', units: 6, name: 'a' }, { type: 'position_embedding', form: 'sinusoidal', name: 'p' }, { type: 'multi_head_attention', num_heads: 2, key_dim: 3, name: 'b' },
      { type: 'dense', units: 4, inputs: ['a'], name: 'c' }, { type: 'multi_head_attention', num_heads: 2, key_dim: 2, value_dim: 3, causal: true, inputs: ['b', 'c'], name: 'd' },
      { type: 'add', inputs: ['p', 'd'] }, { type: 'global_avg_pool2d' }, { type: 'dense', units: 3 }] },
  { name: 'padding', dataset: 'codes', data: { normalize: 'none' }, task: 'classification',
    layers: [{ type: 'embedding', input_dim: 9, output_dim: 5, mask_zero: true }, { type: 'multi_head_attention', num_heads: 1, key_dim: 3, name: 'a' },
      { type: 'global_avg_pool2d', name: 'b' }, { type: 'global_max_pool2d', inputs: ['a'], name: 'c' }, { type: 'concat', inputs: ['b', 'c'] }, { type: 'dense', units: 2 }] },
];

async function train(net) {
  const job = await call('POST', '/v1/jobs', JSON.stringify({
    name: net.name, dataset: net.dataset, data: net.data, model: { task: net.task, layers: net.layers }, training: { epochs: 2, ...net.training },
  }));
  const end = await call('GET', `/v1/jobs/${job.id}?wait=60`);
  if (end.state !== 'succeeded') throw new Error(`${net.name}: ${end.state} ${end.reason}`);
  return end.model;
}

async function session(model) {
  return ort.InferenceSession.create(await call('GET', `/v1/models/${model}/content?format=onnx`), { logSeverityLevel: 3 });
}

const float = (list, dims) => new ort.Tensor('float32', Float32Array.from(list), dims);
function tableFeeds(names, inputs) {
  const n = inputs.length, feeds = {};
  for (const name of names) {
    const of = inputs.map((r) => r[name]);
    if (name === 'colour') feeds[name] = new ort.Tensor('string', of, [n, 1]);
    else if (name === 'day') feeds[name] = new ort.Tensor('float64', Float64Array.from(of.map((d) => Date.parse(d) / 1000)), [n, 1]);
    else feeds[name] = float(of.map((v) => v ?? NaN), [n, 1]);
  }
  return feeds;
}

let worst = 0;
const show = (name, what) => console.log(`${name.padEnd(48)} ${what}`);
for (const net of nets) {
  const model = await train(net), s = await session(model);
  let inputs, feeds;
  if (net.dataset === 'mixed') {
    inputs = rows.slice(0, 40).map(({ colour, size, weight, day }) => ({ colour, size, weight, day }));
    feeds = tableFeeds(s.inputNames, inputs);
  } else if (net.dataset === 'gallery') {
    const pixels = (i) => [...images.subarray(16 + i * H * W, 16 + (i + 1) * H * W)];
    inputs = rows.slice(0, 40).map(({ colour, size, weight }, i) => ({ sample: pixels(i), colour, size, weight }));
    feeds = { ...tableFeeds(['colour', 'size', 'weight'], inputs), sample: float(inputs.flatMap((r) => r.sample), [40, H, W]) };
  } else if (net.dataset === 'codes') {
    inputs = codes;
    feeds = { inputs: float(codes.flat(), [60, 6]) };
  } else if (net.dataset === 'steps') {
    inputs = Array.from({ length: 30 }, (_, i) => steps.slice(i, i + 5));
    feeds = { inputs: float(inputs.flat(2), [30, 5, 2]) };
  } else if (net.dataset === 'numbers') {
    const names = net.task === 'autoencoder' ? ['size', 'weight', 'price'] : ['size', 'weight'];
    inputs = rows.slice(0, 40).map((r) => names.map((n) => r[n] ?? null));
    feeds = { inputs: float(inputs.flat().map((v) => v ?? NaN), [40, names.length]) };
  } else {
    inputs = Array.from({ length: 20 }, (_, i) => [...images.subarray(16 + i * H * W, 16 + (i + 1) * H * W)]);
    feeds = { inputs: float(inputs.flat(), [20, H, W]) };
  }
  const ours = (await call('POST', `/v1/models/${model}/predict`, JSON.stringify({ inputs }))).outputs.flat(Infinity);
  const all = await s.run(feeds); // predict answers a segmentation's classes, not their probabilities
  const theirs = net.task === 'segmentation' ? [...all.class.data].map(Number) : all.outputs.data;
  if (ours.length !== theirs.length) throw new Error(`${net.name}: ${ours.length} numbers, ${theirs.length} in onnxruntime`);
  const far = ours.reduce((m, v, i) => Math.max(m, Math.abs(v - theirs[i]) / Math.max(1, Math.abs(v))), 0);
  worst = Math.max(worst, Number.isNaN(far) ? Infinity : far);
  show(net.name, `${ours.length} outputs, largest difference ${far.toExponential(1)}`);
}

// A language model: the greedy text of both.
const T = 16, lm = {
  name: 'language model', dataset: 'text', task: 'language_model', data: { context: T }, training: { epochs: 12 },
  layers: [{ type: 'embedding', output_dim: 16, name: 'e' }, { type: 'position_embedding' }, { type: 'layer_norm', name: 'n' },
    { type: 'multi_head_attention', num_heads: 2, key_dim: 8, causal: true, name: 'a' }, { type: 'add', inputs: ['n', 'a'] }, { type: 'dense', tie_to: 'e' }],
};
const model = await train(lm), s = await session(model), prompt = 'the cat sat on t';
const made = (await call('POST', `/v1/models/${model}/generate`, JSON.stringify({ prompt, max_tokens: 24, temperature: 0 }))).text;
const known = [...new Set(text)].sort(), window = [...prompt].map((c) => known.indexOf(c));
let same = '';
for (let i = 0; i < 24; i++) {
  const { outputs } = await s.run({ inputs: new ort.Tensor('int64', BigInt64Array.from(window.slice(-T).map(BigInt)), [1, T]) });
  const last = outputs.data.slice(-known.length), best = last.indexOf(Math.max(...last));
  window.push(best);
  same += known[best];
}
const equal = made.endsWith(same);
show(lm.name, `24 greedy characters ${equal ? 'the same' : `differ: ${JSON.stringify(made)} ${JSON.stringify(same)}`}`);

daemon.kill('SIGTERM');
await new Promise((r) => daemon.on('exit', r));
rmSync(home, { recursive: true });
process.exit(worst < 1e-4 && equal ? 0 : 1);
