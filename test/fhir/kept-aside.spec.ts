import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { aMachine, connect, PUBLIC_URL } from '../clients/machines.js';
import { anEncounter, anOrder, aPatient } from '../support/builders.js';
import { startWorld, type Client, type World } from '../support/world.js';

const CCCD = 'https://benhan.vn/fhir/sid/cccd';
const UNKNOWN = '01900000-0000-7000-8000-000000000000';

let world: World;
let lis: Client;
let clientId: string;
beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL });
  const machine = await aMachine(world, ['system/*.cruds']);
  clientId = machine.clientId;
  lis = await connect(world, machine, 'system/*.cruds');
});
afterAll(() => world.close());

type Json = Readonly<Record<string, unknown>>;
const at = () => new Date(Date.now() - 3_600_000).toISOString();
const potassium = (more: Json = {}) => ({
  resourceType: 'Observation',
  id: randomUUID(),
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '2823-3' }], text: 'Kali' },
  subject: { reference: `Patient/${UNKNOWN}` },
  effectiveDateTime: at(),
  valueQuantity: { value: 7.5, unit: 'mmol/L', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
  ...more,
});
const send = (resource: { resourceType: string }) => lis.post(`/fhir/R4/${resource.resourceType}`, resource);
const transaction = (...resources: ({ resourceType: string } & Json)[]) => ({
  resourceType: 'Bundle',
  type: 'transaction',
  entry: resources.map((resource) => ({
    fullUrl: `urn:uuid:${randomUUID()}`,
    resource,
    request: { method: 'POST', url: resource.resourceType },
  })),
});
const codesOf = ({ body }: Response): string[] =>
  (body.issue as { details: { text: string } }[]).map(({ details }) => details.text);
const expressionsOf = ({ body }: Response): string[] =>
  (body.issue as { expression?: string[] }[]).flatMap(({ expression }) => expression ?? []);
const entryOf = async (id: string) => (await world.as('lab').get(`/api/v1/results/unmatched/${id}`)).body;
const assign = async (id: string, input: Json) => {
  const { version } = await entryOf(id);
  return world.as('lab').post(`/api/v1/results/unmatched/${id}/assign`, input, { 'If-Match': `"${version}"` });
};
const confirmed = { confirmed: true, reason: 'Đã gọi phòng xét nghiệm xác nhận' };
const waiting = async () =>
  (
    await world.sql(
      'SELECT (SELECT count(*)::int FROM unmatched_result) AS n, (SELECT count(*)::int FROM observation) AS o',
    )
  )[0];

