import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hospitalDate } from '../../src/kernel/hospital-time.js';
import { aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const record = (id: string, fields: object) =>
  world.as('registrar').post(`/api/v1/patients/${id}/insurance`, { validFrom: '2026-01-01', ...fields });
const list = async (id: string, on = '2026-06-30') =>
  (await world.as('nurse').get(`/api/v1/patients/${id}/insurance?on=${on}`)).body;

describe('An insurance card', () => {
  it('is one identity in all its three forms, and the patient is found by it', async () => {
    const { id } = await aPatient(world, { identifiers: [{ system: 'cccd', value: '079185001299' }] });
    const year = Number(hospitalDate().slice(0, 4));
    // Over the turn of a year too they are the last, the current and the next.
    const [last, current, next] = [year - 2, year, year + 2].map((of) => ({
      validFrom: `${of}-01-01`,
      validTo: `${of + 1}-12-31`,
    }));
    const long = await record(id, { cardNumber: 'gd4 79 1234567801', facility: '79016', ...last });
    expect([long.status, long.body.form, long.body.group, long.body.benefitLevel]).toEqual([201, 'long', 'GD', 4]);
    const short = await record(id, { cardNumber: '1234567801', ...current });
    const own = await record(id, { cardNumber: '079185001299', ...next });
    expect([short, own].map(({ status, body }) => [status, body.form, body.warnings])).toEqual([
      [201, 'short', []],
      [201, 'citizen-id', ['card-not-yet-valid']],
    ]);
    const body = await list(id);
    expect(body.identity).toEqual({ socialNumbers: ['1234567801'], citizenIds: ['079185001299'] });
    const others = ['HS4011234567801', 'bhyt|1234567801', 'bhyt|HS4011234567801', 'bhyt|079185001299'];
    for (const typed of ['GD4791234567801', '1234567801', '079185001299', ...others]) {
      for (const box of ['q', 'identifier'].slice(typed.includes('|') ? 1 : 0)) {
        const { body: found } = await world.as('registrar').get(`/api/v1/patients?${box}=${encodeURIComponent(typed)}`);
        expect([box, typed, (found.items as { id: string }[]).map((one) => one.id)]).toEqual([box, typed, [id]]);
      }
    }
  });

  it('is valid on the days between its first and its last, both included', async () => {
    const { id } = await aPatient(world);
    await record(id, { cardNumber: '1234567802', validTo: '2026-06-30' });
    const validOn = async (day: string) => (await list(id, day)).items[0].valid;
    expect(await Promise.all(['2025-12-31', '2026-01-01', '2026-06-30', '2026-07-01'].map(validOn))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect((await list(id, '2026-07-01')).items[0].warningTexts).toEqual(['Thẻ đã hết hạn']);
  });

  it('that is doubtful is recorded all the same, with the doubt in words', async () => {
    const [one, other] = [await aPatient(world), await aPatient(world)];
    await record(one.id, { cardNumber: 'GD4791234567803' });
    const anothers = await record(other.id, { cardNumber: '1234567803' });
    expect([anothers.status, anothers.body.warnings]).toEqual([201, ['card-of-another-patient']]);
    const differs = await record(one.id, { cardNumber: '1234567804', confirmed: ['overlap'] });
    expect([differs.status, differs.body.warnings]).toEqual([201, ['card-number-differs']]);
    const unknown = await record(other.id, { cardNumber: '079185001298', confirmed: ['overlap'] });
    expect(unknown.body.warnings).toEqual(['card-citizen-id-not-on-record']);
    const { body } = await world.as('registrar').post('/api/v1/patients', {
      fullName: 'Người Mới',
      sex: 'male',
      identifiers: [{ system: 'bhyt', value: '1234567803' }],
    });
    expect(JSON.stringify(body)).toMatch(/identifier-taken|same-identifier/);
  });

  it('that overlaps with another is asked about, by number and days, and taken once confirmed', async () => {
    const { id } = await aPatient(world);
    await record(id, { cardNumber: '1234567805', validTo: '2026-12-31' });
    const asked = await record(id, { cardNumber: '1234567805', validFrom: '2026-12-31' });
    expect([asked.status, asked.body.type]).toEqual([422, expect.stringMatching(/insurance-overlaps$/)]);
    expect(asked.body.errors[0].message).toBe('Trùng thời gian với thẻ 1234567805, từ 2026-01-01 đến 2026-12-31.');
    expect((await record(id, { cardNumber: '1234567805', validFrom: '2027-01-01' })).status).toBe(201);
    const both = { cardNumber: '1234567805', validFrom: '2026-12-31', confirmed: ['overlap'] };
    expect((await record(id, both)).status).toBe(201);
  });

  it('is ended or marked as entered in error, in the version read; then it does not count', async () => {
    const { id } = await aPatient(world);
    const { body } = await record(id, { cardNumber: '1234567806' });
    const patch = (fields: object, version = 1) =>
      world
        .as('registrar')
        .patch(`/api/v1/patients/${id}/insurance/${body.id}`, fields, { 'If-Match': `"${version}"` });
    expect((await patch({ validTo: '2025-01-01' })).body.errors[0].rule).toBe('ends-before-start');
    expect((await patch({ validTo: '2026-09-30' })).body.validTo).toBe('2026-09-30');
    expect((await patch({ validTo: '2026-10-31' })).status).toBe(412);
    const wrong = await patch({ status: 'entered-in-error', reason: 'Thẻ của người khác' }, 2);
    expect([wrong.status, wrong.body.valid]).toEqual([200, false]);
    expect((await patch({ facility: '79016' }, 3)).body.type).toMatch(/insurance-in-error$/);
    expect((await record(id, { cardNumber: '1234567806' })).status).toBe(201);
    const elsewhere = await aPatient(world);
    const foreign = `/api/v1/patients/${elsewhere.id}/insurance/${body.id}`;
    expect((await world.as('registrar').patch(foreign, {}, { 'If-Match': '"3"' })).status).toBe(404);
  });

  it.each(['GD679123', 'GD6791234567801', '12345678901', '000185001299'])(
    'has no number like %s',
    async (cardNumber) => {
      const { id } = await aPatient(world);
      expect((await record(id, { cardNumber })).body.errors[0].rule).toBe('insurance-card');
    },
  );

  it('is kept from who has no work with it', async () => {
    const { id } = await aPatient(world);
    expect((await world.as('lab').get(`/api/v1/patients/${id}/insurance`)).status).toBe(403);
    const asNurse = world
      .as('nurse')
      .post(`/api/v1/patients/${id}/insurance`, { cardNumber: '1', validFrom: '2026-01-01' });
    expect((await asNurse).status).toBe(403);
  });
});
