import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { AllergiesService, type NewAllergy } from '../../src/clinical/history/allergies.service.js';
import { runAsSystem } from '../../src/kernel/request-context.js';
import { aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

const PENICILLIN = { system: 'http://www.whocc.no/atc', code: 'J01C', display: 'Penicillin' };
const NOBODY = '01900000-0000-7000-8000-000000000000';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const record = (patientId: string, body: object, headers?: Record<string, string>) =>
  world.as('doctor').post(`/api/v1/patients/${patientId}/allergies`, body, headers);
const change = (id: string, version: number, body: object) =>
  world.as('doctor').patch(`/api/v1/allergies/${id}`, body, { 'If-Match': `"${version}"` });
const listOf = async (patientId: string, query = '') =>
  (await world.as('nurse').get(`/api/v1/patients/${patientId}/allergies${query}`)).body;
const stored = (patientId: string) => world.sql('SELECT * FROM allergy WHERE patient_id = $1 ORDER BY id', [patientId]);

describe('An allergy', () => {
  it('is recorded with what is known of it, by whom and on the trail', async () => {
    const { id: patientId } = await aPatient(world);
    const input = { code: PENICILLIN, category: 'medication', criticality: 'high', reaction: 'Khó thở', onset: '2015' };
    const answer = await record(patientId, input);
    expect(answer.status).toBe(201);
    expect(answer.headers['etag']).toBe('"1"');
    expect(answer.body).toMatchObject({
      ...input,
      patientId,
      noneKnown: false,
      clinicalStatus: 'active',
      verificationStatus: 'confirmed',
      recordedBy: { id: world.staff.doctor.id, fullName: 'Người thử doctor' },
    });
    const event = elementAt(
      await world.sql(`SELECT * FROM audit.event WHERE entity = 'allergy' AND patient_id = $1`, [patientId]),
      0,
    );
    expect(event).toMatchObject({ kind: 'create', username: 'doctor', entity_id: answer.body.id });
    expect(event.changes).toMatchObject({ display: 'Penicillin', criticality: 'high' });
  });

  it('keeps since when it is known as it was told: a year, a month, a day or an instant', async () => {
    const { id } = await aPatient(world);
    for (const onset of ['1999', '2015-03', '2020-02-29', '2026-01-02T03:04:05.678Z']) {
      const answer = await record(id, { code: { display: `Từ ${onset}` }, onset });
      expect(answer.body.onset).toBe(onset);
    }
  });

  it.each(['2026-02-30', '2999', '15', 'hôm qua', '2026-01-02T25:00:00Z', 2015])(
    'refuses %p as an onset',
    async (onset) => {
      const { id } = await aPatient(world);
      const answer = await record(id, { code: PENICILLIN, onset });
      expect(answer.status).toBe(400);
      expect(answer.body.errors).toMatchObject([{ pointer: '/onset', rule: 'past-partial-instant' }]);
      expect(await stored(id)).toEqual([]);
    },
  );

  it.each([
    [{}, '/code'],
    [{ code: PENICILLIN, noneKnown: true }, '/code'],
    [{ code: { display: '' } }, '/code/display'],
    [{ code: { code: 'J01C' } }, '/code/display'],
    [{ code: 'Penicillin' }, '/code'],
    [{ code: PENICILLIN, criticality: 'deadly' }, '/criticality'],
    [{ code: PENICILLIN, category: 'drug' }, '/category'],
    [{ code: PENICILLIN, severity: 'high' }, '/severity'],
    [{ code: PENICILLIN, encounterId: 'x' }, '/encounterId'],
    [{ noneKnown: true, category: 'biologic' }, '/category'],
    [{ noneKnown: 'true' }, '/noneKnown'],
    [{ noneKnown: null }, '/noneKnown'],
  ])('refuses %p, names %s and stores nothing', async (body, pointer) => {
    const { id } = await aPatient(world);
    const answer = await record(id, body);
    expect(answer.status).toBe(400);
    expect((answer.body.errors as { pointer: string }[]).map((error) => error.pointer)).toContain(pointer);
    expect(await stored(id)).toEqual([]);
  });

  it('is not recorded for nobody, nor by those who may not', async () => {
    expect((await record(NOBODY, { code: PENICILLIN })).status).toBe(404);
    expect((await record('x', { code: PENICILLIN })).status).toBe(400);
    const { id } = await aPatient(world);
    for (const role of ['registrar', 'lab', 'auditor', 'admin'] as const) {
      const path = `/api/v1/patients/${id}/allergies`;
      expect((await world.as(role).post(path, { code: PENICILLIN })).status).toBe(403);
      expect((await world.as(role).get(path)).status).toBe(403);
    }
    expect(await stored(id)).toEqual([]);
  });

  it('is active once: the same code, or the same words without a code, is refused', async () => {
    const { id } = await aPatient(world);
    await record(id, { code: PENICILLIN });
    const again = await record(id, { code: { ...PENICILLIN, display: 'Pê-ni-xi-lin' } });
    expect(again.status).toBe(409);
    expect(again.body.type).toContain('allergy-known');
    await record(id, { code: { display: 'Tôm' } });
    expect((await record(id, { code: { display: 'TÔM' } })).status).toBe(409);
    expect(await stored(id)).toHaveLength(2);
  });

  it('is active once also when recorded ten times at the same moment', async () => {
    const { id } = await aPatient(world);
    const answers = await Promise.all(Array.from({ length: 10 }, () => record(id, { code: PENICILLIN })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 9 }, () => 409)]);
    expect(await stored(id)).toHaveLength(1);
  });

  it('may come again once the earlier one is over, and that one cannot then be active again', async () => {
    const { id } = await aPatient(world);
    const { body: first } = await record(id, { code: PENICILLIN });
    await change(first.id, 1, { clinicalStatus: 'resolved' });
    expect((await record(id, { code: PENICILLIN })).status).toBe(201);
    const back = await change(first.id, 2, { clinicalStatus: 'active' });
    expect(back.status).toBe(409);
    expect(back.body.type).toContain('allergy-known');
  });

  it('recorded again with the same Idempotency-Key is recorded once', async () => {
    const { id } = await aPatient(world);
    const headers = { 'Idempotency-Key': 'allergy-1' };
    const first = await record(id, { code: PENICILLIN }, headers);
    const again = await record(id, { code: PENICILLIN }, headers);
    expect(again.status).toBe(201);
    expect(again.body).toEqual(first.body);
    expect(await stored(id)).toHaveLength(1);
  });
});

