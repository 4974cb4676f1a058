import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { aMachine, connect, PUBLIC_URL, type Machine } from '../clients/machines.js';
import { anAdmission, aPatient } from '../support/builders.js';
import { startBeside } from '../support/processes.js';
import { SECOND_FACTOR_KEYS, startWorld, type Client, type World } from '../support/world.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { runAsSystem } from '../../src/kernel/request-context.js';
import { Vault } from '../../src/platform/keys/vault.js';
import { Reseal } from '../../src/platform/security/reseal.js';
import { ExportQueries, newPartId } from '../../src/integration/fhir/export/export.queries.js';
import type { BulkExport } from '../../src/integration/fhir/export/export.record.js';
import { httpProblems, Problem } from '../../src/kernel/problem.js';
import { FhirQueries } from '../../src/integration/fhir/search/fhir.queries.js';
import type { Tx } from '../../src/platform/database/prisma.js';
import { ExportWorker } from '../../src/integration/fhir/export/export.worker.js';

let world: World;
let machine: Client;
/** Of `machine`. */
let aWide: Machine;
let other: Client;
let narrow: Client;
let patients: string[];
const ASYNC = { Prefer: 'respond-async' };
const SCOPES = ['system/*.rs', 'system/BulkExport.c'];

beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL });
  const of = async (scopes: string[]) => connect(world, await aMachine(world, scopes), scopes.join(' '));
  aWide = await aMachine(world, SCOPES);
  [machine, other, narrow] = [
    await connect(world, aWide, SCOPES.join(' ')),
    await of(SCOPES),
    await of(['system/Patient.rs', 'system/BulkExport.c']),
  ];
  patients = [];
  for (const fullName of ['Lê Văn Một', 'Lê Văn Hai', 'Lê Văn Ba']) {
    patients.push((await aPatient(world, { fullName })).id);
  }
  await anAdmission(world, { patientId: patients[0] });
  const subject = { reference: `Patient/${patients[1]}` };
  const value = {
    resourceType: 'Observation',
    status: 'final',
    code: { text: 'Kali' },
    effectiveDateTime: '2026-01-01',
    subject,
  };
  await world.as('lab').post('/fhir/R4/Observation', { ...value, valueString: '4' });
});
afterAll(() => world.close());

const pathOf = (address: unknown) => String(address).slice(String(address).indexOf('/fhir/R4'));
const write = <T>(work: (tx: Tx) => Promise<T>) =>
  runAsSystem('test', () => world.app.get(UnitOfWork, { strict: false }).write(work));
/** As time or a crash would. */
const behind = (text: string, id: string | undefined) =>
  write((tx) => tx.$executeRawUnsafe(`UPDATE bulk_export SET ${text} WHERE id = $1::uuid`, id));
const make = () => world.app.get(ExportWorker, { strict: false }).look();
const ordered = async (client: Client, path: string) => {
  const answer = await client.get(`/fhir/R4/${path}`, ASYNC);
  expect([answer.status, answer.text]).toEqual([202, '']);
  return pathOf(answer.headers['content-location']);
};
const made = async (client: Client, path: string) => {
  const place = await ordered(client, path);
  await make();
  const { status, body, headers } = await client.get(place);
  expect([status, headers['content-type'], body.requiresAccessToken]).toEqual([
    200,
    'application/json; charset=utf-8',
    true,
  ]);
  return { place, output: body.output as { type: string; url: string; count: number }[], body };
};
const linesOf = ({ text }: Response) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string });
const fetched = async (client: Client, output: readonly { type: string; url: string }[], type: string) => {
  const answer = await client.get(pathOf(output.find((file) => file.type === type)?.url));
  expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/fhir+ndjson']);
  return answer;
};

