// units.test.mjs - what the dashboard computes without a browser: reading streams, numbers for people,
// specs changed by path. Run by node's own runner: node --test tests/web/units.test.mjs
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { eventParser } from '../../web/sse.js';
import { bytes, credits, duration, num, percent, quantile } from '../../web/format.js';
import { at, draft, put, tuning } from '../../web/draft.js';

test('events are whole, whatever pieces the stream comes in', () => {
  const text = ': hello\n\nid: 7\nevent: job.started\ndata: {"a":1}\n\nid: 8\r\ndata: x\r\ndata: y\r\n\r\nid: 9\ndata: unfin';
  for (const size of [1, 2, 3, 5, 1000]) {
    const seen = [];
    const parse = eventParser((e) => seen.push(e));
    for (let i = 0; i < text.length; i += size) parse(text.slice(i, i + size));
    assert.deepEqual(seen, [{ id: '7', event: 'job.started', data: '{"a":1}' }, { id: '8', event: 'message', data: 'x\ny' }], `pieces of ${size}`);
  }
});

test('numbers keep four digits and no tail of zeros', () => {
  const cases = [[0, '0'], [0.1234567, '0.1235'], [0.5, '0.5'], [1e-5, '1.00e-5'], [12345.6, '12,346'], [2.5e9, '2.50e9'], [null, '–'], [NaN, 'NaN']];
  for (const [x, text] of cases) assert.equal(num(x), text);
  assert.equal(percent(12.34, 1), '12.3 %');
  for (const [x, text] of [[0, '0'], [7.28e-4, '0.00073'], [1.23456, '1.235'], [1234.5, '1,235']]) assert.equal(credits(x), text);
});

test('durations never say 60 of anything', () => {
  const cases = [[0, '0 s'], [0.25, '250 ms'], [9.96, '10 s'], [59.7, '1 min'], [299.6, '5 min'], [3599.6, '1 h'], [3700, '1 h 1 min'], [90000, '1 d 1 h'], [null, '–']];
  for (const [s, text] of cases) assert.equal(duration(s), text);
});

test('sizes are binary and say so', () => {
  for (const [n, text] of [[0, '0 B'], [1023, '1023 B'], [1024, '1.0 KiB'], [3145728, '3.0 MiB'], [null, '–']]) assert.equal(bytes(n), text);
});

test('a quantile is a value that occurred', () => {
  assert.equal(quantile([5, 1, 3], 0.5), 3);
  assert.equal(quantile([], 0.5), null);
});

test('a spec is changed by path, without touching the old one', () => {
  const old = { a: { b: 1 }, list: [{ x: 1 }, { x: 2 }] };
  assert.deepEqual(put(old, ['a', 'c'], 2), { a: { b: 1, c: 2 }, list: old.list });
  assert.deepEqual(put(old, ['list', 1, 'x'], 5).list, [{ x: 1 }, { x: 5 }]);
  assert.deepEqual(put(old, ['a', 'b'], undefined), { list: old.list }, 'what becomes empty goes');
  assert.deepEqual(put({}, ['training', 'epochs'], 3), { training: { epochs: 3 } });
  assert.deepEqual(old, { a: { b: 1 }, list: [{ x: 1 }, { x: 2 }] });
  assert.equal(at(old, ['list', 1, 'x']), 2);
  assert.equal(at(old, ['no', 'way']), undefined);
});

test('a model trained further is its base, and layers of its own are none', () => {
  const job = tuning({ name: 'garments' }, { name: 'few' });
  assert.deepEqual([job.base, job.dataset, job.model], ['garments', 'few', undefined]);
});

test('a first draft fits its dataset', () => {
  const iris = draft({ name: 'iris', rows: 150, shape: null, columns: [{ name: 'a', type: 'numeric' }, { name: 'kind', type: 'categorical', classes: ['x', 'y', 'z'], n_classes: 3 }] });
  assert.equal(iris.model.task, 'classification');
  assert.equal(iris.model.layers.at(-1).units, 3);
  assert.equal(iris.data.target, 'kind');
  const images = draft({ name: 'mnist', rows: 60000, shape: [28, 28], columns: [{ name: 'label', type: 'categorical', n_classes: 10 }] });
  assert.deepEqual(images.model.layers.map((l) => l.type), ['flatten', 'dense', 'dense']);
  assert.equal(images.model.layers.at(-1).units, 10);
  const reviews = draft({ name: 'r', rows: 9, shape: null, columns: [{ name: 'says', type: 'text' }, { name: 'note', type: 'text' }, { name: 'stars', type: 'numeric' }, { name: 'kind', type: 'categorical', n_classes: 2 }] });
  assert.deepEqual(reviews.model.layers.map((l) => l.type), ['input', 'embedding', 'global_avg_pool2d', 'input', 'concat', 'dense', 'dense']);
  assert.deepEqual(reviews.model.layers[3].columns, ['stars']);
  const maps = draft({ name: 'm', rows: 9, shape: [8, 8, 3], label_shape: [8, 8], columns: [{ name: 'label', type: 'categorical', n_classes: 4 }] });
  assert.equal(maps.model.task, 'segmentation');
  assert.equal(maps.model.layers.at(-1).filters, 4);
  assert.equal(draft({ name: 'p', rows: 9, shape: null, columns: [{ name: 'y', type: 'numeric' }] }).model.task, 'regression');
});
