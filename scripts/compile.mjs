#!/usr/bin/env node
// Compiles src/ to dist/ with SWC and the settings of .swcrc, as the tests do; types are checked by `npm run typecheck`.
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { transformFile } from '@swc/core';

const root = dirname(import.meta.dirname);
const [from, to] = [join(root, 'src'), join(root, 'dist')];

async function compile(file) {
  const { code, map } = await transformFile(join(from, file), { cwd: root, sourceMaps: true });
  const target = join(to, file.replace(/\.ts$/, '.js'));
  await mkdir(dirname(target), { recursive: true });
  await writeFile(`${target}.map`, map);
  await writeFile(target, `${code}\n//# sourceMappingURL=${basename(target)}.map\n`);
}

// What the console was built into stays: it is built by itself.
const made = await readdir(to).catch(() => []);
await Promise.all(
  made.filter((name) => name !== 'web').map((name) => rm(join(to, name), { recursive: true, force: true })),
);
const sources = readdirSync(from, { recursive: true }).filter((file) => /(?<!\.spec|\.d)\.ts$/.test(file));
await Promise.all(sources.map(compile));
