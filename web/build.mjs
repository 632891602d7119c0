// build.mjs - bundles the dashboard into dist/, which is checked in: building the daemon needs no node.
import { build } from 'esbuild';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

process.chdir(new URL('.', import.meta.url).pathname);
rmSync('dist', { recursive: true, force: true });
mkdirSync('dist');

const common = {
  absWorkingDir: process.cwd(), bundle: true, minify: true, outdir: 'dist', legalComments: 'none',
  target: ['chrome123', 'firefox120', 'safari17.5'],
};
await build({ ...common, entryPoints: ['app.js'], format: 'esm' });
await build({ ...common, entryPoints: ['style.css'], loader: { '.woff2': 'file' }, assetNames: '[name]' });
cpSync('index.html', 'dist/index.html');
cpSync('mark.svg', 'dist/mark.svg');

// What is in the bundle and whose it is.
const parts = ['preact', 'htm', 'uplot', '@fontsource-variable/figtree'];
writeFileSync('dist/licences.txt', parts.map((name) => {
  const { version, license } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8'));
  return `${name} ${version} (${license})\n\n${readFileSync(`node_modules/${name}/LICENSE`, 'utf8').trim()}\n`;
}).join(`\n${'-'.repeat(80)}\n\n`));
