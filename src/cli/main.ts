#!/usr/bin/env node
import { COMMANDS } from './commands.js';

const [name, ...rest] = process.argv.slice(2);
const command = Object.hasOwn(COMMANDS, name ?? '') ? COMMANDS[name as keyof typeof COMMANDS] : undefined;

if (!command) {
  const lines = Object.entries(COMMANDS).map(([known, { about }]) => `  ${known.padEnd(14)}${about}`);
  console.log(`Usage: emr <command>\n\n${lines.join('\n')}`);
  process.exitCode = name && name !== 'help' && name !== '--help' ? 2 : 0;
} else {
  try {
    process.exitCode = await command.run(rest);
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
