#!/usr/bin/env node
// Compiles src/ to dist/ with SWC and the settings of .swcrc, as the tests do; types are checked by `npm run typecheck`.
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { transformFile } from '@swc/core';

const root = dirname(import.meta.dirname);
const [from, to] = [join(root, 'src'), join(root, 'dist')];
/** What is compiled comes here first: a service that runs from dist/ meanwhile starts its workers from all of the old, or all of the new. */
const [next, old] = [join(to, '.next'), join(to, '.old')];

async function compile(file) {
  const { code, map } = await transformFile(join(from, file), { cwd: root, sourceMaps: true });
  const target = join(next, file.replace(/\.ts$/, '.js'));
  await mkdir(dirname(target), { recursive: true });
  await writeFile(`${target}.map`, map);
  await writeFile(target, `${code}\n//# sourceMappingURL=${basename(target)}.map\n`);
}

for (const folder of [next, old]) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
}
const sources = readdirSync(from, { recursive: true }).filter((file) => /(?<!\.spec|\.d)\.ts$/.test(file));
await Promise.all(sources.map(compile));
// What the console was built into stays: it is built by itself. So does the lock of who builds.
const made = (await readdir(to)).filter((name) => !/^(web|\.next|\.old|\.building.*)$/.test(name));
for (const name of made) await rename(join(to, name), join(old, name));
for (const name of await readdir(next)) await rename(join(next, name), join(to, name));
for (const folder of [next, old]) await rm(folder, { recursive: true, force: true });
