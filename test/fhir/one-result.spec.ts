import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { blocked } from '../support/blocked.js';
import { anOrder } from '../support/builders.js';
import { statementsOf } from '../support/statements.js';
import { until } from '../support/until.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

let world: World;
/** Somebody else who writes to the same tables at the same moment. */
let other: pg.Client;
beforeAll(async () => {
  world = await startWorld();
  other = new pg.Client(world.database.superuserUrl);
  await other.connect();
  // Whether the session lives is asked once in a while, not in each request.
  await world.as('lab').post('/fhir/R4', inABundle(reportFor(await anOrder(world), ['2823-3'])));
});
afterAll(async () => {
  await other.end();
  await world.close();
});

const SYSTEM = 'http://loinc.org';

/** A final report of these codes for an order, its values contained. */
function reportFor({ id, patientId }: { id: string; patientId: string }, codes: readonly string[]) {
  const subject = { reference: `Patient/${patientId}` };
  const at = new Date().toISOString();
  const contained = codes.map((code) => ({
    resourceType: 'Observation',
    id: `o${code}`,
    status: 'final',
    subject,
    code: { coding: [{ system: SYSTEM, code }], text: code },
    valueQuantity: { value: 4.1, unit: 'mmol/L', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
    referenceRange: [{ low: { value: 3.5 }, high: { value: 5.1 } }],
  }));
  return {
    resourceType: 'DiagnosticReport',
    status: 'final',
    basedOn: [{ reference: `ServiceRequest/${id}` }],
    subject,
    code: { coding: [{ system: SYSTEM, code: '24323-8' }], text: 'Sinh hoá máu' },
    effectiveDateTime: at,
    issued: at,
    contained,
    result: contained.map((one) => ({ reference: `#${one.id}` })),
  };
}

const inABundle = (resource: object) => ({
  resourceType: 'Bundle',
  type: 'transaction',
  entry: [{ fullUrl: `urn:uuid:${randomUUID()}`, resource, request: { method: 'POST', url: 'DiagnosticReport' } }],
});

describe('A result as FHIR', () => {
  it.each([
    ['/fhir/R4/DiagnosticReport', 4, 201, (report: object) => report],
    ['/fhir/R4', 8, 200, inABundle],
  ])('POST %s takes %i statements, however many values it has', async (path, statements, status, body) => {
    for (const codes of [['2823-3'], ['2823-3', '14647-2', '14927-8', '2345-7']]) {
      const order = await anOrder(world);
      const headers = { 'Idempotency-Key': randomUUID() };
      let answer: { status: number; text: string } | undefined;
      const sent = await statementsOf(world.app, async () => {
        answer = await world.as('lab').post(path, body(reportFor(order, codes)), headers);
      });
      expect(`${answer!.status} ${answer!.text}`).toContain(String(status));

      expect([sent.length, sent.slice(statements)]).toEqual([statements, []]);
    }
  });
});

const post = (body: object, headers: Record<string, string> = {}, path = '/fhir/R4/DiagnosticReport') =>
  world.as('lab').post(path, body, headers);
const storedFor = async ({ patientId }: { patientId: string }) => {
  const [counts] = await world.sql(
    `SELECT (SELECT count(*)::int FROM diagnostic_report WHERE patient_id = $1) AS reports,
       (SELECT count(*)::int FROM observation WHERE patient_id = $1) AS values,
       (SELECT count(*)::int FROM fhir_source WHERE patient_id = $1) AS kept`,
    [patientId],
  );
  return counts;
};

const waiting = (): Promise<void> => until(async () => (await blocked(other)) > 0);

describe('A result that is shown as it is stored', () => {
  it.each([
    ['/fhir/R4/DiagnosticReport', 'read', (report: object) => report],
    ['/fhir/R4', 'list', inABundle],
  ])('is on the trail once, in the transaction that stores it: POST %s', async (path, kind, body) => {
    const order = await anOrder(world);
    const { headers } = await post(body(reportFor(order, ['2823-3'])), {}, path);
    const events = await world.sql(
      `SELECT kind, entity, patient_id, patient_ids, username, xid FROM audit.event WHERE request_id = $1 ORDER BY id`,
      [headers['x-request-id']],
    );
    const shown = events.filter((one) => one['kind'] === kind);
    expect(shown).toMatchObject([{ patient_id: order.patientId, username: 'lab' }]);
    if (kind === 'list') expect(elementAt(shown, 0)['patient_ids']).toEqual([order.patientId]);
    expect(new Set(events.map(({ xid }) => xid)).size).toBe(1);
  });

  it('is answered as it is read afterwards', async () => {
    const answer = await post(reportFor(await anOrder(world), ['2823-3', '14927-8']));
    const { body } = await world.as('lab').get(`/fhir/R4/DiagnosticReport/${answer.body.id}`);
    expect(answer.body).toEqual(body);
  });
});

describe('A result from before its patient was born', () => {
  it.each([
    ['itself', (past: string) => ({ effectiveDateTime: past })],
    [
      'in a value',
      (past: string, contained: object[]) => ({ contained: [{ ...contained[0], effectiveDateTime: past }] }),
    ],
  ])('is refused, and nothing of it is stored: %s', async (_, with_) => {
    const order = await anOrder(world);
    const report = reportFor(order, ['2823-3']);
    const { status, text } = await post({ ...report, ...with_('1950-01-01T08:00:00+07:00', report.contained) });
    expect([status, text]).toEqual([400, expect.stringMatching(/before-birth.*effectiveDateTime/)]);
    expect(await storedFor(order)).toEqual({ reports: 0, values: 0, kept: 0 });
  });
});

describe('Results that come at the same moment', () => {
  it('from several senders of the same are stored once, and each is answered the same', async () => {
    const order = await anOrder(world);
    const report = reportFor(order, ['2823-3']);
    const answers = await Promise.all([1, 2, 3, 4, 5, 6].map(() => post(report)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 201]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body.id))).size).toBe(1);
    expect(await storedFor(order)).toEqual({ reports: 1, values: 1, kept: 1 });
  });

  it('under one Idempotency-Key are stored once, and another body under it is refused', async () => {
    const order = await anOrder(world);
    const report = reportFor(order, ['2823-3']);
    const key = { 'Idempotency-Key': randomUUID() };
    const answers = await Promise.all([1, 2, 3].map(() => post(report, key)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(answers.filter(({ headers }) => headers['idempotency-replayed'])).toHaveLength(2);
    expect(await storedFor(order)).toEqual({ reports: 1, values: 1, kept: 1 });
    expect((await post(reportFor(order, ['2951-2']), key)).status).toBe(422);
  });

  it('for the same order become one report, whoever waits for whom', async () => {
    const order = await anOrder(world);
    const answers = await Promise.all(['2823-3', '14647-2', '2345-7'].map((code) => post(reportFor(order, [code]))));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(await storedFor(order)).toEqual({ reports: 1, values: 3, kept: 3 });
  });

  it('are looked at again when another has kept the same resource a moment before', async () => {
    const order = await anOrder(world);
    await other.query('BEGIN');
    await other.query(`SELECT set_config('emr.context', '{"actorKind": "system", "username": "system:other"}', true)`);
    await other.query(
      `INSERT INTO fhir_source (source, resource_type, source_id, content_hash, resource, patient_id)
       VALUES ('client:lab', 'DiagnosticReport', 'same', 'another', '{"resourceType": "DiagnosticReport"}', $1)`,
      [order.patientId],
    );
    const asked = Promise.all([post({ ...reportFor(order, ['2823-3']), id: 'same' })]);
    await waiting();
    await other.query('COMMIT');
    const [answer] = await asked;
    expect(answer.status).toBe(201);
    expect(await storedFor(order)).toEqual({ reports: 1, values: 1, kept: 1 });
  });

  it.each([
    ['the first report of an order', (report: object) => Promise.resolve(report)],
    ['a report of no order', ({ basedOn: _, ...report }: { basedOn?: object }) => Promise.resolve(report)],
    [
      'a report that stands',
      async (report: object) => {
        const first = await post({
          ...report,
          id: 'stands',
          result: undefined,
          conclusion: 'Chờ kali',
          status: 'preliminary',
        });
        expect(first.status).toBe(201);
        return { ...report, id: 'stands' };
      },
    ],
  ] as const)(
    'take in no value that is corrected meanwhile, and its correction when they are sent again: %s',
    async (_, made) => {
      const order = await anOrder(world);
      const { contained, ...report } = reportFor(order, ['2823-3']);
      const value = { ...contained[0]!, id: undefined, effectiveDateTime: report.effectiveDateTime };
      const { body: alone } = await post(value, {}, '/fhir/R4/Observation');
      const sent = await made({ ...report, result: [{ reference: `Observation/${alone.id}` }] } as never);
      await other.query('BEGIN');
      await other.query(
        `SELECT set_config('emr.context', '{"actorKind": "system", "username": "system:other"}', true)`,
      );
      await other.query('UPDATE observation SET superseded_at = now() WHERE id = $1', [alone.id]);
      await other.query(
        `INSERT INTO observation (patient_id, category, code_system, code, display, value_number, value_unit, status, effective_at, corrects_id)
       SELECT patient_id, category, code_system, code, display, 4.7, value_unit, 'corrected', effective_at, id FROM observation WHERE id = $1`,
        [alone.id],
      );
      const asked = Promise.all([post(sent)]);
      await waiting();
      await other.query('COMMIT');
      const [answer] = await asked;
      const again = await post(sent);
      expect([answer.status, again.status, again.body.result]).toEqual([
        503,
        'id' in sent ? 200 : 201,
        [{ reference: `Observation/${alone.id}` }],
      ]);
      const { body } = await world.as('doctor').get(`/api/v1/results/${again.body.id}`);
      expect(body.observations.map(({ value: shown }: { value: number }) => shown)).toEqual([4.7]);
    },
  );
});
