import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
let truong: { mrn: string };
beforeAll(async () => {
  world = await startWorld();
  const card = (system: string, value: string) => ({ identifiers: [{ system, value }] });
  const people: [string, string, string, object?][] = [
    ['Trần Thị Mỹ Duyên', 'female', '1988-02-29', { ...card('cccd', '079188004321'), phones: ['0907555812'] }],
    ['Trần Thị Mỹ Duyên', 'female', '1991-10-03', { phones: ['0911222333'] }],
    ['Đỗ Hữu Nghĩa', 'male', '1947', card('bhyt', 'HT3790112233445')],
    ['Hoàng Oanh Kiều', 'female', '1975-11-20'],
    ['Huỳnh Thúy Vy', 'female', '1999-09-09'],
    ['Lê Quang Huy', 'male', '1985-12-01', { phones: ['02862233446'] }],
    ["H'Hen Niê", 'female', '1996-05'],
    ['Nguyễn Đăng Khoa', 'male', '1979-04-15'],
    ['Võ Hoài Thương', 'female', '1990-01-01'],
    ['Bùi Thị Xuân', 'female', '1968'],
  ];
  for (const [fullName, sex, birthDate, more] of people) await aPatient(world, { fullName, sex, birthDate, ...more });
  truong = await aPatient(world, { fullName: 'Ngô Xuân Trường', sex: 'male', birthDate: '1993-03-30' });
  const mother = { fullName: 'Phạm Quỳnh Như', sex: 'female', birthDate: '2000-07', ...card('bhyt', '0123498765') };
  const { id: motherId } = await aPatient(world, mother);
  const newborn = { motherId, bornAt: new Date(Date.now() - 3_600_000).toISOString() };
  const { id: ofTwins } = await aPatient(world, { fullName: 'Châu Kim Thoa', sex: 'female', birthDate: '1993' });
  const twin = (birthOrder: number) => ({ ...newborn, motherId: ofTwins, birthOrder, birthCount: 2 });
  for (const body of [
    { sex: 'female', newborn: twin(1) },
    { sex: 'male', newborn: twin(2) },
    { sex: 'male', newborn },
    { sex: 'male', unknown: true, estimatedAge: 60 },
  ]) {
    expect((await world.as('registrar').post('/api/v1/patients', body)).body).toHaveProperty('mrn');
  }
});
afterAll(() => world.close());

const UNKNOWN = 'Chưa rõ tên nam';

/** Who stands first: the name, and the birth date where two share the name. */
async function first(q: string): Promise<string> {
  const { body } = await world.as('registrar').get(`/api/v1/patients?${new URLSearchParams({ q }).toString()}`);
  const [one] = (body.items ?? []) as { fullName: string; birthDate: string }[];
  if (!one) return 'nobody';
  if (one.fullName.startsWith(UNKNOWN)) return UNKNOWN;
  return one.fullName === 'Trần Thị Mỹ Duyên' ? `Duyên ${one.birthDate}` : one.fullName;
}

const [ELDER, YOUNGER] = ['Duyên 1988-02-29', 'Duyên 1991-10-03'];
const [NGHIA, KIEU, VY, HUY, HEN] = ['Đỗ Hữu Nghĩa', 'Hoàng Oanh Kiều', 'Huỳnh Thúy Vy', 'Lê Quang Huy', "H'Hen Niê"];
const [KHOA, THUONG, XUAN, TRUONG] = ['Nguyễn Đăng Khoa', 'Võ Hoài Thương', 'Bùi Thị Xuân', 'Ngô Xuân Trường'];
const [NHU, CHILD] = ['Phạm Quỳnh Như', 'Con bà Phạm Quỳnh Như'];

/** What a desk types, and who is meant. */
const TYPED: readonly (readonly [string, string])[] = [
  ['tran thi my duyen 1988', ELDER],
  ['mi duyen tran 1991', YOUNGER],
  ['my duyen 03/10/1991', YOUNGER],
  ['my duyen 3-10-1991', YOUNGER],
  ['duyên 1991-10-03', YOUNGER],
  ['my duyen 5812', ELDER],
  ['0907.555.812', ELDER],
  ['84907555812', ELDER],
  ['0907 555 812', ELDER],
  ['2333 duyen', YOUNGER],
  ['004321', ELDER],
  ['079-188-004321', ELDER],
  [' 079188004321 ', ELDER],
  ['duyen 29021988', ELDER],
  ['duyen 3/10/91', YOUNGER],
  ['do huu nghia', NGHIA],
  ['nghĩa hữu đỗ', NGHIA],
  ['đổ hửu nghỉa', NGHIA],
  ['ddoox huwux nghiax', NGHIA],
  ['huwux nghia', NGHIA],
  ['0112233445', NGHIA],
  ['HT3790112233445', NGHIA],
  ['ht 3 79 0112233445', NGHIA],
  ['233445', NGHIA],
  ['nghia 1947', NGHIA],
  ['nghia 12/03/1947', NGHIA],
  ['hoang oanh kieu', KIEU],
  ['hòang oánh', KIEU],
  ['kieeuf oanh', KIEU],
  ['hoang onah kieu', KIEU],
  ['kiềo oanh', KIEU],
  ['huynh thuy vi', VY],
  ['hùynh thuý vy', VY],
  ['hyunh thuy vy', VY],
  ['vy 09091999', VY],
  ['quang huy le', HUY],
  ['le quang hui', HUY],
  ['02862233446', HUY],
  ['l q h', HUY],
  ['LQH', HUY],
  ["h'hen", HEN],
  ['H’Hen nie', HEN],
  ['hhen nie', HEN],
  ['ngyuen dang khoa', KHOA],
  ['Nguyễn Đăng Khoa'.normalize('NFD'), KHOA],
  ['Ðăng Khoa', KHOA],
  ['nguyeen ddawng khoa', KHOA],
  ['nguyên dăng khoa', KHOA],
  ['ndk', KHOA],
  ['khoa 15/4/79', KHOA],
  ['khoa 04/1979', KHOA],
  ['nguyenx ddangw khoa', KHOA],
  ['thuơng hoài', THUONG],
  ['thuwowng', THUONG],
  ['vo hoai thuonng', THUONG],
  ['xuan bui', XUAN],
  ['bui t xuan', XUAN],
  ['truwowngf xuaan', TRUONG],
  ['trươg xuân', TRUONG],
  ['quình như 2000', NHU],
  ['HS4010123498765', NHU],
  ['0123498765', NHU],
  ['498765', NHU],
  ['con ba quynh nhu', CHILD],
  ['con bà như', CHILD],
  ['con bà Châu Kim Thoa 1', 'Con bà Châu Kim Thoa 1'],
  ['con ba kim thoa 2', 'Con bà Châu Kim Thoa 2'],
  ['chua ro ten', UNKNOWN],
  ['khong ro ten', UNKNOWN],
  ['vô danh nam', UNKNOWN],
];

describe('What a desk types finds whom it means', () => {
  it.each(TYPED)('%s: %s', async (typed, expected) => {
    expect(await first(typed)).toBe(expected);
  });

  it('an MRN, whole or its running number alone', async () => {
    const running = String(Number(truong.mrn.split('-')[1]));
    expect([await first(truong.mrn), await first(running)]).toEqual([TRUONG, TRUONG]);
  });
});
