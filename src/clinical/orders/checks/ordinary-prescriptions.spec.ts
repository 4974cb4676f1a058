import { describe, expect, it } from '@jest/globals';
import { findingsOf } from './check.rules.js';
import type { CheckedOrder, Facts } from './facts.js';
import { stops } from './finding.js';
import { shown } from './finding.mapper.js';

/** Nobody has drawn blood yet, as of most people whom a district hospital admits. */
const MAN: Facts = {
  ...{ sex: 'male', age: { min: 58, max: 58 }, weightKg: 58, open: [], creatinine: [] },
  allergies: [{ display: 'none', code: null, category: null, noneKnown: true }],
};
const CHILD: Facts = { ...MAN, age: { min: 4, max: 4 }, ageDays: { min: 1600, max: 1600 }, weightKg: 18 };
const INFANT: Facts = { ...MAN, age: { min: 0, max: 0 }, ageDays: { min: 240, max: 240 }, weightKg: 8 };
const NEWBORN: Facts = { ...MAN, age: { min: 0, max: 0 }, ageDays: { min: 5, max: 5 }, weightKg: 3 };
const MOTHER: Facts = { ...MAN, sex: 'female', age: { min: 27, max: 27 }, weightKg: 55, pregnancy: 'pregnant' };
const CKD: Facts = { ...MAN, age: { min: 72, max: 72 }, creatinine: [{ value: 160, hoursOld: 5 }] };

type Timing = NonNullable<CheckedOrder['timing']>;
const ONCE: Timing = { once: true };
const every = (everyHours: number): Timing => ({ everyHours });
const line = (atc: string, display: string, value: number, unit: string, route: string, timing: Timing) => ({
  ...{ kind: 'medication', code: { system: 'http://www.whocc.no/atc', code: atc, display } },
  ...{ dose: { value, unit }, route, timing },
});
const GENTAMICIN_DROPS = line('S01AA11', 'Gentamicin 0,3%', 2, '{drop}', 'ophthalmic', every(6));
const SALINE = line('B05XA03', 'Natri clorid 0,9% 500 mL', 500, 'mL', 'intravenous', ONCE);
const open = (order: CheckedOrder) => ({ ...order, id: '1', number: 'N1' });
const asked = (order: CheckedOrder, facts: Facts): string[] =>
  findingsOf([order], facts)
    .filter(stops)
    .map(({ rule, severity }) => `${rule} ${severity}`);
const said = (order: CheckedOrder, facts: Facts, rule: string): string =>
  findingsOf([order], facts)
    .filter((found) => found.rule === rule)
    .map((found) => shown(found, 'vi').message)
    .join(' ');

