import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { HISTORIES, historySender } from '../clients/machines.js';
import { aPatient } from '../support/builders.js';
import { startWorld, type Client, type World } from '../support/world.js';
import { aHistory, concept, entryIn, entryOf, quantity } from './a-history.js';
import { everything, placesOf, sentAndRead } from './read-back.js';
import type { Bundle } from './synthea.js';
import { elementAt, valueOf } from '../../src/kernel/list.js';

/** The place of the prescription whose medication is a resource of its own. */
const MEDICATION_ELSEWHERE = 9;

let world: World;
let histories: Client;
beforeAll(async () => {
  world = await startWorld();
  histories = await historySender(world);
});
afterAll(() => world.close());

const send = (bundle: Bundle, headers = {}) => histories.post('/fhir/R4', bundle, headers);
const placeOf = (bundle: Bundle, answer: Response, type: string) =>
  placesOf(bundle, answer).get(entryIn(bundle, type).fullUrl!)!;
const read = async (place: string) => (await world.as('doctor').get(`/fhir/R4/${place}`)).body;
const statuses = (answer: Response) =>
  answer.body.entry.map(({ response }: { response: { status: string } }) => response.status.slice(0, 3)) as string[];
const outcomes = (answer: Response) =>
  answer.body.entry.map(({ response }: { response: { outcome?: object } }) => response.outcome);

