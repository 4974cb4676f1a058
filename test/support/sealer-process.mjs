// A process that seals until it is killed:  node --experimental-transform-types sealer-process.mjs '{"databaseUrl": ...}'
import './typescript-hooks.mjs';

const { Sealer } = await import('../../src/platform/audit/sealing/sealer.ts');
const { FolderWitness } = await import('../../src/platform/audit/sealing/witness.ts');
const { witnessFolder, ...options } = JSON.parse(process.argv[2]);
const warn = (sentence) => process.stderr.write(`${sentence}\n`);
new Sealer({ ...options, witnesses: [new FolderWitness(witnessFolder)], warn }).start();