describe('What cannot be placed', () => {
  it('is kept whole before it is understood, and its sender is told so and where: 202; in no chart until a person has settled it', async () => {
    const patient = await aPatient(world, { fullName: 'Lê Văn Hùng' });
    const sent = potassium({ subject: { reference: 'Patient/LIS-77', display: 'Lê Văn Hùng' } });
    const text = JSON.stringify(sent).replace('"value":7.5', '"value":7.50');
    const answer = await lis.post('/fhir/R4/Observation', text as never, { 'Content-Type': 'application/fhir+json' });
    const { id } = answer.body;
    expect([answer.status, answer.body.resourceType, codesOf(answer)]).toEqual([
      202,
      'OperationOutcome',
      ['kept', 'patient-unknown'],
    ]);
    expect(answer.headers.location).toMatch(new RegExp(`/api/v1/results/unmatched/${id}$`));
    expect(expressionsOf(answer)).toEqual(['Observation.subject.reference']);
    const entry = await entryOf(id);
    expect(entry).toMatchObject({
      status: 'open',
      sender: 'LIS khoa Xét nghiệm',
      about: { names: ['Lê Văn Hùng'], identifiers: [{ value: 'Patient/LIS-77' }] },
      reports: ['Kali'],
      suggestions: [{ patient: { id: patient.id } }],
      message: text,
    });
    const before = await waiting();
    expect((await lis.post('/fhir/R4/Observation', sent)).body.id).toBe(id);
    expect(await waiting()).toEqual(before);

    const done = await assign(id, { patientId: patient.id, ...confirmed });
    expect([done.status, done.body.status]).toEqual([200, 'assigned']);
    const [stored] = (await world.as('doctor').get(`/fhir/R4/Observation?patient=${patient.id}`)).body.entry;
    expect(stored.resource).toMatchObject({
      subject: { reference: `Patient/${patient.id}` },
      interpretation: [{ coding: [{ code: 'HH' }] }],
    });
    const [kept] = await world.sql('SELECT sent_by, source FROM fhir_source WHERE patient_id = $1', [patient.id]);
    expect(kept).toEqual({ sent_by: clientId, source: `client:${clientId}` });
    // What a person has decided holds for the same again, and for its correction.
    const again = await lis.post('/fhir/R4/Observation', sent);
    expect([again.status, again.body.id]).toEqual([200, stored.resource.id]);
    const corrected = await send({
      ...sent,
      status: 'corrected',
      valueQuantity: { value: 5.5, unit: 'mmol/L' },
    } as never);
    expect([corrected.status, corrected.body.id, corrected.body.meta.versionId]).toEqual([
      200,
      stored.resource.id,
      '2',
    ]);
    const another = await send({ ...sent, status: 'corrected', subject: { reference: 'Patient/LIS-78' } } as never);
    expect(another.status).toBe(202);
  });

  it.each([
    ['of another test that everybody knows', {}, '2951-2', 'Natri', 202],
    ['of another test', {}, '4548-4', 'HbA1c', 202],
    ['of what was ordered', {}, '2823-3', 'Kali', 201],
    ['of a test of the panel', { code: '24326-1', display: 'Điện giải đồ' }, '2075-0', 'Clo', 201],
    ['of a panel with it', {}, '24326-1', 'Điện giải đồ', 201],
    ['of no test of the panel', { code: '24326-1', display: 'Điện giải đồ' }, '4548-4', 'HbA1c', 202],
    ['of a code of the laboratory’s own', {}, undefined, 'XN-77', 201],
  ])('a report and a value alone on an order, %s: as by HL7 v2', async (_, ordered, code, text, status) => {
    for (const inReport of [true, false]) {
      const { id, patientId } = await anOrder(world, { code: ordered });
      const about = {
        subject: { reference: `Patient/${patientId}` },
        basedOn: [{ reference: `ServiceRequest/${id}` }],
      };
      const coded = { code: { ...(code && { coding: [{ system: 'http://loinc.org', code }] }), text } };
      const value = potassium({ ...about, ...coded });
      const report = { resourceType: 'DiagnosticReport', status: 'final', effectiveDateTime: at(), ...about, ...coded };
      const answer = await send(
        inReport
          ? ({
              ...report,
              contained: [{ ...value, id: 'v', basedOn: undefined }],
              result: [{ reference: '#v' }],
            } as never)
          : value,
      );
      expect([inReport, answer.status]).toEqual([inReport, status]);
      if (status === 202) expect(codesOf(answer)).toEqual(['kept', 'order-of-another-test']);
    }
  });

  it('keeps its whole transaction together', async () => {
    const known = await aPatient(world);
    const bundle = transaction(
      potassium({ subject: { reference: `Patient/${known.id}` } }),
      { resourceType: 'Specimen', id: randomUUID(), subject: { reference: `Patient/${UNKNOWN}` } },
      potassium(),
    );
    const before = await waiting();
    const answer = await lis.post('/fhir/R4', bundle);
    expect([answer.status, (await waiting())!['o']]).toEqual([202, before!['o']]);
    expect(expressionsOf(answer)).toContain('Bundle.entry[2].resource.subject.reference');
    // The same again with addresses made anew is the same.
    const fresh = { ...bundle, entry: bundle.entry.map((one) => ({ ...one, fullUrl: `urn:uuid:${randomUUID()}` })) };
    expect((await lis.post('/fhir/R4', fresh)).body.id).toBe(answer.body.id);
  });

  it('of a Patient who is known otherwise: name, birth date and sex are compared', async () => {
    const value = '001090000077';
    const known = await aPatient(world, {
      fullName: 'Lê Thị Hoa',
      birthDate: '1980-02-03',
      identifiers: [{ system: CCCD, value }],
    });
    const identity = {
      resourceType: 'Patient',
      identifier: [{ system: CCCD, value }],
      gender: 'female',
      birthDate: '1980-02-03',
    };
    const bundleOf = (more: Json) => {
      const bundle = transaction(
        { ...identity, id: randomUUID(), name: [{ text: 'Lê Thị Hoa' }], ...more },
        potassium(),
      );
      const [patient, result] = bundle.entry;
      return {
        ...bundle,
        entry: [patient, { ...result, resource: { ...result!.resource, subject: { reference: patient!.fullUrl } } }],
      };
    };
    for (const [more, reason] of [
      [{ name: [{ text: 'Trần Văn Bê' }] }, 'name-differs'],
      [{ birthDate: '1951' }, 'birth-date-differs'],
      [{ gender: 'male' }, 'sex-differs'],
    ] as const) {
      const answer = await lis.post('/fhir/R4', bundleOf(more));
      expect([answer.status, codesOf(answer)]).toEqual([202, ['kept', reason]]);
      const unconfirmed = await assign(answer.body.id, { patientId: known.id });
      expect(unconfirmed.status).toBe(409);
      expect((await assign(answer.body.id, { patientId: known.id, ...confirmed })).status).toBe(200);
    }
    expect((await world.as('doctor').get(`/api/v1/patients/${known.id}`)).body.fullName).toBe('Lê Thị Hoa');
    expect((await world.as('doctor').get(`/fhir/R4/Observation?patient=${known.id}`)).body.entry).toHaveLength(3);
    expect((await lis.post('/fhir/R4', bundleOf({ name: [{ family: 'Le', given: ['Thi', 'Hoa'] }] }))).status).toBe(
      200,
    );
    const alone = await lis.post('/fhir/R4', transaction({ ...identity, name: [{ text: 'Trần Văn Bê' }] }));
    expect(alone.status).toBe(409);
  });

  it.each<[string, (patient: { id: string; mrn: string }) => Json, string]>([
    [
      'another name beside the reference',
      ({ id }) => ({ subject: { reference: `Patient/${id}`, display: 'Trần Văn Bê' } }),
      'name-differs',
    ],
    [
      'another birth date in a contained patient',
      ({ mrn }) => ({
        contained: [
          {
            resourceType: 'Patient',
            id: 'p',
            birthDate: '1931',
            identifier: [{ system: 'https://benhan.vn/fhir/sid/mrn', value: mrn }],
          },
        ],
        subject: { reference: '#p' },
      }),
      'birth-date-differs',
    ],
    [
      'a contained patient whom nobody knows',
      () => ({
        contained: [{ resourceType: 'Patient', id: 'p', name: [{ text: 'Ai Đó' }] }],
        subject: { reference: '#p' },
      }),
      'patient-unknown',
    ],
    ['no subject', () => ({ subject: undefined }), 'patient-unknown'],
    ['a subject in words alone', () => ({ subject: { display: 'Bà cụ giường 3' } }), 'patient-unknown'],
    ['a group', () => ({ subject: { reference: 'Group/herd1' } }), 'not-human'],
    [
      'an order that is not known',
      ({ id }) => ({ subject: { reference: `Patient/${id}` }, basedOn: [{ reference: `ServiceRequest/${UNKNOWN}` }] }),
      'order-unknown',
    ],
    [
      'an encounter that is not known',
      ({ id }) => ({ subject: { reference: `Patient/${id}` }, encounter: { reference: `Encounter/${UNKNOWN}` } }),
      'encounter-unknown',
    ],
  ])('waits with its reason: %s', async (_what, naming, reason) => {
    const patient = await aPatient(world, { fullName: 'Phạm Thị Lan' });
    const answer = await send(potassium(naming(patient)));
    expect([answer.status, codesOf(answer)]).toEqual([202, ['kept', reason]]);
    const done = await assign(answer.body.id, { patientId: patient.id, ...confirmed });
    expect(done.status).toBe(200);
    expect((await world.as('doctor').get(`/fhir/R4/Observation?patient=${patient.id}`)).body.entry).toHaveLength(1);
  });

  it('answers the order that a person names', async () => {
    const patient = await aPatient(world);
    const { id: encounterId } = await anEncounter(world, { patientId: patient.id });
    const order = await anOrder(world, { encounterId });
    const report = {
      resourceType: 'DiagnosticReport',
      status: 'final',
      code: { text: 'Kali' },
      subject: { reference: `Patient/${patient.id}` },
      basedOn: [{ identifier: { value: 'XN99-999999' } }],
      effectiveDateTime: at(),
      contained: [{ ...potassium({ subject: undefined }), id: 'k' }],
      result: [{ reference: '#k' }],
    };
    const { status, body } = await send(report);
    expect([status, (await entryOf(body.id)).facts.reports[0]]).toMatchObject([
      202,
      { placers: ['XN99-999999'], values: [{ value: 7.5 }] },
    ]);
    const done = await assign(body.id, { patientId: patient.id, orderId: order.id, ...confirmed });
    expect([done.status, done.body.reportIds]).toEqual([200, [expect.any(String)]]);
    expect((await world.as('doctor').get(`/api/v1/orders/${order.id}`)).body.status).toBe('completed');
    expect((await world.as('doctor').get(`/api/v1/results/${done.body.reportIds[0]}`)).body.critical).toBe(true);
  });

  it('is an animal’s for ever', async () => {
    const animal = {
      url: 'http://hl7.org/fhir/StructureDefinition/patient-animal',
      extension: [{ url: 'species', valueCodeableConcept: { text: 'Chó' } }],
    };
    const bundle = transaction(
      { resourceType: 'Patient', id: randomUUID(), name: [{ text: 'Vàng' }], extension: [animal] },
      potassium(),
    );
    const answer = await lis.post('/fhir/R4', bundle);
    expect([answer.status, codesOf(answer)]).toEqual([202, expect.arrayContaining(['not-human'])]);
    const { id } = await aPatient(world);
    expect((await assign(answer.body.id, { patientId: id, ...confirmed })).body.type).toMatch(/unmatched-not-human$/);
  });

  it('with a mistake in it besides is refused where the mistake is, and not kept', async () => {
    const before = await waiting();
    const answer = await send(potassium({ status: 'xong' }));
    expect([answer.status, expressionsOf(answer)]).toEqual([400, expect.arrayContaining(['Observation.status'])]);
    const dangling = transaction(potassium({ subject: { reference: `urn:uuid:${randomUUID()}` } }));
    expect((await lis.post('/fhir/R4', dangling)).status).toBe(400);
    expect(await waiting()).toEqual(before);
  });

  it('is one entry of a batch, the others of which are done', async () => {
    const patient = await aPatient(world);
    const entry = [potassium(), potassium({ subject: { reference: `Patient/${patient.id}` } })].map((resource) => ({
      resource,
      request: { method: 'POST', url: 'Observation' },
    }));
    const { body } = await lis.post('/fhir/R4', { resourceType: 'Bundle', type: 'batch', entry });
    expect(body.entry.map(({ response }: { response: { status: string } }) => response.status)).toEqual(['202', '201']);
    expect(body.entry[0].response.outcome.issue[0].details.text).toBe('kept');
  });

  it('is one entry when it is sent by sixteen at once', async () => {
    const sent = potassium({ subject: { reference: 'Patient/nhieu-nguoi' } });
    const answers = await Promise.all(Array.from({ length: 16 }, () => send(sent)));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    expect(answers[0]!.status).toBe(202);
  });
});

