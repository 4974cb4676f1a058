import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aHistory, concept, entryIn, entryOf } from '../fhir/a-history.js';
import { placesOf } from '../fhir/read-back.js';
import { report, send } from '../results/reports.js';
import { HISTORIES, historySender } from '../clients/machines.js';
import { withoutBackgroundJobs } from '../support/background-jobs.js';
import { flagOf, writeAsApp } from '../support/app-writes.js';
import { anAdmission, anOrder, aPatient } from '../support/builders.js';
import { worksOnlyIn } from '../support/ward-staff.js';
import { startWorld, type Client, type World } from '../support/world.js';
import { elementAt, valueOf } from '../../src/kernel/list.js';

const ICD_10 = 'http://hl7.org/fhir/sid/icd-10';
const LOINC = 'http://loinc.org';
const SNOMED = 'http://snomed.info/sct';

let world: World;
let histories: Client;
beforeAll(async () => {
  world = await startWorld();
  histories = await historySender(world);
});
afterAll(() => world.close());

const chart = (patientId: string, code: object, fields: object = {}) =>
  world
    .as('doctor')
    .post(`/api/v1/patients/${patientId}/problems`, { code: { display: 'Chẩn đoán', ...code }, ...fields });
const raisesOf = (patientId: string) =>
  world.sql(
    `SELECT username, role, reason, changes FROM audit.event
      WHERE patient_id = $1 AND entity = 'patient' AND kind = 'update' ORDER BY id`,
    [patientId],
  );
const lower = async (patientId: string) => {
  const path = `/api/v1/patients/${patientId}/confidentiality`;
  const { headers } = await world.as('records-officer').get(path, { 'X-Reason': 'doi chieu' });
  const body = { confidentiality: 'N', reason: 'Đã đính chính' };
  const answer = await world.as('records-officer').post(path, body, { 'If-Match': valueOf(headers, 'etag') });
  expect(answer.status).toBe(200);
};

describe('A diagnosis', () => {
  it.each([
    [ICD_10, 'B20', 'R'],
    [ICD_10, 'B24', 'R'],
    [ICD_10, 'B20.1', 'R'],
    ['icd-10', 'z21', 'R'],
    [ICD_10, 'R75', 'R'],
    [ICD_10, 'F02.4*', 'R'],
    [ICD_10, 'F20.0', 'R'],
    [ICD_10, 'F10.2', 'R'],
    [ICD_10, 'F32.2', 'R'],
    [ICD_10, 'F60.3', 'R'],
    ['http://hl7.org/fhir/sid/icd-10-cm', 'F20.9', 'R'],
    [undefined, 'B20', 'R'],
    [SNOMED, '86406008', 'R'],
    [`${SNOMED}/900000000000207008`, '58214004', 'R'],
    [ICD_10, 'F17.2', 'N'],
    [ICD_10, 'F32.0', 'N'],
    [ICD_10, 'F41.1', 'N'],
    [ICD_10, 'B25', 'N'],
    [ICD_10, 'J18.9', 'N'],
    ['http://khac.vn/ma', 'B20', 'N'],
    ['http://hl7.org/fhir/sid/icd-10-pcs', 'B20', 'N'],
    [SNOMED, '864060081', 'N'],
  ])('%s %s: a record that was open is then %s', async (system, code, flag) => {
    const { id } = await aPatient(world);
    expect((await chart(id, { system, code })).status).toBe(201);
    expect(await flagOf(world, id)).toBe(flag);
  });

  it('stands on the trail as what raised the record, in the name of who charted it', async () => {
    const { id } = await aPatient(world);
    await chart(id, { system: ICD_10, code: 'B20' });
    expect(await raisesOf(id)).toMatchObject([
      { username: 'doctor', role: 'doctor', changes: { confidentiality: ['N', 'R'] } },
    ]);
    expect(elementAt(await raisesOf(id), 0).reason).toMatch(/sensitive content .*hiv.*icd-10 B20.* in problem/);
    const problem = elementAt(
      await world.sql(`SELECT reason FROM audit.event WHERE patient_id = $1 AND entity = 'problem'`, [id]),
      0,
    );
    expect(problem.reason).toBeNull();
  });

  it('that is refuted or was entered in error says nothing, until it is said after all', async () => {
    const { id } = await aPatient(world);
    const { body } = await chart(id, { system: ICD_10, code: 'B20' }, { verificationStatus: 'refuted' });
    expect(await flagOf(world, id)).toBe('N');
    const patch = { verificationStatus: 'confirmed' };
    expect((await world.as('doctor').patch(`/api/v1/problems/${body.id}`, patch, { 'If-Match': '"1"' })).status).toBe(
      200,
    );
    expect(await flagOf(world, id)).toBe('R');
  });

  it('never touches V', async () => {
    const { id } = await aPatient(world, { confidentiality: 'V' });
    await writeAsApp(
      world,
      `INSERT INTO problem (patient_id, code_system, code, display) VALUES ('${id}', '${ICD_10}', 'B20', 'HIV')`,
    );
    expect(await flagOf(world, id)).toBe('V');
    expect(await raisesOf(id)).toEqual([]);
  });

  it('makes the version of the patient another: who comes with the one before is told what changed', async () => {
    const { id } = await aPatient(world);
    await chart(id, { system: ICD_10, code: 'F20.0' });
    const late = await world.as('registrar').patch(`/api/v1/patients/${id}`, { sex: 'male' }, { 'If-Match': '"1"' });
    expect(late.status).toBe(412);
    expect(late.body.changes).toMatchObject([
      {
        version: 2,
        by: expect.objectContaining({ username: 'doctor', fullName: 'Người thử doctor', role: 'doctor' }),
        fields: ['confidentiality'],
      },
    ]);
    const again = await world.as('registrar').patch(`/api/v1/patients/${id}`, { sex: 'male' }, { 'If-Match': '"2"' });
    expect(again.body).toMatchObject({ sex: 'male', confidentiality: 'R', version: 3 });
  });

  it('closes the record to who is on call for all and charted it, whose answer is whole; the ward keeps it', async () => {
    await worksOnlyIn(world, 'nurse', world.wards[0].id);
    const { patientId } = await anAdmission(world, { wardId: world.wards[0].id, bedId: null });
    const open = (role: 'doctor' | 'nurse') => world.as(role).get(`/api/v1/patients/${patientId}/chart`);
    expect((await open('doctor')).status).toBe(200);
    const answer = await chart(patientId, { system: ICD_10, code: 'B20', display: 'Bệnh do HIV' });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ patientId, code: { code: 'B20' }, version: 1 });
    expect((await open('doctor')).status).toBe(403);
    expect((await open('nurse')).headers['x-care-access']).toBe('ward');
  });
});

