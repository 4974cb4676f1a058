import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aDoseGiven, anAdmission, anOrder } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
let order: Awaited<ReturnType<typeof anOrder>>;
let observed: { id: string };
let report: { id: string };
const at = new Date(Date.now() - 3_600_000).toISOString();
const KALI = { coding: [{ system: 'http://loinc.org', code: '2823-3' }], text: 'Kali' };
const value = (number: number, more: object = {}) => ({
  resourceType: 'Observation',
  status: 'final',
  code: KALI,
  subject: { reference: `Patient/${order.patientId}` },
  effectiveDateTime: at,
  valueQuantity: { value: number, unit: 'mmol/L', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
  ...more,
});
const lab = () => world.as('lab');
const doctor = () => world.as('doctor');
const idsIn = ({ body }: { body: { entry?: { resource: { id: string } }[] } }) =>
  (body.entry ?? []).map(({ resource }) => resource.id);
const search = async (query: string) => doctor().get(`/fhir/R4/${query}`);

beforeAll(async () => {
  world = await startWorld();
  const { id: encounterId } = await anAdmission(world);
  order = await anOrder(world, { encounterId });
  observed = (await lab().post('/fhir/R4/Observation', value(4.1, { id: 'k-1' }))).body;
  report = (
    await lab().post('/fhir/R4/DiagnosticReport', {
      resourceType: 'DiagnosticReport',
      status: 'final',
      basedOn: [{ reference: `ServiceRequest/${order.id}` }],
      code: { text: 'Sinh hoá' },
      subject: { reference: `Patient/${order.patientId}` },
      effectiveDateTime: at,
      contained: [{ ...value(5.2), id: 'k' }],
      result: [{ reference: '#k' }],
    })
  ).body;
  await aDoseGiven(world, encounterId);
});
afterAll(() => world.close());

describe('Values sent alone', () => {
  it('are corrected under the id that they had first, alone and in a transaction, and every version can be read', async () => {
    const second = await lab().post('/fhir/R4/Observation', value(4.2, { id: 'k-1' }));
    expect([second.status, second.body.id, second.body.meta.versionId]).toEqual([200, observed.id, '2']);
    const entry = { resource: value(4.3, { id: 'k-1' }), request: { method: 'POST', url: 'Observation' } };
    const third = await lab().post('/fhir/R4', { resourceType: 'Bundle', type: 'transaction', entry: [entry] });
    const { location } = third.body.entry[0].response;
    expect(location).toBe(`Observation/${observed.id}/_history/3`);
    const read = await lab().get(`/fhir/R4/${location}`);
    expect([read.status, read.body.valueQuantity.value]).toEqual([200, 4.3]);
    const history = await lab().get(`/fhir/R4/Observation/${observed.id}/_history`);
    const values = history.body.entry.map(
      ({ resource }: { resource: { valueQuantity: { value: number } } }) => resource.valueQuantity.value,
    );
    expect([history.body.type, values]).toEqual(['history', [4.3, 4.2, 4.1]]);
    const first = await lab().get(`/fhir/R4/Observation/${observed.id}/_history/1`);
    expect([first.body.meta.versionId, first.body.valueQuantity.value]).toEqual(['1', 4.1]);
    expect((await lab().get(`/fhir/R4/Observation/${observed.id}/_history/9`)).status).toBe(404);
  });
});

describe('What a transaction brings along', () => {
  const sent = (resource: { resourceType: string; id: string; [element: string]: unknown }) => ({
    fullUrl: `http://old-emr.example/fhir/${resource.resourceType}/${resource.id}`,
    resource,
    request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}` },
  });

  it('is told apart by type where systems number each type from 1, and orders are read and found', async () => {
    const subject = { reference: 'Patient/7', display: 'Bảy' };
    const identifier = [{ system: 'http://old-emr.example/orders', value: '77' }];
    const entry = [
      sent({ resourceType: 'Patient', id: '7', name: [{ text: 'Lê Bảy' }], gender: 'male' }),
      sent({ resourceType: 'Practitioner', id: '7', name: [{ text: 'BS Tám' }] }),
      sent({ resourceType: 'Organization', id: '7', name: 'Phòng khám' }),
      sent({
        resourceType: 'ServiceRequest',
        id: '7',
        status: 'active',
        intent: 'order',
        code: KALI,
        subject,
        identifier,
      }),
      sent({
        ...value(4.4),
        id: '7',
        subject,
        basedOn: [{ reference: 'ServiceRequest/7' }],
        performer: [{ reference: 'Practitioner/7' }, { reference: 'Organization/7' }],
      }),
    ];
    const answer = await lab().post('/fhir/R4', { resourceType: 'Bundle', type: 'transaction', entry });
    expect(answer.status).toBe(200);
    const places = answer.body.entry.map(({ response }: { response: { location: string } }) =>
      response.location.replace(/\/_history.*/, ''),
    );
    const { body } = await lab().get(`/fhir/R4/${places[4]}`);
    expect([body.subject, body.performer, body.basedOn]).toEqual([
      { reference: places[0], display: 'Bảy' },
      [{ reference: places[1] }, { reference: places[2] }],
      [{ reference: places[3] }],
    ]);
    const found = await lab().get('/fhir/R4/ServiceRequest?identifier=http://old-emr.example/orders|77');
    expect(idsIn(found).map((id) => `ServiceRequest/${id}`)).toEqual([places[3]]);
    const patient = await lab().get('/fhir/R4/Patient?identifier=http://old-emr.example/fhir|7,x|y');
    expect(idsIn(patient).map((id) => `Patient/${id}`)).toEqual([places[0]]);
  });
});

describe('A search', () => {
  const ofPatient = (type: string, rest = '') => `${type}?patient=${order.patientId}${rest}`;

  it.each([
    ['DiagnosticReport', '&category=LAB', 1],
    ['DiagnosticReport', '&category=http://terminology.hl7.org/CodeSystem/v2-0074|LAB', 1],
    ['DiagnosticReport', '&category:not=LAB', 0],
    ['DiagnosticReport', '&issued:missing=true', 1],
    ['Observation', '&category=http://wrong.example|laboratory', 0],
    ['Observation', '&code:text=ali', 2],
    ['Observation', '&value-quantity=gt5|http://unitsofmeasure.org|mmol/L', 1],
    ['Observation', '&value-quantity=5.2', 1],
    ['Observation', '&value-quantity=5.2e0', 1],
    ['Observation', '&value-quantity=52E-1', 1],
    ['Observation', '&value-quantity=5.2e3||umol/L', 1],
    ['Observation', '&value-quantity=5.2e1', 0],
    ['Observation', '&code-value-quantity=http://loinc.org|2823-3$lt5', 1],
    ['Observation', '&date=ne2020-01-01', 2],
    ['Observation', '&date=2020-01-01,ge2024', 2],
    ['Observation', '&date=eb2020', 0],
    ['MedicationAdministration', '&status=completed', 1],
    ['MedicationRequest', '&intent=order', 1],
    ['ServiceRequest', '&code=2823-3', 1],
  ])('%s of a patient with %s finds %i', async (type, rest, count) => {
    const answer = await search(ofPatient(type, rest));
    expect([answer.status, idsIn(answer).length]).toEqual([200, count]);
  });

  it.each([
    '&code:below=x',
    '&patient.nothing=x',
    '&_sort=code',
    '&_sort=-date,code',
    '&identifier:of-type=a|b',
    '&code:in=http://hl7.org/fhir/ValueSet/observation-codes',
    '&code:not-in=x',
    '&_sort=date,code',
    '&component-code-value-quantity=8480-6',
    '&combo-value-quantity=many',
    '&date=zz2026',
    '&_text=kali',
    '&_content=x',
    '&_filter=x',
    '&_include=Observation:device',
    '&_summary=some',
  ])('with %s is refused and told what works', async (rest) => {
    const { status, body } = await search(ofPatient('Observation', rest));
    expect([status, body.resourceType]).toEqual([400, 'OperationOutcome']);
  });

  it('takes our own absolute addresses, chains by identifier, and a form in the body', async () => {
    const self = (await search(ofPatient('Observation'))).body.link[0].url.split('/Observation')[0];
    const { mrn } = (await world.as('registrar').get(`/api/v1/patients/${order.patientId}`)).body;
    const port = new URL(self).host;
    const absolute = await doctor().get(`/fhir/R4/Observation?subject=${self}/Patient/${order.patientId}`, {
      Host: port,
    });
    const chained = await search(`Observation?patient.identifier=https://benhan.vn/fhir/sid/mrn|${mrn}`);
    expect([idsIn(absolute).length, idsIn(chained).length]).toEqual([2, 2]);
    const form = await doctor().post('/fhir/R4/Observation/_search', `patient=${order.patientId}&_count=1` as never, {
      'Content-Type': 'application/x-www-form-urlencoded',
    });
    expect([form.status, form.body.type, idsIn(form).length]).toEqual([200, 'searchset', 1]);
    const [event] = await world.sql('SELECT kind, patient_id FROM audit.event WHERE request_id = $1', [
      form.headers['x-request-id'],
    ]);
    expect(event).toEqual({ kind: 'list', patient_id: order.patientId });
  });

  it('is sorted, counted, cut and completed as it was asked for', async () => {
    const up = await search(ofPatient('Observation', '&_sort=_lastUpdated&_total=accurate&_elements=status'));
    const down = await search(ofPatient('Observation', '&_sort=-_lastUpdated&_summary=true'));
    expect(idsIn(up)).toEqual(idsIn(down).reverse());
    expect([up.body.total, Object.keys(up.body.entry[0].resource).sort()]).toEqual([
      2,
      ['code', 'id', 'meta', 'resourceType', 'status'],
    ]);
    const counted = await search(ofPatient('Observation', '&_summary=count'));
    expect([counted.body.total, counted.body.entry]).toEqual([2, undefined]);
    const whole = await search(
      `DiagnosticReport?_id=${report.id}&_include=DiagnosticReport:result&_include=DiagnosticReport:patient`,
    );
    const types = whole.body.entry.map(
      ({ resource, search: { mode } }: { resource: { resourceType: string }; search: { mode: string } }) =>
        `${resource.resourceType} ${mode}`,
    );
    expect(types.sort()).toEqual(['DiagnosticReport match', 'Observation include', 'Patient include']);
    const back = await search(`ServiceRequest?_id=${order.id}&_revinclude=DiagnosticReport:based-on`);
    expect(idsIn(back)).toEqual([order.id, report.id]);
    const endless = await search(ofPatient('Observation', `&code=${Array(101).fill('x').join(',')}`));
    expect([endless.status, endless.text]).toEqual([400, expect.stringContaining('tối đa 100 giá trị')]);
    const more = await search(ofPatient('Observation', '&_sort=date&_count=1'));
    const next = new URL(more.body.link.find(({ relation }: { relation: string }) => relation === 'next').url);
    expect(idsIn(await search(`${next.pathname.split('/').pop()}${next.search}`))).not.toEqual(idsIn(more));
  });
});

