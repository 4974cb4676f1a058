import { allergyFindings } from './allergy.rules.js';
import { DRUGS, STARTER } from './formulary.data.js';
import { substancesOf, useFormulary } from './formulary.js';
import { togetherFindings } from './together.rules.js';

const ATC = 'http://www.whocc.no/atc';
const medicine = (code: string, display: string) => ({ kind: 'medication', code: { system: ATC, code, display } });
const WARFARIN = medicine('B01AA03', 'Warfarin 5 mg');
const IBUPROFEN = medicine('M01AE01', 'Ibuprofen 400 mg');
const DICLOFENAC = medicine('M01AB05', 'Diclofenac 75 mg');
const SIMVASTATIN = medicine('C10AA01', 'Simvastatin 20 mg');
const CLARITHROMYCIN = medicine('J01FA09', 'Clarithromycin 500 mg');
const SPIRONOLACTONE = medicine('C03DA01', 'Spironolactone 25 mg');
const POTASSIUM = medicine('A12BA01', 'Potassium chloride 600 mg');
const PARACETAMOL = medicine('N02BE01', 'Paracetamol 500 mg');
const CEFAZOLIN = medicine('J01DB04', 'Cefazolin 1 g');
const HERB = medicine('V03AX', 'Cao lá dân gian');
const test = (kind: string) => ({ kind, code: { system: 'http://loinc.org', code: '2823-3', display: 'Kali' } });

const found = (order: typeof WARFARIN, ...beside: (typeof WARFARIN)[]) =>
  togetherFindings(order, order.kind === 'medication' ? substancesOf(order.code) : [], beside).map(
    ({ rule, severity }) => `${rule} ${severity}`,
  );

describe('Orders beside one another', () => {
  it.each([
    ['an anticoagulant and an NSAID', WARFARIN, IBUPROFEN, ['interaction serious']],
    ['warfarin and a macrolide', WARFARIN, CLARITHROMYCIN, ['interaction serious']],
    ['simvastatin and a strong inhibitor', SIMVASTATIN, CLARITHROMYCIN, ['interaction contraindicated']],
    ['spironolactone and potassium', SPIRONOLACTONE, POTASSIUM, ['interaction contraindicated']],
    ['two of a class that is given once', IBUPROFEN, DICLOFENAC, ['duplicate-therapy serious']],
    ['the same medicine', PARACETAMOL, PARACETAMOL, ['duplicate-therapy serious']],
    ['the same medicine that the formulary does not know', HERB, HERB, ['duplicate-therapy serious']],
    ['medicines that go together', PARACETAMOL, WARFARIN, []],
    ['the same test', test('laboratory'), test('laboratory'), ['duplicate-order caution']],
    ['a test and a medicine', test('laboratory'), PARACETAMOL, []],
  ])('%s', (_, one, other, expected) => {
    expect(found(one, other)).toEqual(expected);
    expect(found(other, one)).toEqual(expected);
  });

  it('are told of each pair, and of a name that is taken for another', () => {
    expect(found(WARFARIN, IBUPROFEN, CLARITHROMYCIN, PARACETAMOL)).toEqual([
      'interaction serious',
      'interaction serious',
    ]);
    expect(found(CEFAZOLIN)).toEqual(['look-alike caution']);
  });
});

describe('What was found of a medicine before', () => {
  afterEach(() => useFormulary(undefined));

  it('is found anew by the formulary that is in force now', () => {
    const names = ({ code }: typeof WARFARIN) => substancesOf(code).map(({ name }) => name);
    const allergic = {
      sex: 'female',
      open: [],
      creatinine: [],
      allergies: [{ display: 'Warfarin', code: null, category: null, noneKnown: false }],
    };
    const allergies = () => allergyFindings(WARFARIN, substancesOf(WARFARIN.code), allergic).map(({ rule }) => rule);
    expect([names(WARFARIN), allergies()]).toEqual([['Warfarin'], ['allergy-substance']]);
    useFormulary({ ...STARTER, drugs: DRUGS.filter(({ name }) => name !== 'Warfarin') });
    expect([names(WARFARIN), found(IBUPROFEN, WARFARIN), names(IBUPROFEN)]).toEqual([[], [], ['Ibuprofen']]);
    useFormulary(undefined);
    expect([names(WARFARIN), found(IBUPROFEN, WARFARIN)]).toEqual([['Warfarin'], ['interaction serious']]);
  });
});