describe('A record that an officer lowered', () => {
  it('is raised by what is new, and not by what was there', async () => {
    const { id } = await aPatient(world);
    const { body } = await chart(id, { system: ICD_10, code: 'B20' });
    await lower(id);
    const patch = { clinicalStatus: 'inactive' };
    expect((await world.as('doctor').patch(`/api/v1/problems/${body.id}`, patch, { 'If-Match': '"1"' })).status).toBe(
      200,
    );
    await writeAsApp(world, `UPDATE problem SET display = 'HIV' WHERE patient_id = '${id}'`);
    expect(await flagOf(world, id)).toBe('N');
    await chart(id, { system: ICD_10, code: 'F20.0' });
    expect(await flagOf(world, id)).toBe('R');
  });
});

describe('A result', () => {
  const observation = (code: string) => ({ code: { system: LOINC, code, display: 'Xét nghiệm' }, text: 'Dương tính' });

  it.each(['7917-8', '56888-1', '75622-1', '20447-9', '24013-5'])(
    'of the HIV test %s raises, its order does not',
    async (code) => {
      const order = await anOrder(world, { code: { code, display: 'Xét nghiệm HIV' } });
      expect(await flagOf(world, order.patientId)).toBe('N');
      expect((await send(world, order, report([observation(code)]))).status).toBe(201);
      expect(await flagOf(world, order.patientId)).toBe('R');
      expect((await raisesOf(order.patientId))[0]).toMatchObject({ username: 'lab' });
    },
  );

  it('in a panel of another name raises, others do not', async () => {
    const order = await anOrder(world);
    await send(world, order, report([observation('2823-3')]));
    expect(await flagOf(world, order.patientId)).toBe('N');
    const panel = await anOrder(world);
    await send(world, panel, report([observation('2823-3'), observation('31201-7')]));
    expect(await flagOf(world, panel.patientId)).toBe('R');
  });
});

