import fc from 'fast-check';
import { dependsOnHistory, judge, type JudgedValue } from './judgement.rules.js';

const LOINC = 'http://loinc.org';
const potassium = (value?: number, fields: Partial<JudgedValue> = {}): JudgedValue => ({
  system: LOINC,
  code: '2823-3',
  unit: 'mmol/L',
  referenceLow: 3.5,
  referenceHigh: 5.1,
  value,
  ...fields,
});
const of = (code: string, fields: Partial<JudgedValue>): JudgedValue => ({ system: LOINC, code, ...fields });
const told = (value: JudgedValue) => {
  const { criticality, because } = judge(value);
  return because ?? criticality;
};

describe('a potassium (3.5–5.1, critical below 2.8 or above 6.2 mmol/L)', () => {
  it.each([
    ['', 4, 'N', 'not-critical'],
    ['', 6.2, 'H', 'not-critical'],
    ['', 6.3, 'HH', 'critical'],
    ['<', 3.5, 'L', 'either-side'],
    ['<=', 3.5, undefined, 'either-side'],
    ['<', 2.8, 'LL', 'critical'],
    ['>', 5.1, 'H', 'either-side'],
    ['>', 6.2, 'HH', 'critical'],
    ['>', 1, undefined, 'either-side'],
  ])('of %s%d is %s and %s', (comparator, value, flag, criticality) => {
    const judged = potassium(value, { comparator: comparator || undefined });
    expect([judge(judged).flag, told(judged)]).toEqual([flag, criticality]);
  });
});

describe('units, and numbers in words, as laboratories send them', () => {
  it.each<[string, JudgedValue, string]>([
    ['Hb 4.0 g/dL', of('718-7', { value: 4, unit: 'g/dL', referenceLow: 12, referenceHigh: 16 }), 'critical'],
    ['Hb 8 g/dL', of('718-7', { value: 8, unit: 'g/dL' }), 'not-critical'],
    ['Hb 4 mmol/L', of('718-7', { value: 4, unit: 'mmol/L' }), 'critical'],
    ['creatinine 8 mg/dL', of('2160-0', { value: 8, unit: 'mg/dL' }), 'critical'],
    ['calcium 6.4 mg/dL', of('17861-6', { value: 6.4, unit: 'mg/dL' }), 'critical'],
    ['calcium 4.6 mEq/L', of('17861-6', { value: 4.6, unit: 'mEq/L' }), 'not-critical'],
    ['glucose 40 mg/dL', of('2345-7', { value: 40, unit: 'mg/dL' }), 'critical'],
    ['glucose 100 mg/dl', of('2345-7', { value: 100, unit: 'mg/dl' }), 'not-critical'],
    ['potassium 7.1 mEq/L', potassium(7.1, { unit: 'mEq/L' }), 'critical'],
    ['potassium 7.1 mmol/l', potassium(7.1, { unit: 'mmol/l' }), 'critical'],
    ['potassium "7,1 mmol/L"', potassium(undefined, { text: '7,1 mmol/L', unit: null }), 'critical'],
    ['potassium "7.1"', potassium(undefined, { text: ' 7.1 ', unit: null }), 'unit-missing'],
    ['potassium "> 7,1 mmol/L"', potassium(undefined, { text: '> 7,1 mmol/L' }), 'critical'],
    ...['7.1 H', '7,1H', '7.1 (HH)', '7.1 ↑', '7.1 mmol/L *', '7.1 mmol/L H', '> 7.1 (H)'].map(
      (text): [string, JudgedValue, string] => [`potassium "${text}"`, potassium(undefined, { text }), 'critical'],
    ),
    ['potassium "7.1 C"', potassium(undefined, { text: '7.1 C' }), 'unit-contradicts'],
    ['potassium "0,125 mmol/L"', potassium(undefined, { text: '0,125 mmol/L' }), 'impossible'],
    ['platelets 15 G/L', of('777-3', { value: 15, unit: 'G/L' }), 'critical'],
    ['platelets 15 K/µL', of('777-3', { value: 15, unit: 'K/µL' }), 'critical'],
    ['platelets 15 ×10⁹/L', of('777-3', { value: 15, unit: '×10⁹/L' }), 'critical'],
    ['platelets "15 × 10⁹/L"', of('777-3', { text: '15 × 10⁹/L' }), 'critical'],
    ['platelets "150 x 10^9/L"', of('777-3', { text: '150 x 10^9/L' }), 'not-critical'],
    ['platelets 150 x 10^9/L', of('777-3', { value: 150, unit: 'x 10^9/L' }), 'not-critical'],
    ['platelets 15000 /mm³', of('777-3', { value: 15_000, unit: '/mm³' }), 'critical'],
    ['platelets 20000 /uL, the limit itself', of('777-3', { value: 20_000, unit: '/uL' }), 'not-critical'],
    ['creatinine 700 µmol/L', of('14682-9', { value: 700, unit: 'µmol/L' }), 'critical'],
    ['INR without a unit', of('6301-6', { value: 6 }), 'critical'],
  ])('%s: %s', (_case, value, expected) => expect(told(value)).toBe(expected));
});

