import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAdmission, aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const registrar = () => world.as('registrar');
const patient = (id: string) => `/api/v1/patients/${id}`;

describe('A save that comes too late', () => {
  it('is told which identifiers were added and retired meanwhile, beside the fields', async () => {
    const { id } = await aPatient(world);
    const passport = { system: 'passport', value: 'C7654321' };
    const first = await registrar().patch(
      patient(id),
      { identifiers: [passport], phones: ['0903000111'] },
      { 'If-Match': '"1"' },
    );
    expect(first.status).toBe(200);
    const held = (first.body.identifiers as { id: string; value: string }[]).find(
      ({ value }) => value === passport.value,
    )!;
    const reason = { reason: 'Gõ nhầm' };
    await registrar().post(`${patient(id)}/identifiers/${held.id}/retire`, reason, { 'If-Match': '"2"' });
    const late = await registrar().patch(patient(id), { sex: 'male' }, { 'If-Match': '"1"' });
    expect(late.status).toBe(412);
    const system = 'https://benhan.vn/fhir/sid/passport';
    expect(late.body.changes).toMatchObject([
      { fields: ['phones', 'identifiers'], identifiers: [{ system, value: 'C7654321', change: 'added' }] },
      { fields: ['identifiers'], identifiers: [{ system, value: 'C7654321', change: 'retired' }] },
    ]);
  });
});

describe('A birth date', () => {
  it('does not pass what is charted: an encounter, or an illness that began before', async () => {
    const { patientId } = await anAdmission(world);
    await world.as('doctor').post(`${patient(patientId)}/problems`, { code: { display: 'Hen' }, onset: '1995-03' });
    const move = (birthDate: string) => registrar().patch(patient(patientId), { birthDate }, { 'If-Match': '"1"' });
    expect((await move('1995-05-01')).body.errors[0].rule).toBe('after-charting');
    expect((await move('1995-03-31')).status).toBe(200);
  });

  it('is not passed by what another system sends', async () => {
    const { id } = await aPatient(world, { birthDate: '1990-05-12' });
    const subject = { reference: `Patient/${id}` };
    const code = { text: 'Kali', coding: [{ system: 'http://loinc.org', code: '2823-3' }] };
    const report = (effectiveDateTime: string) =>
      world.as('lab').post('/fhir/R4/DiagnosticReport', {
        resourceType: 'DiagnosticReport',
        status: 'final',
        subject,
        code,
        conclusion: 'Kali bình thường',
        effectiveDateTime,
      });
    const refused = await report('1950-01-01T08:00:00+07:00');
    expect([refused.status, JSON.stringify(refused.body)]).toEqual([400, expect.stringContaining('effectiveDateTime')]);
    expect((await report('2026-01-01T08:00:00+07:00')).status).toBe(201);
  });
});

describe('A death that another system tells', () => {
  const send = async (value: string, more: object): Promise<string> => {
    const resource = {
      resourceType: 'Patient',
      name: [{ text: 'Nguyễn Văn Tin' }],
      gender: 'male',
      birthDate: '1950-01-01',
      identifier: [{ system: 'https://benhan.vn/fhir/sid/cccd', value }],
      ...more,
    };
    const request = { method: 'POST', url: 'Patient' };
    const bundle = { resourceType: 'Bundle', type: 'transaction', entry: [{ resource, request }] };
    const { body } = await world.as('registrar').post('/fhir/R4', bundle);
    return elementAt(/Patient\/([0-9a-f-]{36})/.exec(JSON.stringify(body))!, 1);
  };

  it('counts for who is new and for who is on record by an identifier', async () => {
    const fresh = await send('001050000101', { deceasedBoolean: true });
    expect((await registrar().get(patient(fresh))).body.deceased).toBe(true);
    const identifiers = [{ system: 'cccd', value: '001050000102' }];
    const { id } = await aPatient(world, {
      fullName: 'Nguyễn Văn Tin',
      sex: 'male',
      birthDate: '1950-01-01',
      identifiers,
    });
    await send('001050000102', { deceasedDateTime: '2026-11-01T08:00:00+07:00' });
    const { body } = await registrar().get(patient(id));
    expect([body.deceased, body.deceasedAt]).toEqual([true, '2026-11-01T01:00:00.000Z']);
    const admission = { patientId: id, class: 'inpatient', wardId: world.wards[0].id, reason: 'Sốt' };
    expect((await world.as('doctor').post('/api/v1/encounters', admission)).status).toBe(409);
  });
});

describe('Lists asked for by who was merged', () => {
  it('are those of whose record stayed, over REST and FHIR', async () => {
    const [stays, encounter] = [await aPatient(world), await anAdmission(world)];
    const body = { otherId: encounter.patientId, reason: 'Cùng người' };
    const merged = await world
      .as('records-officer')
      .post(`${patient(stays.id)}/merge`, body, { 'If-Match': `"${stays.version}"` });
    expect(merged.status).toBe(201);
    for (const role of ['registrar', 'doctor'] as const) {
      const { status, body: list } = await world.as(role).get(`/api/v1/encounters?patientId=${encounter.patientId}`);
      expect([role, status, (list.items as { id: string }[]).map(({ id }) => id)]).toEqual([role, 200, [encounter.id]]);
    }
    const { body: bundle } = await world.as('doctor').get(`/fhir/R4/Encounter?patient=${encounter.patientId}`);
    expect((bundle.entry as object[]).length).toBe(1);
  });
});

describe('Two registrars and one person', () => {
  it('at one moment: one has the number, and who is told whose it is is the other', async () => {
    const body = { fullName: 'Trần Văn Một', sex: 'male', identifiers: [{ system: 'cccd', value: '001080009999' }] };
    const answers = await Promise.all([
      registrar().post('/api/v1/patients', body),
      registrar().post('/api/v1/patients', body),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const registered = elementAt(
      answers.filter(({ status }) => status === 201),
      0,
    );
    const refused = elementAt(
      answers.filter(({ status }) => status === 409),
      0,
    );
    expect(refused.body.holders).toMatchObject([{ patient: { id: registered.body.id } }]);
    const { body: found } = await registrar().get('/api/v1/patients?identifier=001080009999');
    expect(found.items).toHaveLength(1);
  });
});
