import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { MAY_BE_ABOUT_NOBODY } from '../../src/integration/fhir/elements/about-nobody.js';
import { RESOURCE_TYPES } from '../../src/integration/fhir/elements/resource-types.js';
import { aMachine, connect, PUBLIC_URL } from '../clients/machines.js';
import { aPatient, anOrder } from '../support/builders.js';
import type { Client, World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';
import { CCCD, expressionsOf, potassium, report, startWithTwoPeople, type Person } from './two-people.js';

interface Charted extends Person {
  readonly orderId: string;
  readonly orderNumber: string;
  /** An observation in their chart. */
  readonly observationId: string;
}

let world: World;
let machine: Client;
let mine: Charted;
let theirs: Charted;
beforeAll(async () => {
  const started = await startWithTwoPeople();
  ({ world, machine } = started);
  [mine, theirs] = [await charted(started.mine), await charted(started.theirs)];
});
afterAll(() => world.close());

/** Somebody with an order, and a value in their chart. */
async function charted(person: Person): Promise<Charted> {
  const order = await anOrder(world, { encounterId: person.encounterId });
  const answer = await world.as('lab').post('/fhir/R4/Observation', potassium(person.id));
  expect(answer.status).toBe(201);
  return { ...person, orderId: order.id, orderNumber: order.number, observationId: answer.body.id };
}

const entryOf = (resource: Readonly<Record<string, unknown>>) => ({
  fullUrl: `urn:uuid:${randomUUID()}`,
  resource,
  request: { method: 'POST', url: resource.resourceType },
});
const transaction = (...resources: Readonly<Record<string, unknown>>[]) => ({
  resourceType: 'Bundle',
  type: 'transaction',
  entry: resources.map(entryOf),
});
const stored = async () =>
  JSON.stringify(
    await world.sql(`SELECT (SELECT count(*) FROM diagnostic_report) AS reports, (SELECT count(*) FROM observation) AS values,
      (SELECT count(*) FROM fhir_source) AS kept, (SELECT count(*) FROM service_order WHERE status = 'completed') AS done`),
  );

/** Another patient, named somewhere in a report of mine, and the place that the answer names. */
const OTHERS: readonly (readonly [string, () => object, string])[] = [
  ['the encounter', () => ({ encounter: { reference: `Encounter/${theirs.encounterId}` } }), 'encounter.reference'],
  ['the order', () => ({ basedOn: [{ reference: `ServiceRequest/${theirs.orderId}` }] }), 'basedOn[0].reference'],
  [
    'a second order',
    () => ({ basedOn: [mine, theirs].map(({ orderId }) => ({ reference: `ServiceRequest/${orderId}` })) }),
    'basedOn[1].reference',
  ],
  [
    'a second order, by its number',
    () => ({
      basedOn: [
        { reference: `ServiceRequest/${mine.orderId}` },
        { identifier: { system: 'https://benhan.vn/fhir/sid/order-number', value: theirs.orderNumber } },
      ],
    }),
    'basedOn[1].identifier',
  ],
  ['a result', () => ({ result: [{ reference: `Observation/${theirs.observationId}` }] }), 'result[0].reference'],
  [
    'a contained value',
    () => ({ contained: [{ ...potassium(theirs.id), id: 'k' }], result: [{ reference: '#k' }] }),
    'contained[0].subject.reference',
  ],
  [
    'a member of a contained value',
    () => ({
      contained: [
        { ...potassium(mine.id), id: 'k', hasMember: [{ reference: `Observation/${theirs.observationId}` }] },
      ],
      result: [{ reference: '#k' }],
    }),
    'contained[0].hasMember[0].reference',
  ],
  [
    'the subject by an identifier beside the reference',
    () => ({ subject: { reference: `Patient/${mine.id}`, identifier: { system: CCCD, value: theirs.cccd } } }),
    'subject.identifier',
  ],
  [
    'a contained patient',
    () => ({ contained: [{ resourceType: 'Patient', id: 'p', identifier: [{ system: CCCD, value: theirs.cccd }] }] }),
    'contained[0].identifier[0]',
  ],
  [
    'a contained specimen',
    () => ({ contained: [{ resourceType: 'Specimen', id: 's', subject: { reference: `Patient/${theirs.id}` } }] }),
    'contained[0].subject.reference',
  ],
  [
    'an address of ours',
    () => ({ performer: [{ reference: `${PUBLIC_URL}/fhir/R4/Patient/${theirs.id}` }] }),
    'performer[0].reference',
  ],
  [
    'an extension',
    () => ({ extension: [{ url: 'http://a.example', valueReference: { reference: `Patient/${theirs.id}` } }] }),
    'extension[0].valueReference.reference',
  ],
  [
    'a search',
    () => ({ performer: [{ reference: `Patient?identifier=${encodeURIComponent(`${CCCD}|${theirs.cccd}`)}` }] }),
    'performer[0].reference',
  ],
];

describe('A resource that names two patients is refused where it names the second:', () => {
  it.each(OTHERS)('%s, sent alone', async (_what, more, place) => {
    const before = await stored();
    const answer = await world.as('lab').post('/fhir/R4/DiagnosticReport', report(mine.id, more()));
    expect([answer.status, expressionsOf(answer)]).toEqual([400, [`DiagnosticReport.${place}`]]);
    expect(await stored()).toEqual(before);
  });

  it('every place of a Bundle, by what its own entries are about', async () => {
    const before = await stored();
    const specimen = entryOf({ resourceType: 'Specimen', subject: { reference: `Patient/${theirs.id}` } });
    const value = entryOf({ ...potassium(mine.id), specimen: { reference: specimen.fullUrl } });
    const panel = entryOf(report(mine.id, { media: [{ link: { reference: specimen.fullUrl } }] }));
    const bundle = { ...transaction(), entry: [value, specimen, panel] };
    const answer = await machine.post('/fhir/R4', bundle);
    expect([answer.status, expressionsOf(answer)]).toEqual([
      400,
      ['Bundle.entry[0].resource.specimen.reference', 'Bundle.entry[2].resource.media[0].link.reference'],
    ]);
    expect(await stored()).toEqual(before);
  });

  it('a specimen that came before', async () => {
    const specimen = { resourceType: 'Specimen', id: 'mau-1', subject: { reference: `Patient/${theirs.id}` } };
    const placed = await machine.post('/fhir/R4', {
      ...transaction(specimen),
      entry: [{ ...entryOf(specimen), fullUrl: undefined }],
    });
    const place = (placed.body.entry as [{ response: { location: string } }])[0].response.location;
    for (const reference of ['Specimen/mau-1', place]) {
      const answer = await machine.post('/fhir/R4/Observation', { ...potassium(mine.id), specimen: { reference } });
      expect([answer.status, expressionsOf(answer)]).toEqual([400, ['Observation.specimen.reference']]);
    }
  });

  it('a condition that finds the record of another', async () => {
    const identifier = [{ system: 'http://may.example/so', value: '0001' }];
    const condition = { 'If-None-Exist': 'identifier=http://may.example/so|0001' };
    const first = await world
      .as('lab')
      .post('/fhir/R4/Observation', { ...potassium(theirs.id), identifier }, condition);
    const second = await world.as('lab').post('/fhir/R4/Observation', { ...potassium(mine.id), identifier }, condition);
    expect([first.status, second.status, expressionsOf(second)]).toEqual([201, 400, ['Observation']]);
  });
});

describe('A contained patient', () => {
  it('is who has its identifier, and waits for a person when nobody has', async () => {
    const of = (value: string) => ({
      ...potassium(mine.id),
      contained: [{ resourceType: 'Patient', id: 'p', identifier: [{ system: CCCD, value }] }],
      subject: { reference: '#p' },
    });
    const answer = await world.as('lab').post('/fhir/R4/Observation', of(mine.cccd));
    expect([answer.status, answer.body.subject]).toEqual([201, { reference: `Patient/${mine.id}` }]);
    const unknown = await world.as('lab').post('/fhir/R4/Observation', of('001090000099'));
    expect([unknown.status, expressionsOf(unknown)]).toEqual([202, ['Observation.subject.reference']]);
  });
});

describe('What comes with its order', () => {
  it('is taken, though the order of another system answers to none of ours', async () => {
    const order = entryOf({
      resourceType: 'ServiceRequest',
      status: 'active',
      subject: { reference: `Patient/${mine.id}` },
    });
    const value = entryOf({ ...potassium(mine.id), basedOn: [{ reference: order.fullUrl }] });
    const answer = await machine.post('/fhir/R4', { ...transaction(), entry: [order, value] });
    expect(answer.status).toBe(200);
  });
});

/** How a patient can be named, by what a resource that is only kept has in it. */
const FORMS: readonly (readonly [string, () => object])[] = [
  ['our id', () => ({ patient: { reference: `Patient/${theirs.id}` } })],
  ['a version of it', () => ({ patient: { reference: `Patient/${theirs.id}/_history/1` } })],
  ['an address of ours', () => ({ patient: { reference: `${PUBLIC_URL}/fhir/R4/Patient/${theirs.id}` } })],
  ['a search', () => ({ patient: { reference: `Patient?identifier=${CCCD}|${theirs.cccd}` } })],
  [
    'an encoded search',
    () => ({ patient: { reference: `Patient?identifier=${encodeURIComponent(`${CCCD}|${theirs.cccd}`)}` } }),
  ],
  ['an identifier', () => ({ patient: { identifier: { system: CCCD, value: theirs.cccd } } })],
  ['an encounter', () => ({ encounter: { reference: `Encounter/${theirs.encounterId}` } })],
  ['an order', () => ({ basedOn: [{ reference: `ServiceRequest/${theirs.orderId}` }] })],
  [
    'a contained patient',
    () => ({
      contained: [{ resourceType: 'Patient', id: 'p', identifier: [{ system: CCCD, value: theirs.cccd }] }],
      patient: { reference: '#p' },
    }),
  ],
];

async function keep(resource: Readonly<Record<string, unknown>>): Promise<string> {
  const answer = await machine.post('/fhir/R4', transaction(resource));
  expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
  return (answer.body.entry as [{ response: { location: string } }])[0].response.location.replace(/\/_history.*/, '');
}

describe('What is only kept belongs to its patient, named by', () => {
  it.each(FORMS)('%s', async (_form, naming) => {
    const place = await keep({ resourceType: 'Immunization', id: randomUUID(), status: 'completed', ...naming() });
    const [type, id] = place.split('/');
    expect(await world.sql(`SELECT patient_id, resource_type FROM fhir_source WHERE id = $1`, [id])).toEqual([
      { patient_id: theirs.id, resource_type: type },
    ]);
    // The department head works in no ward here.
    expect((await world.as('department-head').get(`/fhir/R4/${place}`)).status).toBe(403);
  });

  it('an entry of its Bundle, or what came before', async () => {
    const patient = entryOf({
      resourceType: 'Patient',
      name: [{ text: 'Trần Văn Mới' }],
      gender: 'male',
      identifier: [{ system: CCCD, value: '001090000077' }],
    });
    const specimen = entryOf({ resourceType: 'Specimen', subject: { reference: patient.fullUrl } });
    const image = entryOf({ resourceType: 'Media', status: 'completed', subject: { reference: specimen.fullUrl } });
    const answer = await machine.post('/fhir/R4', { ...transaction(), entry: [image, specimen, patient] });
    expect(answer.status).toBe(200);
    const kept = await world.sql(
      `SELECT count(DISTINCT patient_id)::int AS patients, count(patient_id)::int AS rows
      FROM fhir_source WHERE resource_type = 'Media' OR resource IN ($1::jsonb, $2::jsonb)`,
      [specimen, patient].map(({ resource }) => JSON.stringify(resource)),
    );
    expect(kept).toEqual([{ patients: 1, rows: 3 }]);
  });

  it.each([
    ['nobody', () => ({})],
    ['somebody unknown', () => ({ patient: { reference: `Patient/${randomUUID()}` } })],
    ['a name only', () => ({ patient: { display: 'Nguyễn Văn A' } })],
  ])('and waits for a person when it names %s', async (_what, naming) => {
    const answer = await machine.post('/fhir/R4', transaction({ resourceType: 'Immunization', ...naming() }));
    expect([answer.status, expressionsOf(answer)]).toEqual([202, ['Bundle.entry[0].resource']]);
  });

  it('and comes along with a search only to who may see it, each patient on the trail', async () => {
    const asked = (of: readonly Person[]) =>
      `/fhir/R4/Patient?_id=${of.map(({ id }) => id).join(',')}&_revinclude=Observation:patient`;
    const told = ({ body }: Response, type: string) =>
      ((body.entry ?? []) as { resource: { resourceType: string; id: string } }[])
        .filter(({ resource }) => resource.resourceType === type)
        .map(({ resource }) => resource.id);
    const all = await machine.get(asked([mine, theirs]));
    expect(told(all, 'Observation')).toEqual(expect.arrayContaining([mine.observationId, theirs.observationId]));
    const [event] = await world.sql(
      `SELECT kind, patient_ids @> $2::uuid[] AS both FROM audit.event WHERE request_id = $1 ORDER BY id LIMIT 1`,
      [all.headers['x-request-id'], [mine.id, theirs.id]],
    );
    expect(event).toEqual({ kind: 'search', both: true });
    const none = await world.as('department-head').get(asked([mine, theirs]));
    expect(told(none, 'Observation')).toEqual([]);
    const order = `/fhir/R4/ServiceRequest?_id=${mine.orderId},${theirs.orderId}&_include=ServiceRequest:patient`;
    const outside = await world.as('department-head').get(order);
    expect([told(outside, 'ServiceRequest'), told(outside, 'Patient')]).toEqual([[], []]);
    const narrow = await connect(world, await aMachine(world, ['system/Patient.rs']), 'system/Patient.rs');
    expect((await narrow.get(asked([mine]))).status).toBe(403);
  });

  it('while an organisation is of nobody, and is seen by who reads charts', async () => {
    const place = await keep({ resourceType: 'Organization', id: randomUUID(), name: 'Trạm y tế xã Yên Bình' });
    const answer = await world.as('department-head').get(`/fhir/R4/${place}`);
    expect([answer.status, answer.body.name]).toEqual([200, 'Trạm y tế xã Yên Bình']);
    expect(await readsOf(place)).toEqual([{ kind: 'read', patient_id: null, username: 'department-head' }]);
  });

  it('so that a read of it is on the trail with its patient, and a sensitive code raises confidentiality', async () => {
    const place = await keep({
      resourceType: 'Immunization',
      id: randomUUID(),
      patient: { reference: `Patient/${mine.id}` },
    });
    expect((await world.as('doctor').get(`/fhir/R4/${place}`)).status).toBe(200);
    expect(await readsOf(place)).toEqual([{ kind: 'read', patient_id: mine.id, username: 'doctor' }]);
    const other = await aPatient(world);
    const code = { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'B20' }] };
    await keep({
      resourceType: 'Procedure',
      id: randomUUID(),
      subject: { reference: `Patient/${other.id}` },
      reasonCode: [code],
    });
    expect(await world.sql(`SELECT confidentiality FROM patient WHERE id = $1`, [other.id])).toEqual([
      { confidentiality: 'R' },
    ]);
  });
});

