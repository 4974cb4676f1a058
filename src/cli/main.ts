#!/usr/bin/env node
import module from 'node:module';
import { join } from 'node:path';
import { tooOldNode } from '../server/node-version.js';
import { COMMANDS, type Command } from './commands.js';

const refusal = tooOldNode(process.versions.node, 'npm run emr --');
const [name, ...rest] = process.argv.slice(2);
const command = Object.hasOwn(COMMANDS, name ?? '') ? COMMANDS[name as keyof typeof COMMANDS] : undefined;

/** Says what a command does, and does nothing. */
function help({ usage, about }: Command): number {
  console.log(`Usage: ${usage}\n\n${about}`);
  return 0;
}

/** Later commands, and later starts of the service, load what the first one compiled; where the folder cannot be written, Node goes on without. */
function run(asked: Command): Promise<number> {
  module.enableCompileCache(join(import.meta.dirname, '..', '.compiled'));
  return asked.run(rest);
}

if (refusal) {
  console.error(refusal);
  process.exitCode = 1;
} else if (!command) {
  const lines = Object.entries(COMMANDS).map(([known, { about }]) => `  ${known.padEnd(14)}${about}`);
  console.log(`Usage: emr <command>\n\n${lines.join('\n')}`);
  process.exitCode = name && name !== 'help' && name !== '--help' ? 2 : 0;
} else {
  try {
    process.exitCode = rest.some((word) => word === '--help' || word === '-h') ? help(command) : await run(command);
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
