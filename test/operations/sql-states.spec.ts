import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '../../src/platform/database/database.js';
import { asProblem } from '../../src/platform/edge/problem.filter.js';
import { NOBODY } from '../../src/kernel/scope.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

/** PostgreSQL's own table of error codes (appendix A), by what a caller is told. */
const TOLD: Readonly<Record<string, readonly string[]>> = {
  'database-unavailable': [
    ...['08000', '08001', '08003', '08004', '08006', '08P01', '28000', '28P01', '3D000', '53300'],
    ...['57P01', '57P02', '57P03', '57P04', '57P05', '25006'],
  ],
  'storage-full': ['53000', '53100', '58000', '58030', '58P01', '58P02'],
  busy: ['40000', '40001', '40003', '40P01', '25P03', '25P04', '26000', '53200', '53400', '55006', '55P03', '57014'],
  conflict: ['23000', '23502', '23503', '23505', '23514', '23P01'],
  // What only a developer or the operator of the database can mend is not said to pass.
  internal: ['0A000', '22012', '25P02', '42501', '42601', '42P01', '54000', '55000', 'XX000', 'XX001', 'XX002'],
};
const states = Object.entries(TOLD).flatMap(([problem, codes]) => codes.map((code) => [code, problem] as const));

const raising = (state: string) => `DO $$ BEGIN RAISE EXCEPTION 'as told' USING ERRCODE = '${state}'; END $$`;

describe('An error of the database', () => {
  it.each(states)('%s is told as %s, whichever library carried it', async (state, problem) => {
    const database = world.app.get(Database);
    const failures = await Promise.all([
      database.query({ text: raising(state) }, [], NOBODY).catch((error: unknown) => error),
      database
        .transaction({ scope: NOBODY }, (tx) => tx.$executeRawUnsafe(raising(state)))
        .catch((error: unknown) => error),
    ]);
    expect(failures.map((failure) => asProblem(failure).kind.code)).toEqual([problem, problem]);
  });

  it.each(['ENOENT', 'ECONNREFUSED', 'EACCES'])('%s of a connection is a database that is not there', (code) => {
    const { kind } = asProblem(Object.assign(new Error('connect'), { code, syscall: 'connect' }));
    expect(kind.code).toBe('database-unavailable');
  });

  it.each(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO'])('%s of the system is a disk that takes nothing', (code) => {
    const { kind } = asProblem(Object.assign(new Error('write'), { code }));
    expect([kind.code, kind.status]).toEqual(['storage-full', 503]);
  });
});
