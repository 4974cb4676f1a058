// Lets Node load the TypeScript of src/ and test/ itself: compiled by SWC with the settings of .swcrc, as the build does it.
// Compiled files are kept between runs in node_modules/.cache, named by what they were made from.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transformSync, version } from '@swc/core';

const root = join(import.meta.dirname, '..', '..', '..');
const cache = join(root, 'node_modules', '.cache', 'typescript');
const compiler = createHash('sha256')
  .update(version)
  .update(readFileSync(join(root, '.swcrc')))
  .digest('hex');
mkdirSync(cache, { recursive: true });

/** Where the source map of each loaded file lies, by its path: what jest prints stack traces from. */
export const sourceMaps = new Map();

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === '@jest/globals') return { url: GLOBALS, shortCircuit: true };
    // Sources import `./x.js` as the compiled files do; beside them lies `./x.ts`.
    if (/^\.{1,2}\/.*\.js$/.test(specifier) && context.parentURL?.endsWith('.ts')) {
      const source = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
      if (existsSync(source)) return { url: source.href, format: 'module', shortCircuit: true };
    }
    return next(specifier, context);
  },
  load(url, context, next) {
    if (!url.startsWith('file:') || !url.endsWith('.ts') || url.includes('/node_modules/')) return next(url, context);
    return { format: 'module', source: compiled(fileURLToPath(url)), shortCircuit: true };
  },
});

const GLOBALS = pathToFileURL(join(import.meta.dirname, 'globals.mjs')).href;

/** The JavaScript of a source file. */
function compiled(path) {
  const source = readFileSync(path, 'utf8');
  const name = createHash('sha256').update(compiler).update(relative(root, path)).update('\0').update(source);
  const target = join(cache, name.digest('hex'));
  if (!existsSync(`${target}.js`)) {
    const { code, map } = transformSync(source, { cwd: root, filename: path, sourceMaps: true });
    put(`${target}.map`, map);
    put(`${target}.js`, code);
  }
  for (const name of [path, pathToFileURL(path).href]) sourceMaps.set(name, `${target}.map`);
  return readFileSync(`${target}.js`, 'utf8');
}

/** Writes a file so that the other worker never reads half of it. */
function put(path, content) {
  const own = `${path}.${process.pid}`;
  writeFileSync(own, content);
  renameSync(own, path);
}