describe('What a district hospital prescribes every day is signed without a question', () => {
  it.each([
    [MAN, line('J01CA04', 'Amoxicilin 500 mg', 500, 'mg', 'oral', every(8))],
    [MAN, line('N02BE01', 'Paracetamol 500 mg', 500, 'mg', 'oral', every(6))],
    [MAN, line('N02BE01', 'Paracetamol 1 g/100 mL', 100, 'mL', 'intravenous', every(8))],
    [MAN, line('A02BC01', 'Omeprazol 20 mg', 20, 'mg', 'oral', every(12))],
    [MAN, line('A10BA02', 'Metformin 850 mg', 850, 'mg', 'oral', every(12))],
    [MAN, line('C08CA01', 'Amlodipin 5 mg', 5, 'mg', 'oral', every(24))],
    [MAN, line('A10AD01', 'Mixtard 30 100 IU/mL', 18, '[iU]', 'subcutaneous', every(12))],
    [MAN, line('A10AB01', 'Actrapid 100 IU/mL', 3, '[iU]/h', 'intravenous', ONCE)],
    [MAN, line('C01CA03', 'Noradrenalin 4 mg/4 mL', 0.2, 'ug/kg/min', 'intravenous', ONCE)],
    [MAN, line('C01CA07', 'Dobutamin 250 mg/20 mL', 5, 'ug/kg/min', 'intravenous', ONCE)],
    [MAN, line('R03AC02', 'Salbutamol 5 mg/2,5 mL', 5, 'mg', 'nebulised', every(6))],
    [MAN, line('C03CA01', 'Furosemid 20 mg/2 mL', 40, 'mg', 'intravenous', every(12))],
    [MAN, line('J01DD04', 'Ceftriaxon 1 g', 2, 'g', 'intravenous', every(24))],
    [MAN, line('J01GB03', 'Gentamicin 80 mg/2 mL', 240, 'mg', 'intravenous', every(24))],
    [MAN, line('V03AB23', 'Acetylcystein', 8.7, 'g', 'intravenous', ONCE)],
    [CKD, line('C09AA02', 'Enalapril 5 mg', 5, 'mg', 'oral', every(24))],
    [CKD, line('J01CA04', 'Amoxicilin 500 mg', 500, 'mg', 'oral', every(12))],
    [CHILD, line('N02BE01', 'Hapacol 250 mg', 250, 'mg', 'oral', every(6))],
    [CHILD, line('J01CA04', 'Amoxicilin 250 mg', 500, 'mg', 'oral', every(12))],
    [CHILD, line('J01DD04', 'Ceftriaxon 1 g', 1200, 'mg', 'intravenous', every(24))],
    [CHILD, line('R03AC02', 'Salbutamol 2,5 mg/2,5 mL', 2.5, 'mg', 'nebulised', every(4))],
    [CHILD, line('M01AE01', 'Ibuprofen 100 mg/5 mL', 150, 'mg', 'oral', every(8))],
    [INFANT, line('N02BE01', 'Hapacol 80 mg', 80, 'mg', 'oral', every(6))],
    [INFANT, line('V03AB23', 'Acetylcystein', 1.2, 'g', 'intravenous', ONCE)],
    [NEWBORN, line('J01CA01', 'Ampicilin 1 g', 150, 'mg', 'intravenous', every(12))],
    [NEWBORN, line('J01GB03', 'Gentamicin 80 mg/2 mL', 12, 'mg', 'intravenous', every(24))],
    [MOTHER, line('J01CA04', 'Amoxicilin 500 mg', 1, 'g', 'oral', every(8))],
    [MOTHER, line('C02AB01', 'Methyldopa 250 mg', 250, 'mg', 'oral', every(8))],
    [MOTHER, line('B05XA05', 'Magnesi sulfat 15%', 4.5, 'g', 'intravenous', ONCE)],
    [MOTHER, GENTAMICIN_DROPS],
    [{ ...CHILD, weightKg: undefined }, GENTAMICIN_DROPS],
    [
      { ...MAN, open: [open(SALINE)] },
      { ...SALINE, timing: every(12) },
    ],
  ] as const)('%#', (facts, order) => expect(asked(order, facts)).toEqual([]));
});

describe('A child’s dose in whole pieces', () => {
  it.each([
    [250, 'mg', 16, []],
    [1, '{sachet}', 16, []],
    [250, 'mg', 15, ['single-dose serious', 'daily-dose serious']],
    [500, 'mg', 16, ['single-dose serious', 'daily-dose serious']],
  ] as const)('%s %s at %s kg', (value, unit, weightKg, expected) => {
    const order = line('N02BE01', 'Hapacol 250 mg', value, unit, 'oral', every(6));
    expect(asked(order, { ...CHILD, weightKg })).toEqual([...expected]);
  });

  it('is rounded no other way: what is drawn up is held to its limit, and an adult to theirs', () => {
    const drawn = line('N02BE01', 'Paracetamol 24 mg/mL', 250, 'mg', 'oral', every(6));
    expect(asked(drawn, { ...CHILD, weightKg: 16 })).toEqual(['single-dose serious', 'daily-dose serious']);
    const tablet = line('N02BE01', 'Paracetamol 1050 mg', 1, '{tablet}', 'oral', every(12));
    expect(asked(tablet, MAN)).toEqual(['single-dose serious']);
  });
});