describe('Who works here, and places', () => {
  it('are read by name and number; an administrator of machines and rooms has no chart', async () => {
    const person = await search('Practitioner?name=nguoi thu doctor');
    expect(idsIn(person)).toEqual([world.staff.doctor.id]);
    const role = await search(`PractitionerRole?practitioner=Practitioner/${world.staff.doctor.id}&role=doctor`);
    expect(role.body.entry[0].resource.practitioner.reference).toBe(`Practitioner/${world.staff.doctor.id}`);
    const [ward] = world.wards;
    const beds = await search(`Location?partof.identifier=P1&name=noi`);
    expect(beds.body.entry.length).toBeGreaterThan(2);
    const place = await doctor().get(`/fhir/R4/Location/${ward.id}`);
    expect([place.status, place.body.name]).toEqual([200, 'Khoa NOI']);
    expect((await world.as('admin').get('/fhir/R4/Location')).status).toBe(403);
  });
});

describe('The service', () => {
  it.each([
    ['/fhir/R4/Observation/', { Accept: 'application/fhir+xml' }, 406],
    ['/fhir/R4/metadata?_format=xml', {}, 406],
    ['/fhir/R4/metadata', { Accept: 'application/fhir+json;fhirVersion=3.0' }, 406],
    ['/fhir/R4/metadata?mode=terminology', {}, 400],
    ['/fhir/R4/metadata?nothing=1', {}, 400],
    ['/fhir/R4/Nonsense?x=1', {}, 404],
    ['/fhir/R4/Patient/x/$nothing/more', {}, 404],
  ])('tells as an OperationOutcome why %s with %j is %i', async (path, headers, status) => {
    const answer = await doctor().get(path.replace('Observation/', `Observation/?patient=${order.patientId}`), headers);
    expect([answer.status, answer.body.resourceType]).toEqual([status, 'OperationOutcome']);
  });

  it('tells what it can do, whole, to whoever asks for that', async () => {
    const { status, body } = await world.anonymous.get('/fhir/R4/metadata?mode=full');
    expect([status, body.resourceType]).toEqual([200, 'CapabilityStatement']);
  });

  it('takes addresses with a slash behind, and says 304 to whoever has the version', async () => {
    const entry = { resource: value(4.3, { id: 'k-1' }), request: { method: 'POST', url: 'Observation' } };
    const bundle = { resourceType: 'Bundle', type: 'transaction', entry: [entry] };
    expect((await lab().post('/fhir/R4/', bundle)).status).toBe(200);
    const read = await doctor().get(`/fhir/R4/Observation/${observed.id}/`);
    const again = await doctor().get(`/fhir/R4/Observation/${observed.id}`, {
      'If-None-Match': String(read.headers.etag),
    });
    expect([read.status, again.status, again.text]).toEqual([200, 304, '']);
    const [counted] = await world.sql(
      `SELECT count(*)::int AS n FROM audit.event WHERE request_id = $1 AND kind = 'read'`,
      [again.headers['x-request-id']],
    );
    expect(counted).toEqual({ n: 1 });
    const minimal = await lab().post('/fhir/R4/Observation', value(4.9, { id: randomUUID() }), {
      Prefer: 'return=minimal',
    });
    expect([minimal.status, minimal.text, minimal.headers.location]).toEqual([
      201,
      '',
      expect.stringMatching(/_history\/1$/),
    ]);
  });
});

it('An order is named by its number as on the label, whoever wrote it how', async () => {
  for (const write of [(text: string) => text.toLowerCase(), (text: string) => ` ${text} `]) {
    const { id, number, patientId } = await anOrder(world);
    const { status } = await lab().post(
      '/fhir/R4/Observation',
      value(4.4, {
        subject: { reference: `Patient/${patientId}` },
        basedOn: [{ identifier: { value: write(number) } }],
      }),
    );
    expect(status).toBe(201);
    expect((await doctor().get(`/api/v1/orders/${id}`)).body.status).toBe('completed');
  }
});
