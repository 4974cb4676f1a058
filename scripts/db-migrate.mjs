#!/usr/bin/env node
// For developers: makes a migration from changed schema files and applies it with the guards.
//   npm run db:migrate -- --name what_changed
// Works on the embedded database (start the service first) or on DATABASE_OWNER_URL.
import { execFileSync, spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';

const root = dirname(import.meta.dirname);
const emr = (...words) =>
  execFileSync(process.execPath, [join(root, 'dist/cli/main.js'), ...words], { encoding: 'utf8' });
const url = process.env.DATABASE_OWNER_URL ?? emr('db', 'url', '--role', 'admin').trim();

const { status } = spawnSync(
  process.execPath,
  [join(root, 'scripts/prisma.mjs'), 'migrate', 'dev', ...process.argv.slice(2)],
  { stdio: 'inherit', env: { ...process.env, DATABASE_OWNER_URL: url } },
);
if (status === 0) process.stdout.write(emr('migrate'));
process.exit(status ?? 1);
