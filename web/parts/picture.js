// picture.js - a sample that is a tensor of height, width and perhaps channels, drawn small.
import { html, useEffect, useRef } from './html.js';

// A tensor that can be looked at: rank 2, or rank 3 with one or three channels last.
export function isPicture(shape) {
  if (!shape || shape.length < 2 || shape.length > 3) return false;
  const [h, w, c = 1] = shape;
  return h > 1 && w > 1 && h <= 512 && w <= 512 && (c === 1 || c === 3);
}

// Values are stretched from their smallest to their largest, as the range is not known.
function pixels(values, [h, w, c = 1]) {
  const image = new ImageData(w, h);
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  for (let i = 0; i < h * w; i++) {
    for (let k = 0; k < 3; k++) image.data[4 * i + k] = (255 * (values[i * c + (c === 3 ? k : 0)] - low)) / span;
    image.data[4 * i + 3] = 255;
  }
  return image;
}

// A class per pixel in colours of its own; 0, mostly the background, stays dark.
function classPixels(values, [h, w]) {
  const image = new ImageData(w, h);
  values.slice(0, h * w).forEach((v, i) => {
    const k = Number(v);
    const hue = (k * 137.5) % 360; // the golden angle: neighbours differ
    const channel = (n) => {
      const a = (n + hue / 30) % 12;
      return 255 * (0.55 - 0.35 * Math.max(-1, Math.min(a - 3, 9 - a, 1)));
    };
    image.data.set(k ? [channel(0), channel(8), channel(4), 255] : [24, 24, 32, 255], 4 * i);
  });
  return image;
}

// values: a class's place for each pixel.
export function ClassMap({ values, shape, label }) {
  const canvas = useRef();
  useEffect(() => {
    canvas.current.getContext('2d').putImageData(classPixels(values, shape), 0, 0);
  }, [values]);
  return html`<canvas ref=${canvas} class="picture" width=${shape[1]} height=${shape[0]} role="img" aria-label=${label}></canvas>`;
}

export function Picture({ values, shape, label }) {
  const canvas = useRef();
  useEffect(() => {
    canvas.current.getContext('2d').putImageData(pixels(values, shape), 0, 0);
  }, [values]);
  return html`<canvas ref=${canvas} class="picture" width=${shape[1]} height=${shape[0]} role="img" aria-label=${label}></canvas>`;
}
