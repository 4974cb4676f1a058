#!/usr/bin/env node
// npm run bench [-- requests|growth|generate|memory|start|audit|rls|terminals|paint|ward-day] [options]: each section tells its options at its top.
const SECTIONS = [
  'requests',
  'growth',
  'generate',
  'memory',
  'start',
  'audit',
  'rls',
  'terminals',
  'paint',
  'trees',
  'ward-day',
];

const section = SECTIONS.find((name) => process.argv[2] === name) ?? 'requests';
if (section === process.argv[2]) process.argv.splice(2, 1);
await import(`./${section}.mjs`);