describe('a potassium with a remark', () => {
  const said = (text: string, fields: Partial<JudgedValue> = {}) => judge(potassium(undefined, { text, ...fields }));
  const outcome = (text: string, fields: Partial<JudgedValue> = {}) => {
    const { criticality, mayBeCritical } = said(text, fields);
    return mayBeCritical ? 'asked' : criticality;
  };
  const marked = (number: string) => [
    ...[
      `${number}↑↑`,
      `${number} mmol/L↑`,
      `↑${number}`,
      `${number} (H)`,
      `(H) ${number}`,
      `H ${number}`,
      `${number} [H]`,
    ],
    ...[`${number} cao`, `${number} CAO`, `${number} (cao)`, `${number}, tăng`, `${number} - cao`, `cao: ${number}`],
    ...[`${number} mmol/L (H) ↑`, `${number} HIGH`, `${number} mEq/L cao`, `${number} (mmol/L)`, `${number}.`],
    ...[`${number} (3.5-5.1)`, `${number} mmol/L [3,5 – 5,1] H`, `${number} bất thường`, `${number} A`],
    ...[`${number}\u00a0H`, `= ${number} mmol/L`],
  ];
  const doubted = (number: string) => [`${number}*`, `* ${number}`, `${number} mmol/L **`, `${number}!`, `${number}#`];
  it.each([...marked('7.9'), ...marked('7,9')])('"%s" is critical', (text) => expect(outcome(text)).toBe('critical'));
  it.each([...marked('4.2'), ...marked('4,2'), '4.2 N', '4.2 bình thường'])('"%s" is not', (text) =>
    expect(outcome(text)).toBe('not-critical'),
  );
  it.each([
    ...doubted('7.9'),
    ...['7.9 tán huyết', 'Kali 7,9', 'K+: 7.9 mmol/L', '~7.9', 'khoảng 7.9', '7.9?', '7.9 (đã chạy lại lần 2)'],
    ...['7.9 H (duplicate)', '7.9 (H) chạy lại', 'L, 2.1 đã báo'],
    ...['7.9 lúc 14:30', 'trên 6.5', '> 7.9 (đã kiểm tra)', '2.1 mẫu đông', '4.4 báo động', '4.4 (HH)', '4.4 critical'],
  ])('"%s" is critical, whatever the remark', (text) => expect(outcome(text)).toBe('critical'));
  it.each([
    ...['7.9 / 8.1', '7,9 (lần 1) 7,7 (lần 2)', '3.1–7.5', '7,900', '7.9 C', 'HI', 'cao', '>>>', 'dưới 5 hoặc trên 7'],
    ...['4.1 không đúng, đúng là 7.1', '7.9 g', '>5.1', '1.2 mmol/L hoặc 12 mg/L'],
    ...[
      'không đo được vì quá cao',
      'Vượt ngưỡng đo',
      '> giới hạn đo',
      'OVER',
      'kết quả báo động',
      'Kali trên 5',
      'mẫu không đông',
    ],
  ])('"%s" is not judged, and somebody is asked', (text) => expect(outcome(text)).toBe('asked'));
  it.each([
    ...doubted('4.2'),
    'tán huyết, chạy lại',
    '4.2 tán huyết',
    '4.1–4.4',
    '4.2 ?',
    'lấy lại lúc 14:30',
    'mẫu số 12 đông',
  ])('"%s" is not judged, and asks nobody', (text) => expect(outcome(text)).toBe('not-judged'));
  it.each([
    [7.1, null, true],
    [4.1, null, undefined],
    ['trên 5', null, true],
    [7.1, 'mmolL', true],
    [4.1, 'mm[Hg]', undefined],
  ] as const)('%s %s, in no unit that fits, is asked about: %s', (value, unit, expected) =>
    expect(
      judge(typeof value === 'number' ? potassium(value, { unit }) : potassium(undefined, { text: value, unit }))
        .mayBeCritical,
    ).toBe(expected),
  );
  it('of another test asks nobody', () => {
    expect(judge({ ...potassium(7.9), system: 'urn:lab' }).mayBeCritical).toBeUndefined();
    expect(judge(of('75622-1', { text: '3+' }))).toMatchObject({ because: 'positive' });
  });
  it('is told of the germ that a culture of blood names, and of a troponin in words', () => {
    expect(judge(of('600-7', { text: 'Staphylococcus aureus' })).mayBeCritical).toBe(true);
    expect(judge(of('67151-1', { text: 'Dương tính' })).mayBeCritical).toBe(true);
    expect(judge(of('67151-1', { text: 'Âm tính' })).mayBeCritical).toBeUndefined();
  });
  it('is read in no time, however long the text', () => {
    const before = process.cpuUsage();
    for (const text of [' '.repeat(99) + '7', '*'.repeat(99) + 'x', `7${' H'.repeat(48)}x`, '7.9 '.repeat(5000)]) {
      said(text);
    }
    expect(process.cpuUsage(before).user).toBeLessThan(500_000);
  });
});

