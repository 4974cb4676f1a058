import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aMedicine, anEncounter, aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { print } from './printed.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
}, 120_000);
afterAll(() => world?.close());

const printed = (encounterId: string) =>
  print(world, `/api/v1/encounters/${encounterId}/documents/prescription.pdf`, 'doctor');

describe('A prescription', () => {
  it('says what is taken, how, for how long and how much of it, with the doctor who signed', async () => {
    const { id: patientId } = await aPatient(world, { fullName: 'Trần Văn Toa' });
    const { id: encounterId } = await anEncounter(world, { patientId });
    const tablets = { dose: { value: 1, unit: '{tablet}' }, timing: { times: ['08:00', '20:00'], durationDays: 4 } };
    await aMedicine(world, { encounterId, ...tablets });
    const ibuprofen = { system: 'http://www.whocc.no/atc', code: 'M01AE01', display: 'Ibuprofen 200 mg' };
    await aMedicine(world, { encounterId, medication: ibuprofen, signed: false });
    const { status, text } = await printed(encounterId);
    expect(status).toBe(200);
    expect(text).toContain('ĐƠN THUỐC');
    expect(text).toContain('TRẦN VĂN TOA');
    expect(text).toMatch(/Paracetamol 500 mg\s+uống, mỗi lần 1 viên, ngày 2 lần: 08:00, 20:00, trong 4 ngày\s+08 viên/);
    expect(text).toContain('Người thử doctor');
    expect(text).not.toContain('Ibuprofen');
  });

  it('of a small child says months, weight and parent; ordered by weight it is counted in tablets', async () => {
    const born = new Date(Date.now() - 750 * 86_400_000).toISOString().slice(0, 10);
    const contacts = [{ name: 'Lê Thị Mẹ', relationship: 'mẹ' }];
    const { id: patientId } = await aPatient(world, { birthDate: born, contacts });
    const { id: encounterId } = await anEncounter(world, { patientId });
    await world.as('nurse').post(`/api/v1/encounters/${encounterId}/vitals`, { weight: 17.5 });
    const mass = { dose: { value: 250, unit: 'mg' }, timing: { everyHours: 8, durationDays: 2 } };
    await aMedicine(world, { encounterId, ...mass });
    const { text } = await printed(encounterId);
    expect(text).toMatch(/Tuổi: 24 tháng tuổi/);
    expect(text).toMatch(/Cân nặng: 17,5 kg/);
    expect(text).toMatch(/Người giám hộ, cha mẹ: Lê Thị Mẹ \(mẹ\)/);
    expect(text).toMatch(/mỗi lần 0,5 viên \(250 mg\), 8 giờ một lần, trong 2 ngày\s+03 viên/);
  });

  it('without a signed medicine is a draft, and says so', async () => {
    const { id } = await anEncounter(world);
    expect((await printed(id)).text).toContain('Chưa có thuốc nào được ký');
  });
});