describe('What is asked', () => {
  const ASPIRIN = open(line('N02BA01', 'Aspirin 81 mg', 81, 'mg', 'oral', every(24)));

  it('of two medicines that do the same harm in two ways is asked once', () => {
    const enoxaparin = line('B01AB05', 'Enoxaparin 60 mg/0,6 mL', 60, 'mg', 'subcutaneous', every(12));
    expect(asked(enoxaparin, { ...MAN, open: [ASPIRIN] })).toEqual(['interaction serious']);
  });

  it('of drops and what is infused of the same medicine is nothing, of two drops that they are the same', () => {
    const infused = open(line('J01GB03', 'Gentamicin 80 mg/2 mL', 80, 'mg', 'intravenous', every(24)));
    expect(asked(GENTAMICIN_DROPS, { ...MAN, open: [infused] })).toEqual([]);
    expect(asked(GENTAMICIN_DROPS, { ...MAN, open: [open(GENTAMICIN_DROPS)] })).toEqual(['duplicate-therapy serious']);
  });

  it('of a mucolytic by mouth of an infant is asked, and of an ointment in pregnancy', () => {
    const acetylcysteine = line('R05CB01', 'Acetylcystein 200 mg', 200, 'mg', 'oral', every(12));
    expect(asked(acetylcysteine, INFANT)).toEqual(['age serious']);
    // Labels differ on it: it is told, and stops nobody.
    const ambroxol = line('R05CB06', 'Ambroxol 15 mg/5 mL', 7.5, 'mg', 'oral', every(12));
    expect([asked(ambroxol, INFANT), said(ambroxol, INFANT, 'age')]).toEqual([[], expect.stringMatching(/bác sĩ/)]);
    const gel = line('M02AA15', 'Diclofenac gel', 2, 'g', 'topical', every(12));
    expect(asked(gel, MOTHER)).toContain('pregnancy contraindicated');
  });
});

describe('Metformin, whose most depends on the kidneys', () => {
  const cleared = (clearance: number): Facts => ({
    ...MAN,
    creatinine: [{ value: (1.23 * (140 - 58) * 58) / clearance, hoursOld: 5 }],
  });
  const metformin = (mg: number, hours: number) => line('A10BA02', 'Metformin', mg, 'mg', 'oral', every(hours));
  it.each([
    [75, 1000, 8, []],
    [60, 1000, 8, []],
    [59, 1000, 12, []],
    [59, 850, 8, ['renal-function serious']],
    [46, 1000, 12, []],
    [44, 500, 12, []],
    [44, 850, 12, ['renal-function serious']],
    [31, 500, 12, []],
    [29, 250, 24, ['renal-function contraindicated']],
  ])('at %s mL/min, %s mg every %s hours', (clearance, mg, hours, expected) =>
    expect(asked(metformin(mg, hours), cleared(clearance))).toEqual(expected),
  );

  it('counts all orders of the day, and says the limit, the day and where it is from', () => {
    const beside = { ...cleared(40), open: [open(metformin(500, 12))] };
    const [found] = findingsOf([metformin(500, 24)], beside).filter(({ rule }) => rule === 'renal-function');
    expect(shown(found!, 'vi').message).toBe(
      'Metformin: chức năng thận 40 mL/phút (Cockcroft–Gault), dưới mức 45: tối đa 1000 mg một ngày, các chỉ định cộng lại là 1500 mg.',
    );
    expect(shown(found!, 'en').source).toMatch(/^Glyformin.*compared/);
  });
});

describe('Digoxin, whose loading dose is no maintenance', () => {
  const digoxin = (mg: number, timing: Timing, more: object = {}) => ({
    ...line('C01AA05', 'Digoxin 0,25 mg', mg, 'mg', 'oral', timing),
    ...more,
  });
  it.each([
    ['loading once', digoxin(1, ONCE), []],
    ['maintenance', digoxin(0.25, every(24)), []],
    ['loading, then maintenance', digoxin(0.25, every(24), { loadingDose: { value: 0.75, unit: 'mg' } }), []],
    ['the loading dose every day', digoxin(0.75, every(24)), ['daily-dose serious']],
    ['maintenance four times a day', digoxin(0.25, every(6)), ['daily-dose serious']],
    ['more than any loading', digoxin(2, ONCE), ['single-dose serious', 'daily-dose serious']],
  ])('%s', (_, order, expected) => expect(asked(order, MAN)).toEqual(expected));
});

