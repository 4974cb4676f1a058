import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { ExportService } from '../../src/platform/audit/exports/export.service.js';
import { Database } from '../../src/platform/database/database.js';
import { BatchedStatements } from '../../src/platform/database/batched-statements.js';
import { NOBODY, onlyPatients, THE_TRAIL, type Scope } from '../../src/kernel/scope.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { currentContext, runInContext, type RequestContext } from '../../src/kernel/request-context.js';
import { aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

// Its types would be those of every plugin.
const { scopes } = (await import(`${process.cwd()}/eslint.config.mjs`)) as { scopes: Linter.Config };

let world: World;
let database: Database;
let ids: string[];
beforeAll(async () => {
  world = await startWorld();
  database = world.app.get(Database, { strict: false });
  ids = [];
  for (let n = 0; n < 16; n++) ids.push((await aPatient(world)).id);
});
afterAll(() => world.close());

/** A request of some person that may see this much. */
const contextOf = (scope: Scope, username = 'nurse'): RequestContext => ({
  ...{ requestId: username, language: 'en', purpose: 'TREAT', route: 'GET /test', path: '/test', scope },
  actor: { kind: 'staff', id: world.staff.nurse.id, username, role: 'nurse' },
});

describe('No read runs in the scope of another request', () => {
  it('since no models are lent outside of a transaction', async () => {
    // @ts-expect-error: there is no such thing, and this line is an error when there is.
    expect(database.prisma).toBeUndefined();
    const lent = Object.values(database).filter((value: object) => '$transaction' in value || 'patient' in value);
    expect(lent).toEqual([]);
    await expect(database.pool.query('SELECT id FROM patient')).rejects.toThrow(/without saying what it may see/);
  });

  it.each([
    ['a client that is lent', 'export const f = (d) => d.prisma;'],
    ['a model outside of a transaction', 'export const f = (db) => db.patient.findUnique({ where: { id: 1 } });'],
    ['a model of something of its own', 'export class A { f() { return this.models.patient.findFirst({}); } }'],
    ['a client of its own', "import { PrismaClient } from '../generated/prisma/client.js'; new PrismaClient();"],
    ['the maker of clients', "import { createPrismaClient } from '../database/prisma.js'; createPrismaClient();"],
    ['a transaction of its own', 'export const f = (client) => client.$transaction(() => 1);'],
    ['one past the unit of work', 'export class A { f() { return this.database.transaction({ scope: "**" }, g); } }'],
    ['a statement without a scope', "export const f = (db) => db.pool.query('SELECT 1');"],
  ])('and the linter refuses %s', (_what, code) => {
    const config = { ...scopes, languageOptions: { parser: tseslint.parser as Linter.Parser } };
    const lint = (text: string, file: string) => new Linter().verify(text, [config], file).map(({ ruleId }) => ruleId);
    expect(lint(code, 'src/clinical/patients/new.ts')).not.toEqual([]);
    expect(lint('export const f = (tx) => tx.patient.findUnique({});', 'src/clinical/patients/new.ts')).toEqual([]);
  });

  it('however many transactions begin at once: each has its own, whoever asked Prisma first', async () => {
    const work = world.app.get(UnitOfWork, { strict: false });
    const seen = await Promise.all(
      ids.map((id, n) =>
        runInContext(contextOf(onlyPatients([id]), `person-${n}`), () =>
          work.write(async (tx) => {
            // Every id is asked for, in one turn of the event loop.
            const rows = await Promise.all(ids.map((one) => tx.patient.findUnique({ where: { id: one } })));
            const { who } = elementAt(
              await tx.$queryRaw<{ who: string }[]>`
              SELECT current_setting('emr.context')::jsonb->>'username' AS who`,
              0,
            );
            return { who, ids: rows.flatMap((row) => row?.id ?? []) };
          }),
        ),
      ),
    );
    expect(seen).toEqual(ids.map((id, n) => ({ who: `person-${n}`, ids: [id] })));
  });

  it('and a transaction that was given no scope sees nobody, though a request is being served', async () => {
    const rows = await runInContext(contextOf('*'), async () => {
      const client = await database.pool.connect();
      try {
        await client.query({ text: 'BEGIN' });
        return (await client.query('SELECT id FROM patient')).rows;
      } finally {
        await client.query('ROLLBACK');
        client.release();
      }
    });
    expect(rows).toEqual([]);
  });

  it('nor does one that gets another scope than it was given run at all', async () => {
    const begin = database.transaction({ scope: NOBODY }, () =>
      database.transaction({ scope: onlyPatients([elementAt(ids, 0)]) }, (tx) =>
        tx.patient.findMany({ select: { id: true } }),
      ),
    );
    expect(await begin).toEqual([{ id: ids[0] }]);
  });

  it('nor does a batch run as the request that set it off', async () => {
    const contexts: (RequestContext | undefined)[] = [];
    const seen: object[][] = [];
    const batch = new BatchedStatements<number, number>(async (items) => {
      contexts.push(currentContext());
      seen.push(await database.query({ name: 'test.batch', text: 'SELECT id FROM patient' }));
      return items;
    }, 32);
    const add = (n: number) => runInContext(contextOf('*', `person-${n}`), () => batch.add(n));
    const answers = await Promise.all(ids.map((_, n) => add(n)));
    await add(16);
    expect(answers).toEqual(ids.map((_, n) => n));
    expect(contexts.length).toBeGreaterThan(1);
    expect(contexts.filter(Boolean)).toEqual([]);
    expect(seen.flat()).toEqual([]);
  });

  it('nor does an export go on as whoever is being served when its next part is asked for', async () => {
    const exporting = contextOf(THE_TRAIL, 'auditor');
    const query = { format: 'ndjson', patientId: ids[3] } as const;
    const { text } = await runInContext(exporting, () => world.app.get(ExportService, { strict: false }).begin(query));
    const parts: string[] = [];
    for (let n = 0; ; n++) {
      // A socket that drains asks in the context of another request, or in none.
      const next = () => text.next();
      const { value, done } = await (n % 2 ? next() : runInContext(contextOf(NOBODY, 'stranger'), next));
      if (done) break;
      parts.push(value);
    }
    expect(parts.join('')).toMatch(/"username":"registrar"/);
  });
});
