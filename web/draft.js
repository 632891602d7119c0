// draft.js - a job's spec while it is written: changing it by pointer, and a first draft from a dataset.

// A copy of `value` with what the path names set; undefined removes it, and objects that become empty.
export function put(value, [key, ...rest], next) {
  const copy = Array.isArray(value) ? [...value] : { ...(value && typeof value === 'object' ? value : {}) };
  const changed = rest.length ? put(copy[key], rest, next) : next;
  const empty = changed && typeof changed === 'object' && !Array.isArray(changed) && !Object.keys(changed).length;
  if (changed !== undefined && !empty) copy[key] = changed;
  else if (Array.isArray(copy)) copy.splice(key, 1);
  else delete copy[key];
  return copy;
}

export const at = (value, path) => path.reduce((v, k) => v?.[k], value);

const classCount = (column) => column?.n_classes || column?.classes?.length || 2;

// A class per pixel: a picture goes in and a picture of classes comes out.
function segmenter(dataset, classes) {
  const conv = (filters) => ({ type: 'conv2d', filters, kernel_size: 3, padding: 'same', activation: 'relu' });
  return {
    name: `${dataset.name}-segmenter`, dataset: dataset.name,
    model: { task: 'segmentation', layers: [conv(16), conv(16), { type: 'conv2d', filters: classes, kernel_size: 1 }] },
    training: { epochs: 10, batch_size: 32, optimizer: { type: 'adam', learning_rate: 0.001 }, validation_split: 0.2 },
    resources: { slots: { min: 1, max: 2 } },
  };
}

// A model trained further as it is, on the dataset it learned from or another: its layers stand for ours.
export const tuning = (model, dataset) => ({
  name: `${model.name}-tuned`, dataset: dataset?.name || '', base: model.name, training: { epochs: 5 },
});

// What reads the first text column, and beside it the other columns but further texts.
function readers(columns, target) {
  const text = columns.find((c) => c !== target && c.type === 'text');
  const others = columns.filter((c) => c !== target && c.type !== 'text').map((c) => c.name);
  if (!text) return [];
  return [
    { type: 'input', name: 'words', columns: [text.name], encoding: 'tokens' },
    { type: 'embedding', output_dim: 32, mask_zero: true },
    { type: 'global_avg_pool2d', name: 'text' },
    ...(others.length ? [{ type: 'input', name: 'table', columns: others }, { type: 'concat', inputs: ['text', 'table'] }] : []),
  ];
}

// A modest model that fits the data: enough to run, easy to change.
export function draft(dataset) {
  if (!dataset) {
    return { name: 'my-first-job', dataset: '', model: { task: 'classification', layers: [{ type: 'dense', units: 10 }] } };
  }
  const columns = dataset.columns || [];
  const target = columns.find((c) => c.name === 'label') || columns[columns.length - 1];
  const classes = target?.type === 'categorical';
  const image = (dataset.shape || []).length > 1;
  if (dataset.label_shape) return segmenter(dataset, classCount(target));
  const layers = [
    ...(image ? [{ type: 'flatten' }] : dataset.shape ? [] : readers(columns, target)),
    { type: 'dense', units: image ? 128 : 32, activation: 'relu' },
    { type: 'dense', units: classes ? classCount(target) : 1 },
  ];
  return {
    name: `${dataset.name}-mlp`, dataset: dataset.name,
    model: { task: classes ? 'classification' : 'regression', layers },
    training: {
      epochs: 10, batch_size: dataset.rows > 5000 ? 128 : 32,
      optimizer: { type: 'adam', learning_rate: 0.001 }, validation_split: 0.2,
    },
    ...(image || !target ? {} : { data: { target: target.name, normalize: 'standard' } }),
    resources: { slots: { min: 1, max: 2 } },
  };
}
