import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { OutboxService } from '../../src/integration/outgoing/outbox.service.js';
import { auditedTables, type AuditedTable } from '../../src/platform/audit/reconciliation/audited-tables.js';
import type { RowFinding } from '../../src/platform/audit/reconciliation/findings.js';
import { reconcile } from '../../src/platform/audit/reconciliation/reconcile.js';
import { Session } from '../../src/platform/database/session.js';
import { aMachine, PUBLIC_URL } from '../clients/machines.js';
import { aSubscription, withoutJobs } from '../outgoing/receivers.js';
import { aClosedChart } from '../support/closed-chart.js';
import type { SixteenthChart } from '../support/sixteen-charts.js';
import { startWorld, type World } from '../support/world.js';
import { withoutTriggers } from '../support/without-triggers.js';

/** Another value of a column, by its type. */
const OTHERS: Readonly<Record<string, (name: string) => string>> = {
  uuid: () => 'gen_random_uuid()',
  text: (name) => `coalesce(${name}, '') || '?'`,
  character: (name) => `overlay(coalesce(${name}, '') placing '?' from 1)`,
  boolean: (name) => `NOT coalesce(${name}, false)`,
  jsonb: (name) => `CASE jsonb_typeof(${name}) WHEN 'array' THEN ${name} || '[{"altered":1}]' ELSE '{"altered":1}' END`,
  bytea: (name) => `coalesce(${name}, '') || '\\x00'`,
  date: (name) => `coalesce(${name}, now()::date) + 1`,
  inet: () => `'10.9.8.7'`,
  'timestamp with time zone': (name) => `coalesce(${name}, now()) + interval '1 day'`,
  'text[]': (name) => `array_append(${name}, 'altered')`,
  'uuid[]': (name) => `array_append(${name}, gen_random_uuid())`,
};
/** Some value of a column, by its type. */
const SOME: Readonly<Record<string, string>> = {
  uuid: 'uuidv7()',
  text: `'some'`,
  character: `'0'`,
  boolean: 'true',
  jsonb: `'[]'`,
  bytea: `'\\x01'`,
  date: 'now()',
  inet: `'10.9.8.7'`,
  'timestamp with time zone': 'now()',
};
const anotherOf = ({ name, type }: { name: string; type: string }) =>
  `"${name}" = ${(OTHERS[type] ?? ((column: string) => `coalesce(${column}, 0) + 1`))(`"${name}"`)}`;

let world: World;
let superuser: pg.Client;
let rows: { readonly table: AuditedTable; readonly id: string }[];
beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL, OUTGOING_HOSTS: '127.0.0.1', OUTGOING_HTTP: 'true' });
  await withoutJobs(world);
  const { id: clientId } = await aMachine(world, ['system/Patient.r']);
  const input = { clientId, name: 'LIS', channel: 'webhook', address: 'http://127.0.0.1:9/', topics: ['patient'] };
  await aSubscription(world, input);
  const { chart } = await aClosedChart(world);
  await world.app.get(OutboxService, { strict: false }).look();
  await world.as('registrar').post(`/api/v1/patients/${chart.patientId}/insurance`, {
    ...{ cardNumber: '1234567899', validFrom: '2026-01-01' },
  });
  superuser = new pg.Client(world.database.superuserUrl);
  await superuser.connect();
  const session = await Session.open(world.database.ownerUrl);
  const tables = await auditedTables(session.query);
  await session.close();
  rows = [];
  for (const table of tables) rows.push({ table, id: (await lastOf(table.name)) ?? (await aRowOf(table, chart)) });
}, 120_000);
afterAll(async () => {
  await superuser.end();
  await world.close();
});

const lastOf = async (table: string): Promise<string | undefined> =>
  (await world.sql<{ id: string }>(`SELECT id FROM "${table}" ORDER BY id DESC LIMIT 1`))[0]?.id;

/** A row of a table that is empty, written past everything that holds it but the capture. */
async function aRowOf({ name }: AuditedTable, { patientId, ids }: SixteenthChart): Promise<string> {
  const { rows: columns } = await superuser.query<{ name: string; type: string }>(
    `SELECT attname AS name, format_type(atttypid, NULL) AS type FROM pg_attribute
      WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attidentity = '' AND (NOT atthasdef OR attname = 'id')`,
    [name],
  );
  const own: Readonly<Record<string, string>> = { patient_id: `'${patientId}'`, encounter_id: `'${ids.encounters}'` };
  const values = columns.map(
    (column) => own[column.name] ?? SOME[column.type] ?? (column.type.endsWith('[]') ? `'{}'` : '1'),
  );
  const names = columns.map((column) => `"${column.name}"`).join(', ');
  await superuser.query(`BEGIN; ${await withoutConstraints(name)} ALTER TABLE "${name}" DISABLE TRIGGER USER;
    ALTER TABLE "${name}" ENABLE TRIGGER audit_capture;
    SELECT set_config('emr.context', '{"actorKind":"system","username":"system:test"}', true);
    INSERT INTO "${name}" (${names}) VALUES (${values.join(', ')}); COMMIT`);
  return (await lastOf(name))!;
}

/** What comparing finds; in a session of its own. */
async function findings(): Promise<readonly RowFinding[]> {
  const session = await Session.open(world.database.ownerUrl);
  return (await reconcile(session, 'audit.event').finally(() => session.close())).findings.named;
}

describe('Of every table that is on the trail', () => {
  it('everything stands as its events say', async () => {
    expect(rows.length).toBeGreaterThan(60);
    expect(await findings()).toEqual([]);
  });

  it('each column that is altered with the triggers off is named, and each row that is removed', async () => {
    for (const { table, id } of rows) {
      const columns = [...table.columns, ...table.secrets.map((name) => ({ name, type: 'text' }))];
      await withoutTriggers(
        superuser,
        `${await withoutConstraints(table.name)} UPDATE "${table.name}" SET ${columns.map(anotherOf).join(', ')} WHERE id = '${id}'`,
      );
    }
    const altered = (await findings()).filter(({ kind }) => kind === 'differs');
    for (const { table, id } of rows) {
      const named = altered.find((one) => one.table === table.name && one.id === id)?.columns ?? [];
      expect([table.name, [...named].sort()]).toEqual([
        table.name,
        [...table.columns.map(({ name }) => name), ...table.secrets].sort(),
      ]);
    }
    for (const { table, id } of rows) {
      await withoutTriggers(superuser, `DELETE FROM "${table.name}" WHERE id = '${id}'`);
    }
    const gone = (await findings()).filter(({ kind }) => kind === 'gone').map(({ table, id }) => [table, id]);
    expect(gone.sort()).toEqual(rows.map(({ table, id }) => [table.name, id]).sort());
  });
});

/** The values of this test are none that the tables take. */
async function withoutConstraints(table: string): Promise<string> {
  const { rows: constraints } = await superuser.query<{ name: string }>(
    `SELECT conname AS name FROM pg_constraint WHERE conrelid = $1::regclass AND contype IN ('c', 'f', 'x')`,
    [table],
  );
  return constraints.map(({ name }) => `ALTER TABLE "${table}" DROP CONSTRAINT "${name}";`).join(' ');
}
