import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anOrder, aPatient, closeRecord } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { concept, quantity } from './a-history.js';
import { elementAt, valueOf } from '../../src/kernel/list.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

type Order = Awaited<ReturnType<typeof anOrder>>;
const CODE = concept('http://loinc.org', '2823-3', 'Kali huyết thanh');
const TAKEN = new Date(Date.now() - 3_600_000).toISOString();

const observation = (order: Order, fields: object = {}) => ({
  resourceType: 'Observation',
  status: 'final',
  subject: { reference: `Patient/${order.patientId}` },
  code: CODE,
  effectiveDateTime: TAKEN,
  valueQuantity: quantity(5.9, 'mmol/L'),
  referenceRange: [{ low: { value: 3.5 }, high: { value: 5.1 } }],
  ...fields,
});

const report = (order: Order, fields: object = {}, value: object = {}) => ({
  resourceType: 'DiagnosticReport',
  status: 'final',
  basedOn: [{ reference: `ServiceRequest/${order.id}` }],
  subject: { reference: `Patient/${order.patientId}` },
  code: CODE,
  effectiveDateTime: TAKEN,
  contained: [{ ...observation(order), id: 'k', ...value }],
  result: [{ reference: '#k' }],
  ...fields,
});

const CRITICAL = { valueQuantity: quantity(7.9, 'mmol/L') };
const post = (body: object, headers = {}) =>
  world.as('lab').post(`/fhir/R4/${(body as { resourceType: string }).resourceType}`, body, headers);
const orderNow = async ({ id }: Order) => (await world.as('doctor').get(`/api/v1/orders/${id}`)).body;
const stored = async () =>
  (
    await world.sql(
      'SELECT (SELECT count(*)::int FROM diagnostic_report) AS r, (SELECT count(*)::int FROM observation) AS o',
    )
  )[0];