const readsOf = (place: string) =>
  world.sql(
    `SELECT kind, patient_id, username FROM audit.event WHERE entity = 'fhir_source' AND entity_id = $1 AND kind = 'read'`,
    [place.split('/')[1]],
  );

describe('What came before its patient had to be known', () => {
  const untie = async (...ids: string[]) => {
    await world.sql(
      `ALTER TABLE fhir_source DISABLE TRIGGER a_kept_for_somebody_changed;
       SELECT set_config('emr.context', '{"actorKind": "system", "username": "system:test"}', false);
       UPDATE fhir_source SET patient_id = NULL WHERE id IN ('${ids.join("','")}');
       ALTER TABLE fhir_source ENABLE TRIGGER a_kept_for_somebody_changed`,
    );
  };
  const idOf = (place: string) => elementAt(place.split('/'), 1);

  it('is tied where it can be, and what cannot is out of every clinician’s sight', async () => {
    const ids: string[] = [];
    for (const [, naming] of FORMS.filter(([form]) => !form.startsWith('a contained'))) {
      ids.push(idOf(await keep({ resourceType: 'Immunization', id: randomUUID(), ...naming() })));
    }
    const lost = await keep({
      resourceType: 'Immunization',
      id: randomUUID(),
      patient: { reference: `Patient/${theirs.id}` },
    });
    await world.sql(
      `ALTER TABLE fhir_source DISABLE TRIGGER USER;
       UPDATE fhir_source SET resource = '{"resourceType": "Immunization"}' WHERE id = '${idOf(lost)}';
       ALTER TABLE fhir_source ENABLE TRIGGER USER`,
    );
    await untie(...ids, idOf(lost));
    expect(
      await world.appSql(`SELECT count(*)::int AS rows FROM fhir_source WHERE resource_type = 'Immunization'`),
    ).toEqual([{ rows: 0 }]);
    const sql = readFileSync('prisma/migrations/20261128040100_kept_resources_of_somebody/migration.sql', 'utf8');
    await world.sql(sql.replace(/^ALTER TABLE .*$/m, ''));
    const rows = await world.sql(`SELECT DISTINCT patient_id FROM fhir_source WHERE id = ANY($1)`, [ids]);
    expect(rows).toEqual([{ patient_id: theirs.id }]);

    for (const role of ['doctor', 'department-head', 'nurse'] as const) {
      expect((await world.as(role).get(`/fhir/R4/${lost}`)).status).toBe(404);
      expect((await world.as(role).get('/api/v1/untied-resources')).status).toBe(403);
    }
    const list = await world.as('records-officer').get('/api/v1/untied-resources');
    expect((list.body.items as { id: string }[]).map(({ id }) => id)).toEqual([idOf(lost)]);
    const one = await world.as('lab').get(`/api/v1/untied-resources/${idOf(lost)}`);
    expect([one.status, one.body.resource]).toEqual([200, { resourceType: 'Immunization' }]);
    expect(await readsOf(lost)).toEqual([{ kind: 'read', patient_id: null, username: 'lab' }]);
  });

  it('is about nobody for the same types in the service and in the database', async () => {
    const types = [...RESOURCE_TYPES];
    const rows = await world.sql<{ type: string }>(
      `SELECT type FROM unnest($1::text[]) type WHERE public.fhir_about_nobody(type) ORDER BY type`,
      [types],
    );
    expect(rows.map(({ type }) => type)).toEqual([...MAY_BE_ABOUT_NOBODY].sort());
  });
});

describe('A machine', () => {
  it('changes nothing that another sent, by whatever name', async () => {
    const [one, other] = [
      await connect(world, await aMachine(world, ['system/*.cruds']), 'system/*.cruds'),
      await connect(world, await aMachine(world, ['system/*.cruds']), 'system/*.cruds'),
    ];
    const sent = report(mine.id, { id: 'chung', meta: { source: 'http://lab.example' } });
    expect((await one.post('/fhir/R4/DiagnosticReport', sent)).status).toBe(201);
    const changed = { ...sent, status: 'entered-in-error' };
    const refused = await other.post('/fhir/R4/DiagnosticReport', changed);
    expect([refused.status, expressionsOf(refused)]).toEqual([400, ['DiagnosticReport']]);
    expect((await one.post('/fhir/R4/DiagnosticReport', changed)).status).toBe(200);
  });
});