describe('What is known of an allergy', () => {
  it('changes field by field; null empties', async () => {
    const { id } = await aPatient(world);
    const { body } = await record(id, { code: PENICILLIN, reaction: 'Ngứa', criticality: 'low', onset: '2015' });
    const answer = await change(body.id, 1, { reaction: null, criticality: 'high' });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ reaction: null, criticality: 'high', onset: '2015', version: 2 });
  });

  it('needs the version read: 428 without, 412 with what changed meanwhile when stale', async () => {
    const { id } = await aPatient(world);
    const { body } = await record(id, { code: PENICILLIN });
    const without = await world.as('doctor').patch(`/api/v1/allergies/${body.id}`, { criticality: 'high' });
    expect(without.status).toBe(428);
    await change(body.id, 1, { criticality: 'high' });
    const stale = await change(body.id, 1, { criticality: 'low' });
    expect(stale.status).toBe(412);
    expect(stale.body).toMatchObject({
      currentVersion: 2,
      changes: [
        {
          by: expect.objectContaining({ username: 'doctor', fullName: 'Người thử doctor', role: 'doctor' }),
          fields: ['criticality'],
        },
      ],
    });
    expect(elementAt(await stored(id), 0).criticality).toBe('high');
  });

  it('entered in error stays on record, out of the active ones, for good', async () => {
    const { id } = await aPatient(world);
    const { body } = await record(id, { code: PENICILLIN });
    const answer = await change(body.id, 1, { verificationStatus: 'entered-in-error' });
    expect(answer.body).toMatchObject({ verificationStatus: 'entered-in-error', clinicalStatus: 'inactive' });
    const back = await change(body.id, 2, { verificationStatus: 'confirmed', clinicalStatus: 'active' });
    expect(back.status).toBe(409);
    expect(back.body.type).toContain('entered-in-error');
    expect((await listOf(id)).items).toHaveLength(1);
    expect((await record(id, { code: PENICILLIN })).status).toBe(201);
  });

  it.each([{ clinicalStatus: null }, { verificationStatus: null }, { code: PENICILLIN }, { clinicalStatus: 'gone' }])(
    'refuses the change %p',
    async (body) => {
      const { id } = await aPatient(world);
      const { body: allergy } = await record(id, { code: PENICILLIN });
      expect((await change(allergy.id, 1, body)).status).toBe(400);
      expect(elementAt(await stored(id), 0).version).toBe(1);
    },
  );

  it('of an allergy nobody has is not found', async () => {
    expect((await change(NOBODY, 1, { criticality: 'low' })).status).toBe(404);
  });
});