describe('Results come in as FHIR', () => {
  it('a report with its values answers its order: 201, where it is, flagged, and the order is completed', async () => {
    const order = await anOrder(world);
    const answer = await post(report(order));
    expect(answer.status).toBe(201);
    expect(answer.headers['content-type']).toContain('application/fhir+json');
    expect(answer.headers.etag).toBe('W/"1"');
    expect(new URL(valueOf(answer.headers, 'location')).pathname).toBe(
      `/fhir/R4/DiagnosticReport/${answer.body.id}/_history/1`,
    );
    expect(answer.body).toMatchObject({
      resourceType: 'DiagnosticReport',
      status: 'final',
      basedOn: [{ reference: `ServiceRequest/${order.id}` }],
      encounter: { reference: `Encounter/${order.encounterId}` },
    });
    expect(answer.body.contained).toBeUndefined();
    const value = await world.as('doctor').get(`/fhir/R4/${answer.body.result[0].reference}`);
    expect(value.body).toMatchObject({
      valueQuantity: { value: 5.9, code: 'mmol/L' },
      interpretation: [{ coding: [{ code: 'H' }] }],
      referenceRange: [{ low: { value: 3.5 }, high: { value: 5.1 } }],
    });
    expect(await orderNow(order)).toMatchObject({ status: 'completed' });
    const events = await world.sql(
      `SELECT kind, entity, username, patient_id FROM audit.event WHERE request_id = $1 AND kind = 'create' ORDER BY entity`,
      [answer.headers['x-request-id']],
    );
    expect(events.map(({ entity }) => entity)).toEqual(
      expect.arrayContaining(['diagnostic_report', 'diagnostic_report_version', 'fhir_source', 'observation']),
    );
    expect(new Set(events.map(({ username, patient_id }) => `${username} ${patient_id}`))).toEqual(
      new Set([`lab ${order.patientId}`]),
    );
  });

  it('a critical one for a record that was closed comes into it and is told; so is its withdrawal', async () => {
    const order = await anOrder(world);
    await closeRecord(world, order.encounterId);
    const answer = await post(report(order, { id: 'of-closed' }, CRITICAL));
    expect(answer.status).toBe(201);
    const { items } = (await world.as('doctor').get('/api/v1/tasks/mine?limit=100')).body;
    const own = items.filter(({ focusId }: { focusId: string }) => focusId === answer.body.id);
    expect(own).toMatchObject([{ kind: 'critical-result', patient: { id: order.patientId } }]);
    const closing = await world.as('doctor').get(`/api/v1/encounters/${order.encounterId}/closing`);
    expect(closing.body).toMatchObject({ matches: true, state: 'changed', changed: [{ id: order.id }] });
    const withdrawn = await post(report(order, { id: 'of-closed', status: 'entered-in-error' }, CRITICAL));
    expect([withdrawn.status, withdrawn.body.status]).toEqual([200, 'entered-in-error']);
    expect(await orderNow(order)).toMatchObject({ status: 'active', statusReason: expect.stringContaining('thu hồi') });
  });

  it('an order may be named by its number', async () => {
    const order = await anOrder(world);
    const basedOn = [{ identifier: { system: 'https://benhan.vn/fhir/sid/order-number', value: order.number } }];
    expect((await post(report(order, { basedOn }))).status).toBe(201);
    expect(await orderNow(order)).toMatchObject({ status: 'completed' });
  });

  it('one observation for an order is its report', async () => {
    const order = await anOrder(world);
    const answer = await post(observation(order, { basedOn: [{ reference: `ServiceRequest/${order.id}` }] }));
    expect([answer.status, answer.body.resourceType, answer.body.interpretation?.[0].coding[0].code]).toEqual([
      201,
      'Observation',
      'H',
    ]);
    expect(await orderNow(order)).toMatchObject({ status: 'completed' });
    const reports = await world.as('doctor').get(`/fhir/R4/DiagnosticReport?based-on=ServiceRequest/${order.id}`);
    expect(reports.body.entry[0].resource.result).toEqual([{ reference: `Observation/${answer.body.id}` }]);
  });

  it('observations and their report may come together in one transaction', async () => {
    const order = await anOrder(world);
    const [first, second] = [
      'urn:uuid:0a6a0d5e-9f1c-4b52-8a53-0c1d7f1f0001',
      'urn:uuid:0a6a0d5e-9f1c-4b52-8a53-0c1d7f1f0002',
    ];
    const answer = await world.as('lab').post('/fhir/R4', {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [
        {
          fullUrl: first,
          resource: { ...report(order), contained: undefined, result: [{ reference: second }] },
          request: { method: 'POST', url: 'DiagnosticReport' },
        },
        { fullUrl: second, resource: observation(order), request: { method: 'POST', url: 'Observation' } },
      ],
    });
    expect(answer.status).toBe(200);
    expect(await orderNow(order)).toMatchObject({ status: 'completed' });
  });

  it('the same report again changes nothing and says so with 200; a replayed key gets the same answer', async () => {
    const order = await anOrder(world);
    const first = await post(report(order), { 'Idempotency-Key': `fhir-${order.id}` });
    const before = await stored();
    const replayed = await post(report(order), { 'Idempotency-Key': `fhir-${order.id}` });
    expect([replayed.status, replayed.body.id, replayed.headers['idempotency-replayed']]).toEqual([
      201,
      first.body.id,
      'true',
    ]);
    const again = await post(report(order));
    expect([again.status, again.body.id]).toEqual([200, first.body.id]);
    expect(await stored()).toEqual(before);
    const other = await post(report(order, { conclusion: 'Khác' }), { 'Idempotency-Key': `fhir-${order.id}` });
    expect([other.status, other.body.resourceType]).toEqual([422, 'OperationOutcome']);
  });

  it('If-None-Exist: what is here under the identifier is answered instead of stored', async () => {
    const order = await anOrder(world);
    const identifier = [{ system: 'http://lis.example', value: `KQ-${order.number}` }];
    const condition = { 'If-None-Exist': `identifier=http://lis.example|KQ-${order.number}` };
    const first = await post(report(order, { identifier }), condition);
    expect(first.status).toBe(201);
    const before = await stored();
    const again = await post(report(order, { identifier, conclusion: 'Nói khác đi', language: 'vi' }), condition);
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect(await stored()).toEqual(before);
    const found = await world
      .as('doctor')
      .get(`/fhir/R4/DiagnosticReport?identifier=http://lis.example|KQ-${order.number}`);
    expect(found.body.entry.map((entry: { resource: { id: string } }) => entry.resource.id)).toEqual([first.body.id]);
    const other = await post(report(order, { identifier }), { 'If-None-Exist': 'code=2823-3' });
    expect([other.status, other.body.issue[1].details.text]).toEqual([400, 'condition-not-taken']);
  });

  it('a correction becomes the next version of the same resources', async () => {
    const order = await anOrder(world);
    const first = await post(report(order, { id: 'bao-cao-1' }));
    const [{ reference }] = first.body.result;
    const corrected = await post(
      report(
        order,
        { id: 'bao-cao-1', status: 'corrected' },
        { valueQuantity: quantity(4.4, 'mmol/L'), status: 'corrected' },
      ),
    );
    expect([corrected.status, corrected.body.id, corrected.body.status]).toEqual([200, first.body.id, 'corrected']);
    expect(corrected.body.result).toEqual([{ reference }]);
    const value = await world.as('doctor').get(`/fhir/R4/${reference}`);
    expect(value.body).toMatchObject({
      meta: { versionId: '2' },
      valueQuantity: { value: 4.4 },
      interpretation: [{ coding: [{ code: 'N' }] }],
    });
    const list = await world.as('doctor').get(`/fhir/R4/Observation?patient=${order.patientId}&code=2823-3`);
    expect(list.body.entry).toHaveLength(1);
  });

  it.each([
    ['a result that is not contained', { result: [{ reference: '#khong-co' }] }, 'result[0].reference'],
    ['no status', { status: undefined }, 'status'],
    ['a status FHIR does not have', { status: 'xong' }, 'status'],
    ['a date the calendar lacks', { effectiveDateTime: '2026-02-30' }, 'effectiveDateTime'],
  ])('%s is refused by name, and nothing is stored', async (_, fields, element) => {
    const order = await anOrder(world);
    const before = await stored();
    const answer = await post(report(order, fields));
    expect([answer.status, answer.body.resourceType]).toEqual([400, 'OperationOutcome']);
    const expressions = answer.body.issue.flatMap(({ expression }: { expression?: string[] }) => expression ?? []);
    expect(expressions).toContain(`DiagnosticReport.${element}`);
    expect(await stored()).toEqual(before);
    expect(await orderNow(order)).toMatchObject({ status: 'active' });
  });

  it.each([
    [
      'an order that does not exist',
      { basedOn: [{ reference: 'ServiceRequest/01900000-0000-7000-8000-000000000000' }] },
      'basedOn[0].reference',
    ],
    [
      'a patient that does not exist',
      { subject: { reference: 'Patient/01900000-0000-7000-8000-000000000000' } },
      'subject.reference',
    ],
    ['no subject', { subject: undefined }, 'subject'],
  ])('%s: kept for a person, and in no chart; its order waits', async (_, fields, element) => {
    const order = await anOrder(world);
    const before = await stored();
    const answer = await post(report(order, fields));
    const expressions = answer.body.issue.flatMap(({ expression }: { expression?: string[] }) => expression ?? []);
    expect([answer.status, expressions]).toEqual([202, [`DiagnosticReport.${element}`]]);
    expect(await stored()).toEqual(before);
    expect(await orderNow(order)).toMatchObject({ status: 'active' });
  });

  it.each(['final', 'preliminary', 'corrected'])(
    'a %s report that says nothing is refused; its order waits',
    async (status) => {
      const order = await anOrder(world);
      const before = await stored();
      for (const nothing of [{ result: undefined }, { result: [] }]) {
        const answer = await post(report(order, { status, contained: undefined, ...nothing }));
        expect([answer.status, answer.body.issue[1]]).toEqual([
          400,
          expect.objectContaining({ details: { text: 'report-empty' }, expression: ['DiagnosticReport.result'] }),
        ]);
      }
      expect(await stored()).toEqual(before);
      expect(await orderNow(order)).toMatchObject({ status: 'active' });
    },
  );

  it.each([
    ['a conclusion', { conclusion: 'Không thấy gì bất thường' }],
    ['a coded conclusion', { conclusionCode: [concept('http://snomed.info/sct', '281900007', 'Bình thường')] }],
    ['a document', { presentedForm: [{ contentType: 'text/plain', data: 'S2jDtG5n' }] }],
    ['a specimen that could not be examined', { status: 'cancelled' }],
  ])('%s is enough of a report', async (_, fields) => {
    const order = await anOrder(world);
    const answer = await post(report(order, { contained: undefined, result: undefined, ...fields }));
    expect([answer.status, answer.body]).toEqual([201, expect.objectContaining(fields)]);
  });

  it('a result of another patient than the order is refused', async () => {
    const [order, other] = [await anOrder(world), await aPatient(world)];
    const answer = await post(report(order, { subject: { reference: `Patient/${other.id}` } }));
    expect(answer.status).toBe(400);
    expect(answer.body.issue[1]).toMatchObject({
      details: { text: 'other-patient' },
      expression: ['DiagnosticReport.basedOn[0].reference'],
    });
    expect(await orderNow(order)).toMatchObject({ status: 'active' });
  });

  it('an order that is not signed takes no result', async () => {
    const order = await anOrder(world, { signed: false });
    const answer = await post(report(order));
    expect([answer.status, answer.body.issue[0].code]).toEqual([409, 'conflict']);
  });

  it('only the laboratory sends results', async () => {
    const order = await anOrder(world);
    for (const role of ['doctor', 'nurse', 'registrar', 'auditor', 'admin'] as const) {
      expect((await world.as(role).post('/fhir/R4/DiagnosticReport', report(order))).status).toBe(403);
    }
  });

  it('the same result sent twice at once is stored once', async () => {
    const order = await anOrder(world);
    const answers = await Promise.all([post(report(order)), post(report(order)), post(report(order))]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    const { n } = elementAt(
      await world.sql('SELECT count(*)::int AS n FROM observation WHERE patient_id = $1', [order.patientId]),
      0,
    );
    expect(n).toBe(1);
  });
});
