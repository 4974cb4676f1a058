import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

interface Identifier {
  readonly id: string | null;
  readonly system: string;
  readonly value: string;
  readonly retired: { at: string; by: { id: string; fullName: string }; reason: string } | null;
}

const CCCD = 'https://benhan.vn/fhir/sid/cccd';
const REASON = 'Gõ nhầm số CCCD';
const cccd = (value: string) => ({ identifiers: [{ system: 'cccd', value }] });
const at = (version: number) => ({ 'If-Match': `"${version}"` });
const read = async (id: string) => (await world.as('registrar').get(`/api/v1/patients/${id}`)).body;
const identifierOf = async (id: string, value: string): Promise<Identifier> =>
  ((await read(id)).identifiers as Identifier[]).find((one) => one.value === value)!;
const retire = (id: string, identifierId: string | null, version: number, body: object = { reason: REASON }) =>
  world.as('registrar').post(`/api/v1/patients/${id}/identifiers/${identifierId}/retire`, body, at(version));

/** A patient with a mistyped CCCD, and that identifier's id. */
async function mistyped(value: string) {
  const { id } = await aPatient(world, cccd(value));
  return { id, identifierId: (await identifierOf(id, value)).id };
}

describe('An identifier written down wrongly', () => {
  it('is retired with who, when and why, and its true owner can be registered with it', async () => {
    const wrong = '001180000101';
    const { id, identifierId } = await mistyped(wrong);
    const refused = await world
      .as('registrar')
      .post('/api/v1/patients', { fullName: 'Chủ Thật', sex: 'female', ...cccd(wrong) });
    expect([refused.status, refused.body.errors]).toEqual([
      409,
      [expect.objectContaining({ pointer: '/identifiers/0/value', rule: 'identifier-taken' })],
    ]);
    const answer = await retire(id, identifierId, 1);
    expect([answer.status, answer.headers.etag]).toEqual([200, '"2"']);
    const retired = {
      at: expect.any(String),
      by: { id: world.staff.registrar.id, fullName: 'Người thử registrar' },
      reason: REASON,
    };
    expect(answer.body.identifiers).toEqual([
      expect.objectContaining({ id: null, retired: null }),
      { id: identifierId, system: CCCD, value: wrong, retired },
    ]);
    const owner = await aPatient(world, cccd(wrong));
    const found = await world.as('nurse').get(`/api/v1/patients?identifier=${wrong}`);
    expect((found.body.items as { id: string }[]).map((patient) => patient.id)).toEqual([owner.id]);
    expect(await identifierOf(id, wrong)).toMatchObject({ retired });
  });

  it('may be replaced by the right one, and taken back into use by who retired it wrongly', async () => {
    const { id, identifierId } = await mistyped('001180000102');
    await retire(id, identifierId, 1);
    const change = (version: number, value: string) =>
      world.as('registrar').patch(`/api/v1/patients/${id}`, cccd(value), at(version));
    expect((await change(2, '001180000103')).headers.etag).toBe('"3"');
    const again = await change(3, '001180000102');
    expect(again.status).toBe(200);
    const held = (again.body.identifiers as Identifier[]).filter(({ retired }) => !retired);
    expect(held.map(({ value }) => value).slice(1)).toEqual(['001180000103', '001180000102']);
  });

  it('warns of nothing any more, and is not in the chart', async () => {
    const { id } = await aPatient(world, { sex: 'female', birthDate: '1980', ...cccd('001080000104') });
    expect((await read(id)).warnings).toEqual(['cccd-sex-differs']);
    const { id: identifierId } = await identifierOf(id, '001080000104');
    expect((await retire(id, identifierId, 1)).body.warnings).toEqual([]);
    const chart = await world.as('doctor').get(`/api/v1/patients/${id}/chart`);
    expect(chart.body.patient.identifiers).toEqual([]);
  });

  it('is retired once, however often it is clicked', async () => {
    const { id, identifierId } = await mistyped('001180000105');
    const answers = await Promise.all([1, 2].map(() => retire(id, identifierId, 1)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    const again = await retire(id, identifierId, 2);
    expect([again.status, again.body.type]).toEqual([409, expect.stringContaining('identifier-retired')]);
    expect(await identifierOf(id, '001180000105')).toMatchObject({ retired: { reason: REASON } });
  });

  it('is on the trail with what it was and why it went', async () => {
    const { id, identifierId } = await mistyped('001180000106');
    const { headers } = await retire(id, identifierId, 1);
    const [event] = await world.sql(
      `SELECT username, patient_id, changes FROM audit.event
       WHERE entity = 'patient_identifier' AND entity_id = $1 AND kind = 'update' AND request_id = $2`,
      [identifierId, headers['x-request-id']],
    );
    expect(event).toMatchObject({
      username: 'registrar',
      patient_id: id,
      changes: { retired_reason: [null, REASON], retired_by: [null, world.staff.registrar.id] },
    });
    const kept = await world.sql('SELECT value FROM patient_identifier WHERE id = $1', [identifierId]);
    expect(kept).toEqual([{ value: '001180000106' }]);
  });
});

describe('Retiring an identifier is refused', () => {
  it('under a stale ETag with 412, and without one with 428', async () => {
    const { id, identifierId } = await mistyped('001180000111');
    await world.as('nurse').patch(`/api/v1/patients/${id}`, { phones: ['0903123456'] }, at(1));
    const stale = await retire(id, identifierId, 1);
    expect([stale.status, stale.body.currentVersion]).toEqual([412, 2]);
    const path = `/api/v1/patients/${id}/identifiers/${identifierId}/retire`;
    expect((await world.as('registrar').post(path, { reason: REASON })).status).toBe(428);
    expect(await identifierOf(id, '001180000111')).toMatchObject({ retired: null });
  });

  it("when it was added after the ETag was read: identifiers are part of the patient's version", async () => {
    const { id, identifierId } = await mistyped('001180000112');
    await world.as('nurse').patch(`/api/v1/patients/${id}`, cccd('001180000113'), at(1));
    expect((await retire(id, identifierId, 1)).status).toBe(412);
  });

  it("when it is another patient's, or nobody's", async () => {
    const { identifierId } = await mistyped('001180000114');
    const { id } = await aPatient(world);
    for (const wrong of [identifierId, id, randomUUID()]) {
      const answer = await retire(id, wrong, 1);
      expect([answer.status, answer.body.type]).toEqual([404, expect.stringContaining('identifier-not-found')]);
    }
    expect((await retire(randomUUID(), identifierId, 1)).body.type).toContain('patient-not-found');
  });

  it('without a reason, and by those who may not correct patients', async () => {
    const { id, identifierId } = await mistyped('001180000115');
    expect((await retire(id, identifierId, 1, {})).status).toBe(400);
    expect((await retire(id, identifierId, 1, { reason: '' })).status).toBe(400);
    const path = `/api/v1/patients/${id}/identifiers/${identifierId}/retire`;
    expect((await world.as('lab').post(path, { reason: REASON }, at(1))).status).toBe(403);
    expect(await identifierOf(id, '001180000115')).toMatchObject({ retired: null });
  });

  it('by the database when an identifier is overwritten or unretired behind the service', async () => {
    const { id, identifierId } = await mistyped('001180000116');
    await retire(id, identifierId, 1);
    for (const change of ["value = '1'", 'retired_at = NULL, retired_by = NULL, retired_reason = NULL']) {
      await expect(world.sql(`UPDATE patient_identifier SET ${change} WHERE id = $1`, [identifierId])).rejects.toThrow(
        'cannot be overwritten',
      );
    }
  });
});

describe('A retired identifier in FHIR', () => {
  const found = async (value: string) => {
    const answer = await world.as('lab').get(`/fhir/R4/Patient?identifier=${encodeURIComponent(`${CCCD}|${value}`)}`);
    expect(answer.status).toBe(200);
    return (answer.body.entry ?? []) as unknown[];
  };
  const fhir = async (path: string) => (await world.as('doctor').get(`/fhir/R4/${path}`)).body;
  const bundle = (id: string, value: string, fields: object = {}) => ({
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [
      {
        fullUrl: `urn:uuid:${id}`,
        resource: {
          resourceType: 'Patient',
          id,
          identifier: [{ system: CCCD, value }],
          name: [{ text: 'Nguyễn Thị Gửi' }],
          gender: 'female',
          birthDate: '1980-02-03',
          ...fields,
        },
        request: { method: 'POST', url: 'Patient' },
      },
    ],
  });
  const send = (...told: Parameters<typeof bundle>) => world.as('lab').post('/fhir/R4', bundle(...told));

  it('is shown as old, with its end, and finds nobody', async () => {
    const { id, identifierId } = await mistyped('001180000121');
    expect(await found('001180000121')).toHaveLength(1);
    await retire(id, identifierId, 1);
    const { identifier } = await fhir(`Patient/${id}`);
    expect(identifier).toEqual([
      expect.objectContaining({ system: 'https://benhan.vn/fhir/sid/mrn' }),
      { use: 'old', system: CCCD, value: '001180000121', period: { end: expect.any(String) } },
    ]);
    expect(await found('001180000121')).toEqual([]);
  });

  it('matches nobody in an import, and does not come back when its sender tells it again', async () => {
    const [value, sender] = ['001180000122', randomUUID()];
    const { id, identifierId } = await mistyped(value);
    await retire(id, identifierId, 1);
    const first = await send(sender, value);
    expect(first.status).toBe(200);
    const place = elementAt((first.body.entry[0].response.location as string).split('/'), 1);
    expect(place).not.toBe(id);

    const taken = await identifierOf(place, value);
    expect((await retire(place, taken.id, 1)).status).toBe(200);
    expect((await send(sender, value, { telecom: [{ system: 'phone', value: '0987654321' }] })).status).toBe(200);
    expect((await read(place)).identifiers).toHaveLength(2);
    expect(await identifierOf(place, value)).toMatchObject({ retired: { reason: REASON } });
    const { identifier } = await fhir(`Patient/${place}`);
    expect(identifier[0]).toMatchObject({ use: 'old', value, period: { end: expect.any(String) } });
    await aPatient(world, cccd(value));
  });

  it('that the sender calls old is kept with what it sent, and finds nobody either', async () => {
    const value = '001180000123';
    const answer = await send(randomUUID(), value, { identifier: [{ use: 'old', system: CCCD, value }] });
    expect(answer.status).toBe(200);
    expect(await found(value)).toEqual([]);
    await aPatient(world, cccd(value));
  });
});