describe('A bundle from elsewhere', () => {
  const sent = async (...resources: ((subject: object) => Record<string, unknown> & { resourceType: string })[]) => {
    const bundle = aHistory();
    const patient = entryIn(bundle, 'Patient');
    bundle.entry.push(...resources.map((make) => entryOf(make({ reference: patient.fullUrl }))));
    const answer = await histories.post('/fhir/R4', bundle);
    expect(answer.status).toBe(200);
    expect(answer.body.entry).toHaveLength(bundle.entry.length);
    return { patientId: elementAt(placesOf(bundle, answer).get(patient.fullUrl!)!.split('/'), 1), bundle };
  };
  const condition =
    (code: object, fields: object = {}) =>
    (subject: object) => ({
      resourceType: 'Condition',
      code,
      subject,
      ...fields,
    });

  it('without anything of the kind raises nothing', async () => {
    expect(await flagOf(world, (await sent()).patientId)).toBe('N');
  });

  it.each<[string, (subject: object) => Record<string, unknown> & { resourceType: string }]>([
    ['a condition', condition(concept(SNOMED, '86406008', 'HIV'))],
    [
      'a condition whose ICD-10 code stands second',
      condition({
        coding: [
          { system: 'http://khac.vn', code: '12' },
          { system: ICD_10, code: 'B20.1' },
        ],
        text: 'HIV',
      }),
    ],
    [
      'an observation',
      (subject) => ({
        resourceType: 'Observation',
        status: 'final',
        code: concept(LOINC, '75622-1', 'HIV'),
        subject,
        effectiveDateTime: '2024-05-03T06:30:00+07:00',
        valueString: 'Dương tính',
      }),
    ],
    [
      'an observation that says it as its value',
      (subject) => ({
        resourceType: 'Observation',
        status: 'final',
        code: concept(LOINC, '29308-4', 'Chẩn đoán'),
        subject,
        effectiveDateTime: '2024-05-03T06:30:00+07:00',
        valueCodeableConcept: concept(SNOMED, '165816005', 'HIV dương tính'),
      }),
    ],
    [
      'a prescription',
      (subject) => ({
        resourceType: 'MedicationRequest',
        status: 'active',
        intent: 'order',
        medicationCodeableConcept: concept('http://www.whocc.no/atc', 'J05AR27', 'TLD'),
        subject,
        authoredOn: '2024-05-02',
      }),
    ],
    [
      'what is only kept',
      (subject) => ({
        resourceType: 'Procedure',
        status: 'completed',
        code: { text: 'Tư vấn' },
        reasonCode: [concept(ICD_10, 'F20.0', 'Tâm thần phân liệt')],
        subject,
      }),
    ],
  ])('raises by %s', async (_, resource) => {
    const { patientId } = await sent(resource);
    expect(await flagOf(world, patientId)).toBe('R');
    expect((await raisesOf(patientId))[0]).toMatchObject({
      username: HISTORIES,
      changes: { confidentiality: ['N', 'R'] },
    });
  });

  it.each<[string, (subject: object) => Record<string, unknown> & { resourceType: string }]>([
    [
      'a refuted condition',
      condition(concept(ICD_10, 'B20', 'HIV'), {
        verificationStatus: concept('http://terminology.hl7.org/CodeSystem/condition-ver-status', 'refuted', 'Refuted'),
      }),
    ],
    [
      "a relative's illness",
      (patient) => ({
        resourceType: 'FamilyMemberHistory',
        status: 'completed',
        patient,
        condition: [{ code: concept(ICD_10, 'F20.0', 'Tâm thần phân liệt') }],
      }),
    ],
  ])('does not raise by %s', async (_, resource) => {
    expect(await flagOf(world, (await sent(resource)).patientId)).toBe('N');
  });

  it('that comes again as it was does not raise what an officer lowered', async () => {
    const { patientId, bundle } = await sent(condition(concept(ICD_10, 'B20', 'HIV')));
    await lower(patientId);
    expect((await histories.post('/fhir/R4', bundle)).status).toBe(200);
    expect(await flagOf(world, patientId)).toBe('N');
  });
});

