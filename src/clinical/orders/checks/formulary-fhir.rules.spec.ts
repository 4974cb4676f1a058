import { isFhir, readFhirFormulary } from './formulary-fhir.rules.js';

const ATC = 'http://www.whocc.no/atc';
const PARACETAMOL = {
  resourceType: 'MedicationKnowledge',
  meta: { source: 'https://duocthu.example/2026' },
  code: { coding: [{ system: ATC, code: 'N02BE01', display: 'Paracetamol' }], text: 'Paracetamol 500 mg' },
  synonym: ['Acetaminophen'],
  doseForm: { text: 'viên nén' },
  intendedRoute: [{ coding: [{ code: 'PO', display: 'oral' }] }],
  medicineClassification: [{ classification: [{ text: 'analgesic' }] }],
  ingredient: [{ strength: { numerator: { value: 500, code: 'mg' }, denominator: { value: 1, code: '{tablet}' } } }],
  administrationGuidelines: [
    {
      dosage: [
        {
          dosage: [
            {
              maxDosePerPeriod: { numerator: { value: 4, code: 'g' }, denominator: { value: 1, code: 'd' } },
              maxDosePerAdministration: { value: 1000, code: 'mg' },
            },
          ],
        },
      ],
    },
    { patientCharacteristics: [{}], dosage: [{ dosage: [{ maxDosePerAdministration: { value: 2, code: 'mg' } }] }] },
  ],
};
const SYRUP = {
  resourceType: 'Medication',
  code: { coding: [{ system: ATC, code: 'N02BE01' }], text: 'Hapacol siro' },
  form: { text: 'siro' },
  ingredient: [{ strength: { numerator: { value: 250, unit: 'mg' }, denominator: { value: 5, unit: 'mL' } } }],
};
const READ = {
  ...{ atc: 'N02BE01', name: 'Paracetamol', classes: ['analgesic'], routes: ['oral'] },
  ...{ adult: { daily: 4000, single: 1000 }, source: 'https://duocthu.example/2026' },
};

describe('A formulary in FHIR', () => {
  it('is read of NDJSON, and forms and strengths of one substance are put together', () => {
    const text = `${JSON.stringify(PARACETAMOL)}\n${JSON.stringify(SYRUP)}\n`;
    expect(isFhir(text)).toBe(true);
    expect(readFhirFormulary(text)).toEqual({
      faults: [],
      drugs: [
        {
          ...READ,
          also: ['Acetaminophen', 'Paracetamol 500 mg', 'Hapacol siro'],
          forms: ['viên nén', 'siro'],
          strengths: ['500 mg', '250 mg/5 mL'],
        },
      ],
    });
  });

  it('is read of a Bundle, whose source is that of what it holds', () => {
    const unsourced = { ...PARACETAMOL, meta: undefined };
    const bundle = { resourceType: 'Bundle', meta: PARACETAMOL.meta, entry: [{ resource: unsourced }] };
    expect(readFhirFormulary(JSON.stringify(bundle)).drugs).toMatchObject([READ]);
    expect(readFhirFormulary(JSON.stringify({ ...bundle, meta: {} })).faults).toMatchObject([
      { line: 1, fault: { en: 'N02BE01 has no source' } },
    ]);
  });

  it('knows units of insulin, and no limit in anything that it cannot reckon', () => {
    const insulin = (code: string) => ({
      ...PARACETAMOL,
      code: { coding: [{ system: ATC, code: 'A10AB01', display: 'Insulin (human)' }] },
      administrationGuidelines: [
        {
          dosage: [
            {
              dosage: [{ maxDosePerPeriod: { numerator: { value: 80, code }, denominator: { value: 1, code: 'd' } } }],
            },
          ],
        },
      ],
    });
    expect(readFhirFormulary(JSON.stringify(insulin('[iU]'))).drugs).toMatchObject([
      { unit: '[iU]', adult: { daily: 80 } },
    ]);
    expect(readFhirFormulary(JSON.stringify(insulin('mL'))).drugs[0]?.adult).toBeUndefined();
  });

  it('knows what a file of columns knows: by weight, per hour, least hours, and what FHIR has no element for', () => {
    const limit = (value: number, code: string, per: string) => ({
      maxDosePerPeriod: { numerator: { value, code }, denominator: { value: 1, code: per } },
    });
    const told = {
      ...PARACETAMOL,
      extension: [
        {
          url: 'https://benhan.vn/fhir/StructureDefinition/formulary',
          extension: [
            { url: 'mg_per_mmol', valueDecimal: 74.55 },
            { url: 'child_daily_mg_kg', valueDecimal: 60 },
            { url: 'pregnancy', valueCode: 'avoid' },
            { url: 'results', valueString: 'potassium>5.5' },
            { url: 'atc', valueString: 'A00AA00' },
          ],
        },
      ],
      administrationGuidelines: [
        {
          dosage: [
            {
              dosage: [
                { ...limit(4, 'g', 'd'), timing: { repeat: { frequency: 3, period: 1, periodUnit: 'd' } } },
                {
                  ...limit(0.05, 'g/kg', 'd'),
                  timing: { repeat: { frequency: 1, frequencyMax: 2, period: 1, periodUnit: 'wk' } },
                },
                limit(300, 'mg', 'h'),
              ],
            },
          ],
        },
      ],
    };
    expect(readFhirFormulary(JSON.stringify(told))).toMatchObject({
      faults: [],
      drugs: [
        {
          ...{ atc: 'N02BE01', adult: { daily: 4000, dailyPerKg: 50, hourly: 300 }, leastHours: 84, mgPerMmol: 74.55 },
          ...{ child: { daily: 60 }, pregnancy: 'avoid', results: [{ analyte: 'potassium', above: 5.5 }] },
        },
      ],
    });
    const wrong = {
      ...told,
      extension: [{ ...told.extension[0], extension: [{ url: 'mg_per_mmol', valueDecimal: -1 }] }],
    };
    expect(readFhirFormulary(JSON.stringify(wrong)).faults[0]?.fault.en).toContain('mg_per_mmol is a number above 0');
  });

  it('tells what is wrong by its line, and then has no medicine', () => {
    const bad = readFhirFormulary(`${JSON.stringify(PARACETAMOL)}\n{"resourceType":"Patient"}`);
    expect(bad).toMatchObject({ drugs: [], faults: [{ line: 2, fault: { en: 'a Patient is no medicine' } }] });
    expect(readFhirFormulary('{"a":1}\nnot JSON').faults).toMatchObject([
      { line: 2, fault: { vi: 'không phải là JSON' } },
    ]);
    const uncoded = { ...PARACETAMOL, code: undefined };
    expect(readFhirFormulary(JSON.stringify(uncoded)).faults[0]?.fault.en).toBe('"" is no ATC code of a substance');
  });
});