describe('"No known allergies"', () => {
  it('differs from nobody having asked', async () => {
    const { id } = await aPatient(world);
    expect(await listOf(id)).toMatchObject({ patientId: id, allergyStatus: 'not-asked', items: [] });
    expect((await record(id, { noneKnown: true })).status).toBe(201);
    expect(await listOf(id)).toMatchObject({
      allergyStatus: 'none-known',
      items: [{ noneKnown: true, code: { code: '716186003', display: 'Không có dị ứng nào được biết' } }],
    });
  });

  it('is said in the language of who reads', async () => {
    const { id } = await aPatient(world);
    await record(id, { noneKnown: true, category: 'food' });
    const { body } = await world.as('doctor').get(`/api/v1/patients/${id}/allergies`, { 'Accept-Language': 'en' });
    expect(body.items[0].code).toMatchObject({ code: '429625007', display: 'No known food allergies' });
  });

  it('said of medicines only does not say that there is no other', async () => {
    const { id } = await aPatient(world);
    await record(id, { noneKnown: true, category: 'medication' });
    expect((await listOf(id)).allergyStatus).toBe('not-asked');
    expect((await record(id, { code: { display: 'Tôm' }, category: 'food' })).status).toBe(201);
    const { allergyStatus, items } = await listOf(id, '?clinicalStatus=active');
    expect(allergyStatus).toBe('known');
    expect(items).toHaveLength(2);
  });

  it('ends when an allergy comes to light', async () => {
    const { id } = await aPatient(world);
    await record(id, { noneKnown: true });
    await record(id, { code: PENICILLIN });
    const { allergyStatus, items } = await listOf(id);
    expect(allergyStatus).toBe('known');
    expect(items).toMatchObject([
      { noneKnown: false, clinicalStatus: 'active' },
      { noneKnown: true, clinicalStatus: 'inactive', version: 2 },
    ]);
  });

  it('cannot be said while an allergy is active, also not at the same moment', async () => {
    const { id } = await aPatient(world);
    await record(id, { code: PENICILLIN });
    const answer = await record(id, { noneKnown: true });
    expect(answer.status).toBe(409);
    expect(answer.body.type).toContain('allergies-contradict');
    const { id: other } = await aPatient(world);
    await Promise.all([
      record(other, { noneKnown: true }),
      record(other, { code: PENICILLIN }),
      record(other, { noneKnown: true, category: 'medication' }),
    ]);
    const active = (await stored(other)).filter((row) => row.clinical_status === 'active');
    expect(active.map((row) => row.none_known)).toEqual([false]);
  });
});

describe('The list of allergies', () => {
  it('is read in pages, the latest recorded first, and reading it is on the trail even when empty', async () => {
    const { id } = await aPatient(world);
    await listOf(id);
    const [event] = await world.sql(`SELECT * FROM audit.event WHERE kind = 'list' AND patient_id = $1`, [id]);
    expect(event).toMatchObject({ entity: 'allergy', username: 'nurse', patient_ids: [id] });
    for (const display of ['Tôm', 'Cua', 'Lạc']) await record(id, { code: { display } });
    const names: string[] = [];
    for (let at: string | null = `/api/v1/patients/${id}/allergies?limit=1`; at;) {
      const { body } = await world.as('nurse').get(at);
      names.push(...(body.items as { code: { display: string } }[]).map(({ code }) => code.display));
      at = body.next as string | null;
    }
    expect(names).toEqual(['Lạc', 'Cua', 'Tôm']);
  });

  it.each([
    'cursor=abc',
    `cursor=${Buffer.from('["x","y"]').toString('base64url')}`,
    'limit=0',
    'clinicalStatus=x',
    'q=1',
  ])('refuses ?%s', async (query) => {
    const { id } = await aPatient(world);
    expect((await world.as('nurse').get(`/api/v1/patients/${id}/allergies?${query}`)).status).toBe(400);
  });

  it('of nobody is not found', async () => {
    expect((await world.as('nurse').get(`/api/v1/patients/${NOBODY}/allergies`)).status).toBe(404);
  });
});

describe('Allergies that another system tells of', () => {
  const importing = (allergy: NewAllergy) =>
    runAsSystem('import', () =>
      world.app
        .get(UnitOfWork, { strict: false })
        .write((tx) => world.app.get(AllergiesService, { strict: false }).recordWithin(tx, allergy)),
    );

  it('join the one on record and lose nothing that warns', async () => {
    const { id: patientId } = await aPatient(world);
    const { body } = await record(patientId, { code: PENICILLIN, criticality: 'low' });
    const told = { patientId, code: PENICILLIN, criticality: 'high', reaction: 'Sốc phản vệ' } as const;
    expect(await importing(told)).toEqual({ id: body.id });
    expect(await stored(patientId)).toMatchObject([{ criticality: 'high', reaction: 'Sốc phản vệ', version: 2 }]);
    await importing({ ...told, criticality: 'low', reaction: 'Ngứa' });
    expect(await stored(patientId)).toMatchObject([{ criticality: 'high', reaction: 'Sốc phản vệ', version: 2 }]);
  });

  it('keep their time and status; what is refuted or in error is not active', async () => {
    const { id: patientId } = await aPatient(world);
    const recordedAt = new Date('2001-02-03T04:05:06Z');
    await importing({ patientId, code: { display: 'Phấn hoa' }, recordedAt, clinicalStatus: 'resolved' });
    await importing({ patientId, code: { display: 'Mèo' }, verificationStatus: 'refuted' });
    expect(await stored(patientId)).toMatchObject([
      { recorded_at: recordedAt, clinical_status: 'resolved', recorded_by: null },
      { verification_status: 'refuted', clinical_status: 'inactive' },
    ]);
  });

  it('that say "none known" beside an active allergy are kept as past', async () => {
    const { id: patientId } = await aPatient(world);
    const none = { system: 'http://snomed.info/sct', code: '716186003', display: 'No known allergy' };
    await record(patientId, { code: PENICILLIN });
    await importing({ patientId, code: none });
    const { allergyStatus, items } = await listOf(patientId);
    expect(allergyStatus).toBe('known');
    expect(items[0]).toMatchObject({ noneKnown: true, clinicalStatus: 'inactive' });
  });
});