describe('A sensitive ward', () => {
  const openWard = async (code: string, sensitive: boolean) =>
    (await world.as('admin').post('/api/v1/wards', { code, name: `Khoa ${code}`, sensitive })).body as { id: string };

  it('raises the record of whoever is admitted or moved there, and says so on the trail', async () => {
    const ward = await openWard('TAMTHAN', true);
    const admitted = await anAdmission(world, { wardId: ward.id });
    expect(await flagOf(world, admitted.patientId)).toBe('R');
    expect((await raisesOf(admitted.patientId))[0]).toMatchObject({
      username: 'doctor',
      reason: 'sensitive ward (TAMTHAN)',
    });
    const moved = await anAdmission(world, { wardId: world.wards[1].id, bedId: null });
    expect(await flagOf(world, moved.patientId)).toBe('N');
    const path = `/api/v1/encounters/${moved.id}/transfer`;
    const answer = await world.as('doctor').post(path, { wardId: ward.id }, { 'If-Match': `"${moved.version}"` });
    expect(answer.status).toBe(200);
    expect(await flagOf(world, moved.patientId)).toBe('R');
  });

  it('takes along who is in it when it is marked, and lowers nobody when it no longer is', async () => {
    const ward = await openWard('OPC', false);
    const { patientId } = await anAdmission(world, { wardId: ward.id });
    const mark = (sensitive: boolean, version: number) =>
      world.as('admin').patch(`/api/v1/wards/${ward.id}`, { sensitive }, { 'If-Match': `"${version}"` });
    expect((await mark(true, 1)).body).toMatchObject({ sensitive: true, version: 2 });
    expect(await flagOf(world, patientId)).toBe('R');
    expect((await raisesOf(patientId))[0]).toMatchObject({ username: 'admin', reason: 'sensitive ward (OPC)' });
    await lower(patientId);
    expect((await mark(true, 2)).status).toBe(200);
    expect((await mark(false, 3)).status).toBe(200);
    expect(await flagOf(world, patientId)).toBe('N');
  });
});

describe('Past the service, as its own role in the database', () => {
  it.each([
    ['problem', `(patient_id, code_system, code, display) VALUES ('$', '${ICD_10}', 'B20', 'x')`],
    [
      'observation',
      `(patient_id, category, code_system, code, display, status, effective_at) VALUES ('$', 'laboratory', '${LOINC}', '7918-6', 'x', 'final', now())`,
    ],
    [
      'observation',
      `(patient_id, category, display, status, effective_at, components) VALUES ('$', 'laboratory', 'x', 'final', now(),
        '[{"code":{"system":"${LOINC}","code":"7918-6","display":"x"}}]')`,
    ],
    [
      'diagnostic_report',
      `(patient_id, category, code_system, code, display, status, effective_at) VALUES ('$', 'laboratory', '${LOINC}', '75622-1', 'x', 'final', now())`,
    ],
    [
      'medication_request',
      `(patient_id, status, intent, code_system, code, display, authored_at) VALUES ('$', 'active', 'order', 'http://www.whocc.no/atc', 'J05AR10', 'x', now())`,
    ],
  ])('a row of %s raises all the same', async (table, values) => {
    const { id } = await aPatient(world);
    await writeAsApp(world, `INSERT INTO ${table} ${values.replace('$', id)}`);
    expect(await flagOf(world, id)).toBe('R');
  });

  it('a diagnosis that becomes another raises too', async () => {
    const { id } = await aPatient(world);
    await writeAsApp(
      world,
      `INSERT INTO problem (patient_id, code_system, code, display) VALUES ('${id}', '${ICD_10}', 'J18.9', 'x')`,
    );
    await writeAsApp(world, `UPDATE problem SET code = 'B20' WHERE patient_id = '${id}'`);
    expect(await flagOf(world, id)).toBe('R');
  });
});

describe('What was charted before there was a list', () => {
  it('counts once, when the hospital upgrades, but for those whose flag somebody lowered', async () => {
    const [old, lowered, other] = [await aPatient(world), await aPatient(world), await aPatient(world)];
    await chart(lowered.id, { system: ICD_10, code: 'B20' });
    await lower(lowered.id);
    await chart(other.id, { system: ICD_10, code: 'J18.9' });
    await withoutBackgroundJobs(world.app, async () => {
      await world.sql('ALTER TABLE problem DISABLE TRIGGER sensitive_content');
      await chart(old.id, { system: ICD_10, code: 'B20.1' });
      await world.sql('ALTER TABLE problem ENABLE TRIGGER sensitive_content');
    });
    expect(await flagOf(world, old.id)).toBe('N');
    await world.sql(readFileSync('prisma/migrations/20261126001210_known_sensitive_content/migration.sql', 'utf8'));
    expect(await flagOf(world, old.id)).toBe('R');
    expect((await raisesOf(old.id))[0]).toMatchObject({ username: 'system:migration' });
    expect([await flagOf(world, lowered.id), await flagOf(world, other.id)]).toEqual(['N', 'N']);
  });
});