describe('A history comes in', () => {
  it('whatever the order of its entries, and reads back fact for fact', async () => {
    const bundle = aHistory();
    bundle.entry.splice(MEDICATION_ELSEWHERE, 1);
    const answer = await send(bundle);
    expect(answer.status).toBe(200);
    expect(new Set(statuses(answer))).toEqual(new Set(['201']));
    const { sent, read: found } = await sentAndRead(world, bundle, answer);
    expect(found).toEqual(sent);
  });

  it('with the medication that another entry names, and its name in the prescription itself', async () => {
    const bundle = aHistory();
    const answer = await send(bundle);
    const place = placesOf(bundle, answer).get(elementAt(bundle.entry, MEDICATION_ELSEWHERE).fullUrl!)!;
    expect(await read(place)).toMatchObject({
      authoredOn: '2024-05-02',
      medicationReference: { reference: expect.stringMatching(/^Medication\//), display: 'Oresol' },
    });
  });

  it('and is in the chart as if it had been written here', async () => {
    const bundle = aHistory();
    const answer = await send(bundle);
    const id = placeOf(bundle, answer, 'Patient').split('/')[1];
    const chart = elementAt(
      await world.sql(
        `SELECT full_name, birth_date_precision, phones,
         (SELECT json_agg(json_build_object('code', code, 'n', value_number, 'c', value_comparator, 'u', value_unit,
            't', value_text, 'v', value_code->>'code', 'k', jsonb_array_length(components), 'low', reference_low) ORDER BY code NULLS LAST)
          FROM observation WHERE patient_id = patient.id) AS observations,
         (SELECT json_agg(display ORDER BY display) FROM medication_request WHERE patient_id = patient.id) AS medication,
         (SELECT json_agg(json_build_array(display, onset_precision)) FROM problem WHERE patient_id = patient.id) AS problems,
         (SELECT json_agg(json_build_array(display, criticality, reaction)) FROM allergy WHERE patient_id = patient.id) AS allergies,
         (SELECT json_agg(json_build_array(class, status, reason)) FROM encounter WHERE patient_id = patient.id) AS encounters
       FROM patient WHERE id = $1`,
        [id],
      ),
      0,
    );
    expect(chart).toMatchObject({
      full_name: 'Lê Văn Thái',
      birth_date_precision: 'month',
      phones: ['+84912345678'],
      medication: ['Oresol', 'Paracetamol'],
      problems: [['Tăng huyết áp', 'month']],
      allergies: [['Penicillin', 'high', 'Nổi mề đay']],
      encounters: [['inpatient', 'finished', 'Sốt xuất huyết']],
    });
    expect(chart.observations).toMatchObject([
      { code: '1988-5', n: 0.5, c: '<', u: 'mg/L' },
      { code: '75377-2', v: '10828004' },
      { code: '777-3', n: 85.123456789, low: 150 },
      { code: '85354-9', k: 2 },
      { code: null, t: 'Mẫu hơi tan máu' },
    ]);
  });

  it('tells for each entry where it is and what of it was kept but not understood', async () => {
    const bundle = aHistory();
    const answer = await send(bundle);
    const at = (type: string) => bundle.entry.indexOf(entryIn(bundle, type));
    expect(answer.body.entry[at('Patient')].response).toMatchObject({ etag: 'W/"1"', status: '201 Created' });
    expect(outcomes(answer)[at('Patient')]).toMatchObject({
      resourceType: 'OperationOutcome',
      issue: [
        {
          severity: 'information',
          code: 'not-supported',
          expression: [
            `Bundle.entry[${at('Patient')}].resource.extension`,
            `Bundle.entry[${at('Patient')}].resource.identifier[1].type`,
          ],
        },
      ],
    });
    expect(outcomes(answer)[at('Immunization')]).toMatchObject({
      issue: [{ expression: [`Bundle.entry[${at('Immunization')}].resource`] }],
    });
    const kept = elementAt(
      await world.sql(`SELECT resource, patient_id FROM fhir_source WHERE source_id = $1`, [
        entryIn(bundle, 'Immunization').resource.id,
      ]),
      0,
    );
    expect(kept.resource).toEqual(entryIn(bundle, 'Immunization').resource);
    expect(kept.patient_id).toBe(placeOf(bundle, answer, 'Patient').split('/')[1]);
  });

  it('and what is only kept can be read where the answer says, as it was sent', async () => {
    const bundle = aHistory();
    const answer = await send(bundle);
    const { resource } = entryIn(bundle, 'Immunization');
    const place = placeOf(bundle, answer, 'Immunization');
    expect(await read(place)).toEqual({
      ...resource,
      id: place.split('/')[1],
      meta: expect.objectContaining({ versionId: '1' }),
      patient: { reference: placeOf(bundle, answer, 'Patient') },
    });
    const event = elementAt(await world.sql(`SELECT * FROM audit.event ORDER BY id DESC LIMIT 1`), 0);
    expect(`Patient/${event.patient_id}`).toBe(placeOf(bundle, answer, 'Patient'));
  });

  it('under ids of ours, beside which the ids of the sender stand', async () => {
    const bundle = aHistory();
    const place = placeOf(bundle, await send(bundle), 'Condition');
    expect((await read(place)).identifier).toContainEqual({
      system: 'urn:ietf:rfc:3986',
      value: entryIn(bundle, 'Condition').fullUrl,
    });
  });

  it('in one transaction that the trail credits to the sender', async () => {
    const answer = await send(aHistory());
    const events = await world.sql(
      `SELECT DISTINCT entity, username, xid::text FROM audit.event WHERE request_id = $1 AND kind = 'create'`,
      [answer.headers['x-request-id']],
    );
    expect(new Set(events.map(({ xid }) => xid)).size).toBe(1);
    expect(new Set(events.map(({ username }) => username))).toEqual(new Set([HISTORIES]));
    expect(events.map(({ entity }) => entity)).toEqual(
      expect.arrayContaining([
        'patient',
        'encounter',
        'observation',
        'diagnostic_report',
        'problem',
        'allergy',
        'fhir_source',
      ]),
    );
  });

  it('only from those who may import', async () => {
    const [who] = aHistory().entry.filter(({ resource }) => resource.resourceType === 'Patient');
    const patientOnly = { resourceType: 'Bundle', type: 'transaction', entry: [who] };
    expect((await world.as('registrar').post('/fhir/R4', patientOnly)).status).toBe(200);
    const refused = await world.as('registrar').post('/fhir/R4', aHistory());
    expect([refused.status, refused.body.issue[1].details.text]).toEqual([403, 'not-of-role']);
    for (const role of ['doctor', 'nurse', 'auditor', 'admin'] as const) {
      expect((await world.as(role).post('/fhir/R4', aHistory())).status).toBe(403);
    }
  });
});

describe('What comes again', () => {
  it('unchanged, writes nothing, whoever sends it', async () => {
    const bundle = aHistory();
    await send(bundle);
    const again = await histories.post('/fhir/R4', bundle);
    expect(new Set(statuses(again))).toEqual(new Set(['200']));
    const writes = await world.sql(`SELECT 1 FROM audit.event WHERE request_id = $1 AND kind IN ('create', 'update')`, [
      again.headers['x-request-id'],
    ]);
    expect(writes).toEqual([]);
  });

  it('unchanged under addresses made up anew for each Bundle, is known by the ids its sender gives', async () => {
    const bundle = aHistory();
    const madeUp = () => {
      const text = bundle.entry.reduce(
        (whole, { fullUrl }) => whole.replaceAll(fullUrl!, `urn:uuid:${randomUUID()}`),
        JSON.stringify(bundle),
      );
      return JSON.parse(text) as Bundle;
    };
    expect(new Set(statuses(await send(madeUp())))).toEqual(new Set(['201']));
    expect(new Set(statuses(await send(madeUp())))).toEqual(new Set(['200']));
  });

  it('changed, is corrected: values become versions, the rest takes over what is said now', async () => {
    const bundle = aHistory();
    const first = await send(bundle);
    const [value, condition, visit] = [
      entryIn(bundle, 'Observation'),
      entryIn(bundle, 'Condition'),
      entryIn(bundle, 'Encounter'),
    ];
    value.resource.valueQuantity.value = 90;
    value.resource.status = 'corrected';
    condition.resource.clinicalStatus.coding[0].code = 'resolved';
    condition.resource.abatementDateTime = '2024-05-10';
    visit.resource.period.end = '2024-05-07T10:00:00+07:00';
    const answer = await send(bundle);
    expect(answer.status).toBe(200);
    const places = placesOf(bundle, first);
    expect(await read(places.get(value.fullUrl!)!)).toMatchObject({
      id: places.get(value.fullUrl!)!.split('/')[1],
      meta: { versionId: '2' },
      status: 'corrected',
      valueQuantity: { value: 90 },
    });
    expect(await read(places.get(condition.fullUrl!)!)).toMatchObject({
      clinicalStatus: { coding: [{ code: 'resolved' }] },
      abatementDateTime: '2024-05-10',
    });
    expect((await read(places.get(visit.fullUrl!)!)).period.end).toBe('2024-05-07T10:00:00+07:00');
    const patientId = elementAt(placeOf(bundle, first, 'Patient').split('/'), 1);
    expect(await everything(world.as('doctor'), 'Observation', patientId)).toHaveLength(5);
    const kept = await world.sql(
      `SELECT value_number::float8 AS n, superseded_at IS NULL AS current FROM observation
      WHERE patient_id = $1 AND code = '777-3' ORDER BY id`,
      [patientId],
    );
    expect(kept).toEqual([
      { n: 85.123456789, current: false },
      { n: 90, current: true },
    ]);
  });

  it('twice at once, is one patient', async () => {
    const bundle = aHistory();
    const answers = await Promise.all([send(bundle), send(bundle), send(bundle)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map((answer) => placeOf(bundle, answer, 'Patient'))).size).toBe(1);
  });

  it('with an Idempotency-Key, gets the same answer', async () => {
    const bundle = aHistory();
    const [first, again] = [
      await send(bundle, { 'Idempotency-Key': 'b-1' }),
      await send(bundle, { 'Idempotency-Key': 'b-1' }),
    ];
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.body).toEqual(first.body);
  });
});

describe('A patient who is known here', () => {
  const cccd = '001090000001';
  const withCccd = (value: string) => {
    const bundle = aHistory();
    entryIn(bundle, 'Patient').resource.identifier[0].value = value;
    return bundle;
  };

  it('is found by identifier and keeps name and MRN; the sender adds identifiers', async () => {
    const known = await aPatient(world, {
      fullName: 'Lê Thái',
      sex: 'male',
      birthDate: '1990-03-07',
      identifiers: [{ system: 'cccd', value: cccd }],
    });
    const bundle = withCccd(cccd);
    const answer = await send(bundle);
    expect(placeOf(bundle, answer, 'Patient')).toBe(`Patient/${known.id}`);
    const now = (await world.as('doctor').get(`/api/v1/patients/${known.id}`)).body;
    expect(now).toMatchObject({ fullName: 'Lê Thái', mrn: known.mrn, birthDate: '1990-03-07' });
    expect(now.identifiers).toHaveLength(3);
    expect((await read(`Patient/${known.id}`)).name[0].text).toBe('Lê Thái');
  });

  it('is not created again under ifNoneExist, and the rest of the Bundle becomes theirs', async () => {
    const known = await aPatient(world, {
      fullName: 'Lê Thái',
      sex: 'male',
      birthDate: '1990-03-07',
      identifiers: [{ system: 'http://x.example', value: 'bn-78' }],
    });
    const bundle = aHistory();
    const patient = entryIn(bundle, 'Patient');
    Object.assign(patient.request!, { ifNoneExist: 'identifier=http://x.example|bn-78' });
    const answer = await send(bundle);
    expect(placeOf(bundle, answer, 'Patient')).toBe(`Patient/${known.id}`);
    expect(await everything(world.as('doctor'), 'Observation', known.id)).toHaveLength(5);
    expect((await read(`Patient/${known.id}`)).identifier).toHaveLength(2);
  });

  it('is not mixed up: all of it waits for a person while name and birth date under its identifier are others', async () => {
    await aPatient(world, {
      sex: 'male',
      birthDate: '1955-01-01',
      identifiers: [{ system: 'cccd', value: '001055000002' }],
    });
    const answer = await send(withCccd('001055000002'));
    expect([answer.status, answer.body.issue[1]]).toMatchObject([202, { details: { text: 'name-differs' } }]);
    expect(answer.body.issue[1].expression).toEqual(['Bundle.entry[13].resource.identifier']);
  });

  it('keeps what was corrected here when the sender tells the old thing again', async () => {
    const bundle = aHistory();
    const place = placeOf(bundle, await send(bundle), 'Patient');
    const id = place.split('/')[1];
    const { headers } = await world.as('registrar').get(`/api/v1/patients/${id}`);
    await world
      .as('registrar')
      .patch(`/api/v1/patients/${id}`, { fullName: 'Lê Văn Thái Sơn' }, { 'If-Match': valueOf(headers, 'etag') });
    const patient = entryIn(bundle, 'Patient').resource;
    patient.telecom = [{ system: 'phone', value: '0987654321' }];
    expect((await send(bundle)).status).toBe(200);
    expect(await read(place)).toMatchObject({
      name: [{ text: 'Lê Văn Thái Sơn' }],
      telecom: [{ value: '0987654321' }],
    });
  });

  it('may be referred to by our id, or by identifier', async () => {
    const known = await aPatient(world, { identifiers: [{ system: 'http://x.example', value: 'bn-77' }] });
    const observed = (reference: object) =>
      entryOf({
        resourceType: 'Observation',
        status: 'final',
        code: concept('http://loinc.org', '2345-7', 'Glucose'),
        subject: reference,
        effectiveDateTime: '2024-01-01',
        valueQuantity: quantity(5.5, 'mmol/L'),
      });
    const answer = await send({
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [
        observed({ reference: `Patient/${known.id}` }),
        observed({ reference: 'Patient?identifier=http://x.example|bn-77' }),
        observed({ identifier: { system: 'http://x.example', value: 'bn-77' } }),
      ],
    });
    expect(answer.status).toBe(200);
    expect(await everything(world.as('doctor'), 'Observation', known.id)).toHaveLength(3);
  });
});
