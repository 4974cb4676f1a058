import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anEncounter } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';

const LOCAL = 'https://benhan.vn/fhir/CodeSystem/service';
const PARACETAMOL = { system: 'http://www.whocc.no/atc', code: 'N02BE01', display: 'Paracetamol 500 mg' };
const MEDICATION = {
  kind: 'medication',
  medication: PARACETAMOL,
  dose: { value: 500, unit: 'mg' },
  route: 'oral',
  timing: { everyHours: 8, durationDays: 3 },
};
const service = (display: string) => ({ system: LOCAL, code: 'dv-1', display });

let world: World;
let encounterId: string;
beforeAll(async () => {
  world = await startWorld();
  encounterId = (await anEncounter(world)).id;
});
afterAll(() => world.close());

const order = (fields: object) => world.as('doctor').post(`/api/v1/encounters/${encounterId}/orders`, fields);
const act = (
  role: 'doctor' | 'nurse' | 'lab' | 'radiographer',
  { id, version }: { id: string; version: number },
  action: string,
) => world.as(role).post(`/api/v1/orders/${id}/${action}`, {}, { 'If-Match': `"${version}"` });

describe('An order of each kind', () => {
  it.each([
    ['imaging', 'HA', { code: service('X quang ngực'), bodySite: 'Ngực', question: 'Viêm phổi?' }],
    ['procedure', 'TT', { code: service('Chọc dịch màng phổi'), laterality: 'left' }],
    ['nursing', 'CS', { code: service('Đo lượng nước tiểu'), timing: { everyHours: 4 } }],
    ['diet', 'DD', { code: service('Cháo đái tháo đường') }],
    ['consultation', 'HC', { code: service('Hội chẩn ngoại'), speciality: 'Ngoại tổng hợp' }],
    ['blood', 'TM', { code: service('Khối hồng cầu'), units: 2 }],
    ['medication', 'TH', MEDICATION],
  ])(
    '%s has numbers of its own (%s), keeps what it says, and is on the work list of its kind',
    async (kind, letters, fields) => {
      const { status, body } = await order({ kind, ...fields });
      expect([status, body.number.slice(0, 2)]).toEqual([201, letters]);
      expect(body).toMatchObject({ kind, ...fields });
      const signed = await act('doctor', body, 'sign');
      expect(signed.body.status).toBe('active');
      const { body: list } = await world.as('doctor').get(`/api/v1/orders?kind=${kind}`);
      expect(list.items.map(({ id }: { id: string }) => id)).toEqual([body.id]);
    },
  );

  it('says null where its kind says nothing', async () => {
    const { body } = await order(MEDICATION);
    expect(body).toMatchObject({
      code: PARACETAMOL,
      medication: PARACETAMOL,
      question: null,
      units: null,
      laterality: null,
    });
  });

  it('understands the spellings of a ward', async () => {
    const { body } = await order({ ...MEDICATION, route: 'IV', dose: { value: 50, unit: 'mcg' } });
    expect(body).toMatchObject({ route: 'intravenous', dose: { value: 50, unit: 'ug' } });
  });

  it.each<[string, object, string[]]>([
    ['a medication without dose', { ...MEDICATION, dose: undefined }, ['/dose']],
    ['a medication without a drug', { ...MEDICATION, medication: undefined }, ['/medication']],
    ['a dose of nothing', { ...MEDICATION, dose: { value: 0, unit: 'mg' } }, ['/dose/value']],
    ['a unit there is not', { ...MEDICATION, dose: { value: 1, unit: 'spoon' } }, ['/dose/unit']],
    ['a way into the body there is not', { ...MEDICATION, route: 'telepathic' }, ['/route']],
    ['two plans at once', { ...MEDICATION, timing: { once: true, everyHours: 8 } }, ['/timing']],
    ['a time of no day', { ...MEDICATION, timing: { times: ['24:00'] } }, ['/timing/times']],
    ['a dose of a laboratory test', { kind: 'laboratory', code: service('Kali'), dose: MEDICATION.dose }, ['/dose']],
    ['blood without units', { kind: 'blood', code: service('Khối hồng cầu') }, ['/units']],
  ])('is refused for %s', async (_case, fields, pointers) => {
    const { status, body } = await order(fields);
    expect(status).toBe(400);
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(pointers);
    expect(body.errors[0].message).not.toMatch(/undefined|\{/);
  });

  it('is carried out by those of its kind', async () => {
    const care = (await act('doctor', (await order({ kind: 'nursing', code: service('Xoay trở') })).body, 'sign')).body;
    expect((await act('lab', care, 'complete')).body.type).toMatch(/order-of-other-kind$/);
    expect((await act('doctor', care, 'complete')).status).toBe(403);
    expect((await act('nurse', care, 'collect')).body.type).toMatch(/order-without-specimen$/);
    expect((await act('nurse', care, 'complete')).body.status).toBe('completed');
  });
});
