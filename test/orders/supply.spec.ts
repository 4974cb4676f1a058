import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anEncounter, PARACETAMOL } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const write = (encounterId: string, mg: number, more: object = {}) =>
  world.as('doctor').post(`/api/v1/encounters/${encounterId}/orders`, {
    ...{ kind: 'medication', medication: PARACETAMOL, dose: { value: mg, unit: 'mg' }, route: 'oral', sign: true },
    ...{ timing: { everyHours: 8, durationDays: 5 }, ...more },
  });

describe('An order of a medicine', () => {
  it('tells how many tablets one takes and how many are handed out, in figures and in words', async () => {
    const { id } = await anEncounter(world);
    const { status, body } = await write(id, 250);
    expect(status).toBe(201);
    const tablets = { unit: '{tablet}', unitText: 'viên' };
    expect(body.perDose).toEqual({ ...tablets, value: 0.5, inWords: 'nửa viên' });
    expect(body.supply).toEqual({ ...tablets, value: 8, inWords: 'tám viên' });
    const english = await world.as('doctor').get(`/api/v1/orders/${body.id}`, { 'accept-language': 'en' });
    expect(english.body.supply).toMatchObject({ unitText: 'tablets', inWords: 'eight tablets' });
  });

  it('is not signed with a dose that its tablets cannot be cut into, until somebody says why', async () => {
    const { id } = await anEncounter(world);
    const refused = await write(id, 333);
    expect([refused.status, refused.body.code ?? refused.body.type]).toEqual([409, expect.anything()]);
    expect(refused.body.checks).toContainEqual(
      expect.objectContaining({
        rule: 'indivisible',
        severity: 'serious',
        message: expect.stringMatching(/0,666 viên, không chia được. Chọn 0,5 hoặc 0,75 viên/),
      }),
    );
    const overrides = [{ rule: 'indivisible', reason: 'Nghiền, pha 10 mL nước, lấy 6,7 mL' }];
    expect((await write(id, 333, { overrides })).status).toBe(201);
  });

  it('by its name alone is counted in the form that the formulary has it in, as its checks count it', async () => {
    const { id } = await anEncounter(world);
    const medication = { system: 'http://hospital.example/drugs', code: 'OMEZ', display: 'Omeprazol 20 mg' };
    expect((await write(id, 20, { medication })).body.perDose).toMatchObject({ unit: '{capsule}', value: 1 });
    const refused = await write(id, 30, { medication });
    expect(refused.body.checks).toContainEqual(
      expect.objectContaining({
        rule: 'indivisible',
        message: expect.stringMatching(/Chọn 1 hoặc 2 viên nang/),
      }),
    );
  });

  it('says nothing of pieces where nobody can tell them', async () => {
    const { id } = await anEncounter(world);
    const { body } = await write(id, 500, { medication: { ...PARACETAMOL, display: 'Paracetamol' } });
    expect([body.perDose, body.supply]).toEqual([null, null]);
  });
});