describe('A value whose code names one test and whose words another', () => {
  it('waits for a person, alone and contained in a report on an order; what a person has asked about is taken', async () => {
    const patient = await aPatient(world);
    const { id: encounterId } = await anEncounter(world, { patientId: patient.id });
    const order = await anOrder(world, { encounterId });
    const subject = { reference: `Patient/${patient.id}` };
    const code = { coding: [{ system: 'http://loinc.org', code: '2951-2', display: 'Potassium' }] };
    const alone = await send(potassium({ subject, code }));
    expect([alone.status, codesOf(alone), expressionsOf(alone)]).toEqual([
      202,
      ['kept', 'code-contradicts'],
      ['Observation.code'],
    ]);
    const report = {
      resourceType: 'DiagnosticReport',
      status: 'final',
      basedOn: [{ reference: `ServiceRequest/${order.id}` }],
      subject,
      code: { text: 'Điện giải đồ' },
      effectiveDateTime: at(),
      issued: at(),
      contained: [{ ...potassium({ subject, code }), id: 'k' }],
      result: [{ reference: '#k' }],
    };
    const contained = await send(report);
    expect([contained.status, expressionsOf(contained)]).toEqual([202, ['DiagnosticReport.contained[0].code']]);
    expect((await assign(alone.body.id, { patientId: patient.id, ...confirmed })).status).toBe(200);
  });
});
