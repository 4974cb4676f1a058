import { describe, expect, it } from '@jest/globals';
import { hospitalMidnight } from '../../kernel/hospital-time.js';
import { checkVitals } from '../../clinical/observations/vital-signs.rules.js';
import { cccdWarnings, checkIdentifier } from '../../clinical/patients/identifier.rules.js';
import { normalisePhone } from '../../clinical/patients/phone.rules.js';
import { DAY, type Visit } from './course.js';
import { planOf, type Plan } from './plan.js';
import { chartedRows, leadingRows } from './slices.js';

const until = hospitalMidnight('2026-11-28').getTime();
const wanted = { patients: 1000, years: 1, seed: 5, until, heavyPatient: false };
const plan = planOf(wanted);
const visits = plan.slices.flat();
const lead = (of: Plan, slice: readonly Visit[]) => {
  let number = 0;
  const next = () => String(++number);
  return leadingRows(of, slice, next, next, next);
};
const leading = lead(plan, visits);
const charted = chartedRows(plan, visits);

describe('A generated hospital', () => {
  it('has about three and a third encounters a patient, and three sets of vital signs an encounter', () => {
    expect(visits.length / wanted.patients).toBeGreaterThan(3);
    expect(visits.length / wanted.patients).toBeLessThan(3.6);
    expect(charted.of('vital_signs').length / visits.length).toBeGreaterThan(2.6);
    expect(charted.of('vital_signs').length / visits.length).toBeLessThan(3.5);
    expect(leading.of('patient')).toHaveLength(wanted.patients);
  });

  it('is the same for the same words, whatever is written at a time', () => {
    const again = planOf(wanted, 100);
    expect(again.slices.length).toBeGreaterThan(10);
    expect(lead(again, again.slices.flat()).of('encounter')).toEqual(leading.of('encounter'));
    const inParts = again.slices.flatMap((slice) => chartedRows(again, slice).of('vital_signs'));
    expect(inParts).toEqual(charted.of('vital_signs'));
  });

  it.each([
    ['seed', 6],
    ['years', 3],
    ['until', until - DAY],
    ['patients', 1001],
  ] as const)('is another for another %s', (name, value) => {
    const other = planOf({ ...wanted, [name]: value });
    const ids = new Set(visits.map(({ patient }) => patient.id));
    expect(other.slices.flat().some(({ patient }) => ids.has(patient.id))).toBe(false);
  });

  it('lays nobody into a taken bed, and nobody into two', () => {
    const stays = leading.of('stay').filter(({ bed_id }) => bed_id !== null);
    for (const key of ['bed_id', 'patient_id'] as const) {
      const sorted = [...stays].sort((a, b) =>
        `${a[key]}${a['started_at']}`.localeCompare(`${b[key]}${b['started_at']}`),
      );
      const overlapping = sorted.filter((stay, i) => {
        const before = sorted[i - 1]!;
        return before?.[key] === stay[key] && (before['ended_at'] ?? '9') > stay['started_at']!;
      });
      expect(overlapping).toEqual([]);
    }
    const inpatients = visits.filter(({ kind }) => kind === 'inpatient');
    expect(inpatients.length).toBeGreaterThan(100);
    expect(inpatients.every(({ bed }) => bed !== undefined)).toBe(true);
  });

  it('has wards that are neither empty nor overfull', () => {
    const beds = plan.hospital.inpatient.reduce((sum, ward) => sum + ward.beds.length, 0);
    const lain = visits.reduce(
      (sum, { kind, start, end }) => sum + (kind === 'inpatient' ? Math.min(end, until) - start : 0),
      0,
    );
    const used = lain / (beds * (until - plan.extent.since));
    expect(used).toBeGreaterThan(0.3);
    expect(used).toBeLessThan(0.95);
  });

  it('charts what a living person can have, within the encounter', () => {
    const encounters = new Map(leading.of('encounter').map((row) => [row['id'], row]));
    for (const row of charted.of('vital_signs')) {
      const number = (column: string) => (row[column] === null ? null : Number(row[column]));
      const values = {
        ...{
          heartRate: number('heart_rate'),
          respiratoryRate: number('respiratory_rate'),
          systolic: number('systolic'),
        },
        ...{ diastolic: number('diastolic'), temperature: number('temperature'), weight: number('weight') },
        ...{ oxygenSaturation: number('oxygen_saturation'), height: number('height'), glucose: number('glucose') },
        consciousness: row['consciousness'] as 'A',
      };
      expect(checkVitals(values).refused).toEqual([]);
      const { started_at, ended_at } = encounters.get(row['encounter_id'])!;
      expect(row['effective_at']! >= started_at! && row['effective_at']! <= (ended_at ?? '9')).toBe(true);
    }
  });

  it('gives identifiers, numbers and dates in the form in which the service stores them', () => {
    const people = new Map(leading.of('patient').map((row) => [row['id'], row]));
    const identifiers = leading.of('patient_identifier');
    for (const { patient_id, system, value } of identifiers) {
      expect(checkIdentifier(system!, value!)).toEqual({ ok: true, system, value });
      const { sex, birth_date } = people.get(patient_id)!;
      if (system!.endsWith('cccd')) expect(cccdWarnings(value!, { sex, birthDate: birth_date })).toEqual([]);
    }
    expect(new Set(identifiers.map(({ value }) => value)).size).toBe(identifiers.length);
    const phones = leading.of('patient').flatMap(({ phones }) => phones!.slice(1, -1).split(',').filter(Boolean));
    expect(phones.every((phone) => normalisePhone(phone) === phone)).toBe(true);
  });

  it('has, when asked, one patient with 500 encounters and 50,000 observations', () => {
    const heavy = planOf({ ...wanted, patients: 20, heavyPatient: true });
    const theirs = heavy.slices.flat().filter(({ patient }) => patient.index === 0);
    expect(theirs).toHaveLength(500);
    expect(chartedRows(heavy, theirs).of('observation')).toHaveLength(50_000);
  });
});
