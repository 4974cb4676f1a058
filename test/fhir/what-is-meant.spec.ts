import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aMachine, connect, PUBLIC_URL } from '../clients/machines.js';
import { anOrder, aPatient } from '../support/builders.js';
import { startWorld, type Client, type World } from '../support/world.js';

let world: World;
let patient: { id: string; mrn: string };
let machine: Client;
beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL });
  patient = await aPatient(world);
  machine = await connect(world, await aMachine(world, ['system/*.cruds']), 'system/*.cruds');
});
afterAll(() => world.close());

const at = new Date(Date.now() - 3_600_000).toISOString();
const lab = () => world.as('lab');
const loinc = (code: string) => ({ coding: [{ system: 'http://loinc.org', code }], text: code });
const observation = (more: object = {}) => ({
  resourceType: 'Observation',
  id: randomUUID(),
  status: 'final',
  code: loinc('2823-3'),
  subject: { reference: `Patient/${patient.id}` },
  effectiveDateTime: at,
  valueQuantity: { value: 4.1, unit: 'mmol/L', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
  ...more,
});
const report = (values: readonly { id: string }[], more: object = {}) => ({
  resourceType: 'DiagnosticReport',
  status: 'final',
  code: { text: 'Phiếu xét nghiệm' },
  subject: { reference: `Patient/${patient.id}` },
  effectiveDateTime: at,
  contained: values,
  result: values.map(({ id }) => ({ reference: `#${id}` })),
  ...more,
});
const post = (resource: { resourceType: string; [element: string]: unknown }) =>
  lab().post(`/fhir/R4/${resource.resourceType}`, resource);
const transaction = (...resources: { resourceType: string; id: string }[]) => ({
  resourceType: 'Bundle',
  type: 'transaction',
  entry: resources.map((resource) => ({ resource, request: { method: 'POST', url: resource.resourceType } })),
});
/** As the doctor sees it. */
const seen = async (id: string) => {
  const { body } = await world.as('doctor').get(`/api/v1/results/${id}`);
  return body as { critical: boolean | null; conclusion: string | null; observations: Record<string, unknown>[] };
};

describe('A value of any kind', () => {
  it.each([
    [{ valueBoolean: true }, 'Có'],
    [{ valueDateTime: '2026-01-02' }, '02/01/2026'],
    [{ valueTime: '10:00:00' }, '10:00:00'],
    [{ valuePeriod: { start: '2026-01' } }, '01/2026 – …'],
    [{ valueRange: { low: { value: 1 }, high: { value: 2, unit: 'g' } } }, '1 – 2 g'],
    [{ valueRatio: { numerator: { value: 1 }, denominator: { value: 160 } } }, '1 : 160'],
    [{ valueSampledData: { origin: { value: 0 }, period: 1, dimensions: 1, data: '1 2' } }, 'Dạng sóng, 2 điểm đo'],
    [{ dataAbsentReason: { coding: [{ code: 'error' }] } }, 'Không có giá trị: lỗi khi đo'],
  ])('reaches the doctor in words, and reads back as it was sent: %j', async (value, words) => {
    const sent = { ...observation({ code: { text: 'Xét nghiệm' }, valueQuantity: undefined }), ...value };
    const { body } = await post(report([{ ...sent, id: 'v' }]));
    expect((await seen(body.id)).observations.map(({ text }) => text)).toEqual([words]);
    const alone = await post({ ...sent, id: randomUUID() });
    expect(alone.body).toMatchObject(value);
  });

  it('is told of where a report has only codes, a document, or parts', async () => {
    const coded = await post(report([], { conclusionCode: [{ text: 'Không thấy tế bào ác tính' }] }));
    expect((await seen(coded.body.id)).conclusion).toBe('Không thấy tế bào ác tính');
    const form = { contentType: 'application/pdf', title: 'Giải phẫu bệnh', data: 'AAAA' };
    const document = await post(report([], { presentedForm: [form] }));
    expect((await seen(document.body.id)).conclusion).toBe('Kết quả là tệp đính kèm: Giải phẫu bệnh');
    const drug = { code: { text: 'Ampicillin' }, interpretation: [{ coding: [{ code: 'R' }] }] };
    const culture = observation({
      id: 'k',
      valueQuantity: undefined,
      code: { text: 'Kháng sinh đồ' },
      component: [drug],
    });
    const { body } = await post(report([culture]));
    expect((await seen(body.id)).observations).toMatchObject([{ components: [{ interpretation: 'R' }] }]);
  });
});

describe('A critical value', () => {
  it.each(['contained', 'beside'])('in a panel is one in its report, its members %s', async (where) => {
    const members = [observation({ id: 'm1', valueQuantity: { value: 7.7, unit: 'mmol/L' } })];
    const prefix = where === 'contained' ? '#' : 'Observation/';
    const hasMember = members.map(({ id }) => ({ reference: `${prefix}${id}` }));
    const panel = observation({ id: 'p', code: { text: 'Điện giải' }, valueQuantity: undefined, hasMember });
    let id: string;
    if (where === 'contained') {
      id = (await post(report([...members, panel], { result: [{ reference: '#p' }] }))).body.id;
    } else {
      const whole = report([], { id: 'r', contained: undefined, result: [{ reference: 'Observation/p' }] });
      const { body } = await lab().post('/fhir/R4', transaction(...members, panel, { ...whole, id: 'r' }));
      id = body.entry[2].response.location.split('/')[1];
    }
    expect((await seen(id)).critical).toBe(true);
  });

  it('that comes alone is flagged as one in a report', async () => {
    const { body } = await post(observation({ valueQuantity: { value: 7.5, unit: 'mmol/l' } }));
    expect(body.interpretation[0].coding[0].code).toBe('HH');
    const [row] = await world.sql('SELECT criticality FROM observation WHERE id = $1', [body.id]);
    expect(row).toEqual({ criticality: 'critical' });
  });
});

describe('What would be misread', () => {
  it.each([
    [{ value: 4.2, valueQuantity: undefined }, 'unknown-element'],
    [{ valueString: 'Âm tính' }, 'one-of-a-kind'],
    [{ dataAbsentReason: { text: 'Mẫu tán huyết' } }, 'one-of-a-kind'],
    [{ modifierExtension: [{ url: 'http://x.example/negated', valueBoolean: true }] }, 'modifier-not-understood'],
    [{ component: [{ code: { text: 'x' }, modifierExtension: [{ url: 'http://x' }] }] }, 'modifier-not-understood'],
    [{ implicitRules: 'http://x.example/rules' }, 'modifier-not-understood'],
    [{ issued: '2020-01-01T00:00:00Z' }, 'issued-before-taken'],
    [{ effectiveDateTime: '2026-11-26T24:00:00+07:00' }, 'not-a-date'],
    [{ referenceRange: [{ low: { value: 6 }, high: { value: 3 } }] }, 'reference-upside-down'],
    [
      { referenceRange: [{ text: 'x' }, { low: { value: 5, unit: 'g/L' }, high: { value: 1, unit: 'g/L' } }] },
      'reference-upside-down',
    ],
  ])('is refused by name: %j', async (more, rule) => {
    const { status, body } = await post(observation(more));
    expect([status, JSON.stringify(body).includes(rule)]).toEqual([400, true]);
  });

  it('is a value that no result names: it waits for a person, with its report, and comes into that when one says so', async () => {
    const values = [
      observation({ id: 'k' }),
      observation({ id: 'lost', valueQuantity: { value: 4.4, unit: 'mmol/L' } }),
    ];
    const { status, text, headers } = await post(report(values, { result: [{ reference: '#k' }] }));
    expect([status, text.includes('value-not-named')]).toEqual([202, true]);
    const entry = String(headers.location).replace(/^.*(?=\/api)/, '');
    const { body } = await world.as('lab').get(entry);
    expect(body.reasons.map(({ code: said }: { code: string }) => said)).toEqual(['value-not-named']);
    const assigned = await world
      .as('lab')
      .post(`${entry}/assign`, { patientId: patient.id }, { 'If-Match': `"${body.version}"` });
    expect([assigned.status, assigned.text]).toEqual([200, expect.stringContaining('assigned')]);
    const filed = await world.as('doctor').get(`/api/v1/results/${assigned.body.reportIds[0]}`);
    expect(filed.body.observations).toHaveLength(2);
  });
});

describe('What was sent', () => {
  it('reads back with its text, its contained parts and its results in their order', async () => {
    const text = { status: 'additional', div: '<div xmlns="http://www.w3.org/1999/xhtml">Riêng ở đây</div>' };
    const contained = [{ resourceType: 'Organization', id: 'o', name: 'Labo' }];
    const sent = await post(observation({ text, contained }));
    expect(sent.body).toMatchObject({ text, contained });
    const values = ['a', 'b', 'c'].map((id) => observation({ id: `${id}-${patient.id}`, code: { text: id } }));
    const order = [2, 0, 1].map((n) => ({ reference: `Observation/${values[n]!.id}` }));
    const whole = { ...report([], { contained: undefined, result: order }), id: 'in-order' };
    const { body } = await lab().post('/fhir/R4', transaction(...values, whole));
    const places = body.entry.map(({ response }: { response: { location: string } }) =>
      response.location.replace(/\/_h.*/, ''),
    );
    const read = await lab().get(`/fhir/R4/${places[3]}`);
    expect(read.body.result).toEqual([2, 0, 1].map((n) => ({ reference: places[n] })));
  });

  it('answers every order that it is based on, and takes its time from the report where it says none', async () => {
    const first = await anOrder(world);
    const second = await anOrder(world, { encounterId: first.encounterId });
    const basedOn = [first, second].map(({ id }) => ({ reference: `ServiceRequest/${id}` }));
    const subject = { reference: `Patient/${first.patientId}` };
    const { body } = await post(report([observation({ id: 'k', subject })], { basedOn, subject }));
    expect(body.basedOn).toEqual(basedOn);
    for (const { id } of [first, second]) {
      expect((await world.as('doctor').get(`/api/v1/orders/${id}`)).body.status).toBe('completed');
    }
    const timeless = observation({ id: 'timeless', effectiveDateTime: undefined });
    const whole = {
      ...report([], { contained: undefined, result: [{ reference: 'Observation/timeless' }] }),
      id: 'timed',
    };
    expect((await lab().post('/fhir/R4', transaction(timeless, whole))).status).toBe(200);
    const visit = {
      resourceType: 'Encounter',
      id: 'v',
      status: 'finished',
      class: { code: 'AMB' },
      subject: timeless.subject,
    };
    const vitals = observation({ encounter: { display: 'Khám ngoài' } });
    expect((await machine.post('/fhir/R4', transaction(visit, vitals))).status).toBe(200);
  });
});

describe('A sender', () => {
  it('creates resources of any type, says anew what it said, and patches it, in the version that stands', async () => {
    const condition = {
      resourceType: 'Condition',
      code: { text: 'Viêm phổi' },
      subject: { reference: `Patient/${patient.id}` },
    };
    const made = await machine.post('/fhir/R4/Condition', { ...condition, id: 'c-1' });
    expect([made.status, made.headers.location]).toEqual([
      201,
      expect.stringContaining(`/Condition/${made.body.id}/_history/1`),
    ]);
    const specimen = await machine.post('/fhir/R4/Specimen', { resourceType: 'Specimen', subject: condition.subject });
    expect([specimen.status, specimen.body.resourceType]).toEqual([201, 'Specimen']);
    const path = `/fhir/R4/Condition/${made.body.id}`;
    const anew = { ...made.body, code: { text: 'Viêm phổi thuỳ' } };
    expect((await machine.put(path, anew, { 'If-Match': 'W/"7"' })).status).toBe(412);
    const put = await machine.put(path, anew, { 'If-Match': String(made.headers.etag) });
    expect([put.status, put.body.meta.versionId, put.body.code.text]).toEqual([200, '2', 'Viêm phổi thuỳ']);
    const patch = [{ op: 'replace', path: '/code/text', value: 'Viêm phổi hai bên' }];
    const patched = await machine.patch(path, patch, { 'Content-Type': 'application/json-patch+json' });
    expect([patched.status, patched.body.code.text]).toEqual([200, 'Viêm phổi hai bên']);
    expect((await machine.patch(path, [{ op: 'test', path: '/nothing', value: 1 }])).status).toBe(400);
  });

  it('is named to the doctor on what it sent, first and in each version', async () => {
    const order = await anOrder(world);
    const more = { id: randomUUID(), subject: { reference: `Patient/${order.patientId}` } };
    const sent = report([observation({ ...more, id: 'k' })], {
      ...more,
      basedOn: [{ reference: `ServiceRequest/${order.id}` }],
    });
    const { body } = await machine.post('/fhir/R4/DiagnosticReport', sent);
    const corrected = { ...sent, status: 'corrected', conclusion: 'Sửa' };
    expect((await machine.post('/fhir/R4/DiagnosticReport', corrected)).status).toBe(200);
    const result = (await world.as('doctor').get(`/api/v1/results/${body.id}`)).body;
    const sender = 'LIS khoa Xét nghiệm';
    expect(result).toMatchObject({ recordedBy: null, sender, versions: [{ sender }, { sender }] });
    const byHand = await post(report([observation({ id: 'k' })]));
    expect((await seen(byHand.body.id)) as object).toMatchObject({ sender: null });
  });

  it('changes nothing that was written here, and deletes nothing', async () => {
    const order = await anOrder(world);
    const read = (await machine.get(`/fhir/R4/ServiceRequest/${order.id}`)).body;
    expect((await machine.put(`/fhir/R4/ServiceRequest/${order.id}`, read)).status).toBe(405);
    expect((await machine.post('/fhir/R4/AuditEvent', { resourceType: 'AuditEvent' })).status).toBe(405);
  });

  it('has the entries of a batch done each by itself', async () => {
    const request = (method: string, url: string) => ({ method, url });
    const other = await connect(world, await aMachine(world, ['system/Observation.cs']), 'system/Observation.cs');
    const entry = [
      { resource: observation(), request: request('POST', 'Observation') },
      { resource: observation({ implicitRules: 'http://x' }), request: request('POST', 'Observation') },
      { request: request('GET', `Patient/${patient.id}`) },
      { request: request('GET', `Observation?patient=${patient.id}&_count=1`) },
      { request: request('DELETE', `Patient/${patient.id}`) },
    ];
    const { status, body } = await machine.post('/fhir/R4', { resourceType: 'Bundle', type: 'batch', entry });
    expect(status).toBe(200);
    const answers = body.entry.map(({ response }: { response: { status: string } }) => response.status);
    expect([body.type, answers]).toEqual(['batch-response', ['201', '400', '200', '200', '405']]);
    const reads = { resourceType: 'Bundle', type: 'batch', entry: entry.slice(2, 3) };
    expect((await other.post('/fhir/R4', reads)).status).toBe(403);
  });

  it('has no entry of a batch read what its address names in front of what the scopes allow', async () => {
    const other = await connect(world, await aMachine(world, ['system/Observation.rs']), 'system/Observation.rs');
    const own = `${PUBLIC_URL}/fhir/R4`;
    for (const url of [
      `${own}/Patient/${patient.id}?_pretty=/fhir/R4/Observation`,
      `${own}/Patient/${patient.id}/fhir/R4/Observation`,
      `Patient/${patient.id}?_pretty=${own}/Observation`,
    ]) {
      const reads = { resourceType: 'Bundle', type: 'batch', entry: [{ request: { method: 'GET', url } }] };
      expect((await other.post('/fhir/R4', reads)).status).toBe(403);
    }
  });
});