describe('A bulk export', () => {
  it('is ordered, waited for, fetched line by line, and every patient of a file is on the trail', async () => {
    const place = await ordered(machine, '$export?_type=Patient,Observation,Encounter,Practitioner');
    const waiting = await machine.get(place);
    expect([waiting.status, waiting.headers['x-progress'], waiting.headers['retry-after']]).toEqual([
      202,
      'waiting; 0 patients',
      '10',
    ]);
    await make();
    const { body } = await machine.get(place);
    expect(body.output.map(({ type }: { type: string }) => type)).toEqual([
      'Encounter',
      'Observation',
      'Patient',
      'Practitioner',
    ]);
    expect(body.request).toContain('/fhir/R4/$export?_type=Patient');
    const file = await fetched(machine, body.output, 'Patient');
    expect(linesOf(file).map(({ id }) => id)).toEqual(expect.arrayContaining(patients));
    const [event] = (await world.sql(
      `SELECT actor_kind, kind, entity, patient_ids FROM audit.event WHERE request_id = $1 AND patient_ids IS NOT NULL`,
      [file.headers['x-request-id']],
    )) as [{ patient_ids: string[] }];
    expect(event).toMatchObject({ actor_kind: 'client', kind: 'list', entity: 'bulk_export' });
    expect(event.patient_ids).toEqual(expect.arrayContaining(patients));
  });

  it('lies sealed, is its own machine’s alone, and is gone when it is deleted or has expired', async () => {
    const { place, output } = await made(machine, 'Patient/$export?_type=Patient');
    const parts = await world.sql('SELECT content FROM bulk_export_part');
    for (const { content } of parts as { content: Buffer }[]) expect(content.includes('Patient')).toBe(false);
    const file = pathOf(output[0]!.url);
    expect([(await other.get(place)).status, (await other.get(file)).status]).toEqual([404, 404]);
    await behind("expires_at = now() - interval '1 second'", place.split('/').at(-1));
    expect([(await machine.get(place)).status, (await machine.get(file)).status]).toEqual([404, 404]);
    await make();
    const [{ n }] = (await world.sql('SELECT count(*)::int AS n FROM bulk_export_part WHERE export_id = $1', [
      place.split('/').at(-1),
    ])) as [{ n: number }];
    expect(n).toBe(0);
    const deleted = await made(machine, 'Patient/$export?_type=Patient');
    const gone = await machine.delete(deleted.place);
    const after = await machine.get(pathOf(deleted.output[0]!.url));
    expect([gone.status, (await machine.get(deleted.place)).status, after.status]).toEqual([202, 404, 404]);
  });

  it('is sealed anew with the newest key, which opens the same', async () => {
    const { place } = await made(narrow, 'Patient/$export?_type=Patient');
    const keys = () =>
      world.sql<{ id: string; key: string }>(
        'SELECT id, sealed_key AS key FROM bulk_export_part WHERE export_id = $1',
        [place.split('/').at(-1)],
      );
    const open = (from: { get: typeof world.app.get }, rows: readonly { id: string; key: string }[]) =>
      rows.map(({ id, key }) => from.get(Vault, { strict: false }).open(key, id));
    const before = open(world.app, await keys());
    const next = `2:${randomBytes(32).toString('base64')}`;
    const both = await startBeside(world, { SECOND_FACTOR_KEYS: `${SECOND_FACTOR_KEYS},${next}` });
    const done = await runAsSystem('emr', () => both.get(Reseal, { strict: false }).all());
    const after = await keys();
    expect([done.exports!.lost, after.filter(({ key }) => !key.startsWith('2.'))]).toEqual([0, []]);
    expect([before.length > 0, open(both, after)]).toEqual([true, before]);
    await both.close();
    await world.sql('DELETE FROM bulk_export_part');
  });

  it('of a ward tells of who lies there, and one since a moment of what has changed', async () => {
    const [ward] = await world.sql(`SELECT s.ward_id AS id FROM stay s WHERE s.patient_id = $1`, [patients[0]]);
    const left = await anAdmission(world, { patientId: patients[2] });
    const gone = { disposition: 'home' };
    const ended = await world
      .as('doctor')
      .post(`/api/v1/encounters/${left.id}/discharge`, gone, { 'If-Match': `"${left.version}"` });
    expect(ended.status).toBe(200);
    const { output } = await made(machine, `Group/${(ward as { id: string }).id}/$export?_type=Patient`);
    expect(linesOf(await fetched(machine, output, 'Patient')).map(({ id }) => id)).toEqual([patients[0]]);
    const later = await made(machine, '$export?_type=Patient&_since=2200-01-01T00:00:00Z');
    expect(later.output).toEqual([]);
    expect((await machine.get(`/fhir/R4/Group/${randomUUID()}/$export`, ASYNC)).status).toBe(404);
  });

  it.each([
    ['$export', {}, 400],
    ['$export?_outputFormat=csv', ASYNC, 400],
    ['$export?_typeFilter=x', ASYNC, 400],
    ['$export?_type=Nothing', ASYNC, 400],
    ['$export?_since=soon', ASYNC, 400],
    [`$export-status/${randomUUID()}`, {}, 404],
    [`$export-file/${randomUUID()}/Patient`, {}, 404],
  ])('asked for as %s with %j is answered %i', async (path, headers, status) => {
    const answer = await machine.get(`/fhir/R4/${path}`, headers);
    expect([answer.status, answer.body.resourceType]).toEqual([status, 'OperationOutcome']);
  });

  it('needs a scope of its own, approved by name, and every type asked for; people never get one', async () => {
    const all = await connect(world, await aMachine(world, ['system/*.cruds']), 'system/*.cruds');
    expect((await all.get('/fhir/R4/$export', ASYNC)).status).toBe(403);
    expect((await narrow.get('/fhir/R4/$export', ASYNC)).status).toBe(403);
    expect((await narrow.get('/fhir/R4/$export?_type=Observation', ASYNC)).status).toBe(403);
    for (const role of ['doctor', 'lab', 'admin', 'auditor'] as const) {
      expect((await world.as(role).get('/fhir/R4/$export', ASYNC)).status).toBe(403);
    }
  });

  it('is made again when its process was killed, and not more than three wait for one machine', async () => {
    const place = await ordered(narrow, 'Patient/$export?_type=Patient');
    await behind("status = 'running', lease_until = now() - interval '1 second'", place.split('/').at(-1));
    for (let n = 0; n < 2; n++) await ordered(narrow, 'Patient/$export?_type=Patient');
    expect((await narrow.get('/fhir/R4/Patient/$export?_type=Patient', ASYNC)).status).toBe(429);
    await make();
    const { body } = await narrow.get(place);
    expect(body.output[0].count).toBeGreaterThanOrEqual(3);
  });

  it('is written by one process at a time, and by none once it was taken back', async () => {
    const exports = world.app.get(ExportQueries, { strict: false });
    const { id } = await write((tx) =>
      tx.bulkExport.create({
        data: { clientId: aWide.id, level: 'system', types: [], request: 'x' },
        select: { id: true },
      }),
    );
    const take = async () => (await write((tx) => exports.take(tx)))!;
    const keep = (taken: BulkExport, partId = newPartId()) => {
      const content = new Uint8Array([1]) as Buffer;
      const part = { partId, type: 'Patient', resources: 1, patientIds: [], sealedKey: '', content };
      return write((tx) => exports.keep(tx, taken, part));
    };
    const late = await take();
    expect([late.id, await keep(late)]).toEqual([id, true]);
    await behind("lease_until = now() - interval '1 second'", id);
    const now = await take();
    // The first one wakes up again.
    await write((tx) => exports.end(tx, late, 'done'));
    expect([await keep(late), await write((tx) => exports.goOn(tx, late, 1))]).toEqual([false, false]);
    const again = newPartId();
    expect([await keep(now, again), await write((tx) => exports.goOn(tx, now, 1))]).toEqual([true, true]);
    // A try whose answer was lost had kept it: it is the same part.
    expect([await keep(now, again), await keep(late, again)]).toEqual([true, false]);
    await write((tx) => exports.remove(tx, id));
    expect(await keep(now)).toBe(false);
    expect(await world.sql('SELECT FROM bulk_export_part WHERE export_id = $1', [id])).toEqual([]);
  });

  it('is made whole though a statement failed once, and said to have failed where it fails each time', async () => {
    const queries = world.app.get(FhirQueries, { strict: false });
    const search = queries.search.bind(queries);
    let failures = 0;
    const failing = (times: number) => {
      failures = 0;
      queries.search = (...wanted) => (failures++ < times ? Promise.reject(new Error('gone')) : search(...wanted));
    };
    try {
      failing(1);
      const { output } = await made(machine, 'Patient/$export?_type=Patient');
      expect([output[0]!.count >= patients.length, failures > 1]).toEqual([true, true]);
      const exports = world.app.get(ExportQueries, { strict: false });
      const place = await ordered(machine, 'Patient/$export?_type=Patient');
      // What will never work is not tried for long.
      exports.patients = () => Promise.reject(new Problem(httpProblems.forbidden));
      await make();
      const failed = await machine.get(place);
      expect([failed.status, failed.body.resourceType]).toEqual([500, 'OperationOutcome']);
    } finally {
      queries.search = search;
      Reflect.deleteProperty(world.app.get(ExportQueries, { strict: false }), 'patients');
    }
  });

  it('is handed out only to who may still read what is in it', async () => {
    const { output } = await made(machine, 'Patient/$export?_type=Patient');
    const narrowed = await connect(world, aWide, 'system/BulkExport.c system/Observation.r');
    const file = pathOf(output[0]!.url);
    expect([(await narrowed.get(file)).status, (await machine.get(file)).status]).toEqual([403, 200]);
  });
});