describe('The words of a check', () => {
  it('say that a rate in mL is reckoned as if nothing was diluted, and stop without a word of the day', () => {
    const insulin = line('A10AB01', 'Actrapid 100 IU/mL', 5, 'mL/h', 'intravenous', ONCE);
    expect(asked(insulin, { ...MAN, potassium: { value: 4, hoursOld: 1 } })).toEqual(['rate serious']);
    expect(said(insulin, MAN, 'rate')).toContain('nếu đã pha loãng, ghi tốc độ theo lượng thuốc');
    const known = line('C01CA03', 'Noradrenalin 1 mg/mL', 14, 'mg/h', 'intravenous', ONCE);
    expect(said(known, MAN, 'rate')).not.toContain('pha loãng');
  });

  it('tell a tenfold rate as one of an hour, and a tenfold dose as one of one time', () => {
    const rate = line('A10AB01', 'Actrapid', 200, '[iU]/h', 'intravenous', ONCE);
    expect(said(rate, MAN, 'ten-fold-dose')).toContain(
      '200 đơn vị mỗi giờ, gấp từ mười lần mức tối đa (20 đơn vị mỗi giờ)',
    );
    const dose = line('N02BE01', 'Paracetamol', 10_000, 'mg', 'oral', ONCE);
    expect(said(dose, MAN, 'ten-fold-dose')).toContain(
      '10000 mg một lần, gấp từ mười lần mức tối đa (1000 mg một lần)',
    );
  });

  it.each([
    ['người bệnh có thai', MOTHER],
    ['trẻ dưới 1 tuổi', INFANT],
    ['không có creatinin đọc được trong 7 ngày', MAN],
    ['chưa có cân nặng', { ...CKD, weightKg: undefined }],
    ['chưa có chiều cao của trẻ', { ...CHILD, creatinine: [{ value: 40, hoursOld: 3 }] }],
    ['không biết giới tính', { ...CKD, sex: 'unknown' }],
    ['creatinin đang thay đổi', { ...CKD, creatinine: [...CKD.creatinine, { value: 100, hoursOld: 20 }] }],
  ])('say why renal function is not known: %s', (why, facts) => {
    const order = line('J01CA04', 'Amoxicilin', 500, 'mg', 'oral', every(8));
    expect(said(order, facts, 'renal-function')).toContain(`theo chức năng thận: ${why}.`);
  });

  it('say what to do below a limit of the kidneys, and call a class as a ward does', () => {
    const metformin = line('A10BA02', 'Metformin 500 mg', 500, 'mg', 'oral', every(12));
    const worse = { ...CKD, creatinine: [{ value: 300, hoursOld: 5 }] };
    const amoxicillin = line('J01CA04', 'Amoxicillin 500 mg', 500, 'mg', 'oral', every(8));
    expect(said(amoxicillin, worse, 'renal-function')).toContain('dưới mức 30: xem giảm liều');
    expect(said(metformin, worse, 'renal-function')).toContain('dưới mức 30: không dùng');
    const omeprazole = open(line('A02BC01', 'Omeprazol 20 mg', 20, 'mg', 'oral', every(24)));
    const other = line('A02BC02', 'Pantoprazol 40 mg', 40, 'mg', 'oral', every(24));
    expect(said(other, { ...MAN, open: [omeprazole] }, 'duplicate-therapy')).toMatch(/cùng nhóm ức chế bơm proton\.$/);
    expect(said(omeprazole, { ...MAN, open: [omeprazole] }, 'duplicate-therapy')).toMatch(
      /cùng hoạt chất Omeprazole\.$/,
    );
  });

  it('say of a man nothing of pregnancy, and what findings of before have not told', () => {
    const order = line('R03AC02', 'Salbutamol', 5, 'mg', 'nebulised', every(6));
    expect(said(order, MAN, 'cautions')).not.toMatch(/thai kỳ|cho con bú/);
    expect(said(order, { ...MOTHER, pregnancy: undefined }, 'cautions')).toContain('thai kỳ, cho con bú, suy thận');
    const params = { drug: 'Metformin', given: 51, most: 5, unit: 'mg', measure: 'mL/phút', limit: 60 };
    for (const rule of ['renal-function', 'ten-fold-dose', 'rate'] as const) {
      for (const severity of ['serious', 'not-judged'] as const) {
        expect(shown({ rule, severity, params, source: 'ATC' }, 'vi').message).not.toMatch(/[{}]/);
      }
    }
  });
});