describe('what cannot be judged is never said not to be critical', () => {
  it.each<[string, JudgedValue, string]>([
    ['no unit', potassium(7.1, { unit: null }), 'unit-missing'],
    ['a unit that does not fit', potassium(7.1, { unit: 'mm[Hg]' }), 'unit-unfit'],
    ['a unit that is none', potassium(7.1, { unit: 'mmolL' }), 'unit-unfit'],
    ['international units of a substance', potassium(7.1, { unit: 'IU/L' }), 'unit-unfit'],
    ['equivalents of what has no charge here', of('2345-7', { value: 4, unit: 'mEq/L' }), 'unit-unfit'],
    ['words', potassium(undefined, { text: 'tan huyết, chạy lại' }), 'not-a-number'],
    ['a number that may be a thousand', potassium(undefined, { text: '7,100 mmol/L' }), 'not-a-number'],
    ['a code of the laboratory alone', { ...potassium(7.1), system: 'urn:lab' }, 'test-unknown'],
    ['a troponin without its limit', of('67151-1', { value: 5000, unit: 'ng/L' }), 'range-missing'],
    ['a culture of which only the germ is named', of('600-7', { text: 'Staphylococcus aureus' }), 'culture-unclear'],
    ['a culture that says both', of('600-7', { text: 'Không mọc; lọ 2 dương tính' }), 'culture-unclear'],
    ['an HIV test that is positive', of('75622-1', { text: 'Dương tính' }), 'positive'],
    ['one that is reactive', of('75622-1', { text: 'Reactive' }), 'positive'],
    ['one that reacts', of('75622-1', { text: 'Có phản ứng' }), 'positive'],
    ['parasites that were seen', of('32700-7', { text: 'Có thấy P. falciparum' }), 'positive'],
    ['bacilli by how many', of('11545-1', { text: '3+' }), 'positive'],
    ['HBsAg, positive by its flag', of('5196-1', { text: 'xem ghi chú', interpretation: 'POS' }), 'positive'],
    ['high, as the laboratory says', potassium(7.1, { unit: null, interpretation: 'H' }), 'unit-missing'],
  ])('%s', (_case, value, expected) => expect(told(value)).toBe(expected));

  it.each([
    'Âm tính',
    'Non-reactive',
    'Not detected',
    'Vàng trong',
    'Không phản ứng',
    'Không có phản ứng',
    'Không tìm thấy KST',
    'O Rh (+)',
  ])('but a test without a limit that says %s is not critical', (text) => {
    expect(told(of('75622-1', { text }))).toBe('not-critical');
  });

  it('unless the laboratory says that it is normal, or critical', () => {
    expect(told(potassium(4, { unit: null, interpretation: 'N' }))).toBe('not-critical');
    expect(told(potassium(4, { unit: null, interpretation: 'HH' }))).toBe('critical');
  });

  it('whatever the unit and the value', () => {
    fc.assert(
      fc.property(fc.string(), fc.double(), (unit, value) => {
        const { criticality, because } = judge(potassium(value, { unit }));
        expect(criticality === 'not-judged').toBe(because !== undefined);
      }),
    );
  });
});

