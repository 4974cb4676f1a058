import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { aMachine, connect, PUBLIC_URL } from '../clients/machines.js';
import { startWorld, type Client, type World } from '../support/world.js';
import { readExamples, sendAll } from './examples.js';

/** Where the examples of US Core lie (github.com/HL7/US-Core, `input/examples`): no package has them. */
const FOLDER = process.env['US_CORE_EXAMPLES'] ?? 'data/us-core/input/examples';
const withExamples = existsSync(FOLDER) ? it : it.skip;
let world: World;
let machine: Client;
beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL });
  machine = await connect(world, await aMachine(world, ['system/*.cruds']), 'system/*.cruds');
});
afterAll(() => world.close());

/** Of 2016, about an infant who is born in 2020. */
const BEFORE_BIRTH = [
  'color',
  'heart-rate',
  'muscle-tone',
  'reflex-irritability',
  'respiratory-effort',
  'score',
  'score-panel',
].map((one) => `Observation/10-minute-apgar-${one}`);

withExamples(
  'Examples of US Core are taken with all that they refer to, and read back as they were sent, to the digit',
  async () => {
    const { changed, refused, taken, kept } = await sendAll(machine, readExamples(FOLDER), []);
    expect(changed).toEqual([]);
    expect([...refused.keys()].sort()).toEqual(BEFORE_BIRTH);
    expect({ taken, kept }).toEqual({ taken: 183, kept: 0 });
  },
  120_000,
);