describe('cultures', () => {
  it.each([
    ['Dương tính: Staphylococcus aureus', 'critical'],
    ['Âm tính sau 5 ngày', 'not-critical'],
    ['Không mọc vi khuẩn', 'not-critical'],
    ['No growth after 48 h', 'not-critical'],
    ['Positive for E. coli', 'critical'],
  ])('%s: %s', (text, expected) => expect(told(of('600-7', { text }))).toBe(expected));
});

describe('our own ranges', () => {
  const hb = (value: number) => of('718-7', { value, unit: 'g/dL' });
  it.each([
    ['woman', { sex: 'female', years: { min: 30.2, max: 30.2 } }, 12.5, 'N'],
    ['man', { sex: 'male', years: { min: 30.2, max: 30.2 } }, 12.5, 'L'],
    ['child of three', { sex: 'male', years: { min: 3, max: 3 } }, 11.5, 'N'],
    ['newborn, for whom there is none', { sex: 'male', years: { min: 0, max: 0 } }, 11.5, undefined],
    ['somebody whose sex is unknown', { sex: 'unknown', years: { min: 30, max: 30 } }, 12.5, undefined],
    ['somebody perhaps still a child', { sex: 'male', years: { min: 14.5, max: 15.4 } }, 12.5, undefined],
  ])('are those of a %s', (_who, person, value, flag) => expect(judge(hb(value), person).flag).toBe(flag));
});

it('follows what was known where the test counts only when new', () => {
  const creatinine = of('14682-9', { unit: 'umol/L', value: 700, referenceHigh: 106 });
  expect(dependsOnHistory(creatinine)).toBe(true);
  expect([judge(creatinine).flag, judge(creatinine, {}, true).flag]).toEqual(['HH', 'H']);
  expect(judge(creatinine, {}, true).criticality).toBe('not-critical');
});

it('a value beyond measuring is flagged as each value it may be', () => {
  const side = (flag: string | undefined) =>
    flag === undefined ? 0 : flag.startsWith('L') ? -1 : flag === 'N' ? 0 : 1;
  fc.assert(
    fc.property(
      fc.double({ min: 0.1, max: 10, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (limit, at) => {
        const below = judge(potassium(limit, { comparator: '<' })).flag;
        if (below && at < 1) expect(side(judge(potassium(limit * at)).flag)).toBe(side(below));
        const above = judge(potassium(limit, { comparator: '>' })).flag;
        if (above && at > 0) expect(side(judge(potassium(limit / at)).flag)).toBe(side(above));
      },
    ),
  );
});
