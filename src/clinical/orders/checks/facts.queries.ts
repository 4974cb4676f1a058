import { hospitalDate } from '../../../kernel/hospital-time.js';
import type { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/prisma.js';
import { firstRow } from '../../../platform/database/rows.js';
import { allergyStatements } from '../../history/active-allergies.queries.js';
import { recordedLactationSql, recordedPregnancySql } from '../../history/pregnancy.queries.js';
import { partialDateSql, yearsOn } from '../../datatypes/partial-date.js';
import type { Facts, KnownAllergy, LabValue, OpenOrder } from './facts.js';

/** What the checks know of a patient, in one statement. @param without an order that another takes the place of */
export async function factsOf(tx: Tx, patientId: string, without: string | null = null): Promise<Facts> {
  return factsIn(firstRow(await tx.$queryRawUnsafe<FactsRow[]>(FACTS, patientId, without)));
}

/** The same outside of a transaction, for who looks at an order again. */
export async function factsRead(database: Database, patientId: string, without: string): Promise<Facts> {
  return factsIn(firstRow(await database.query<FactsRow>({ name: 'orders.facts', text: FACTS }, [patientId, without])));
}

/** Whether anybody has asked about allergies, and what came of it. */
export const allergyStatusOf = ({ allergies }: Facts): 'never-asked' | 'none-known' | 'known' =>
  allergies.length === 0 ? 'never-asked' : allergies.every(({ noneKnown }) => noneKnown) ? 'none-known' : 'known';

function factsIn(row: FactsRow): Facts {
  const { sex, birth, pregnancy, lactation, allergies, open, creatinine, potassium, inr, platelets } = row;
  return {
    sex,
    age: yearsOn(birth, hospitalDate()) ?? undefined,
    weightKg: row.weight ?? undefined,
    heightCm: row.height ?? undefined,
    pregnancy: pregnancy === 'pregnant' || pregnancy === 'not-pregnant' ? pregnancy : undefined,
    lactation: lactation === 'breastfeeding' || lactation === 'not-breastfeeding' ? lactation : undefined,
    allergies,
    open,
    creatinine: readable(creatinine, CREATININE_UNITS),
    potassium: readable(potassium, POTASSIUM_UNITS)[0],
    inr: readable(inr, INR_UNITS)[0],
    platelets: readable(platelets, PLATELET_UNITS)[0],
  };
}

interface RawValue {
  readonly value: number | null;
  readonly comparator: string | null;
  readonly unit: string | null;
  readonly hoursOld: number;
}

/** To µmol/L; molar mass of creatinine 113.12 g/mol. */
const CREATININE_UNITS: Readonly<Record<string, number>> = { 'umol/L': 1, 'µmol/L': 1, 'mmol/L': 1000, 'mg/dL': 88.4 };
const POTASSIUM_UNITS: Readonly<Record<string, number>> = { 'mmol/L': 1, 'meq/L': 1, 'mEq/L': 1 };
const INR_UNITS: Readonly<Record<string, number>> = { '': 1, '1': 1, '{INR}': 1 };
const PLATELET_UNITS: Readonly<Record<string, number>> = { '10*9/L': 1, 'G/L': 1, '10*3/uL': 1, 'K/uL': 1 };

/** Values as the rules read them; when the newest cannot be read, none is: an older one would pass for today's. */
function readable(values: readonly RawValue[], units: Readonly<Record<string, number>>): LabValue[] {
  const read = values.map(({ value, comparator, unit, hoursOld }) => {
    const factor = units[unit ?? ''];
    return value === null || comparator !== null || factor === undefined
      ? undefined
      : { value: value * factor, hoursOld };
  });
  return read[0] === undefined ? [] : read.filter((one) => one !== undefined);
}

interface FactsRow {
  readonly sex: string;
  readonly birth: string | null;
  readonly weight: number | null;
  readonly height: number | null;
  readonly pregnancy: string | null;
  readonly lactation: string | null;
  readonly allergies: readonly KnownAllergy[];
  readonly open: readonly OpenOrder[];
  readonly creatinine: readonly RawValue[];
  readonly potassium: readonly RawValue[];
  readonly inr: readonly RawValue[];
  readonly platelets: readonly RawValue[];
}

/** The newest values of a test within a year, by its LOINC codes. */
const newest = (codes: readonly string[], most: number): string =>
  `(SELECT coalesce(jsonb_agg(v), '[]') FROM (
     SELECT o.value_number AS value, o.value_comparator AS comparator, o.value_unit AS unit,
       extract(epoch FROM now() - o.effective_at) / 3600 AS "hoursOld"
     FROM observation o WHERE o.patient_id = p.id AND o.code IN (${codes.map((code) => `'${code}'`).join(', ')})
       AND o.superseded_at IS NULL AND o.status NOT IN ('entered-in-error', 'cancelled') AND o.effective_at > now() - interval '1 year'
     ORDER BY o.effective_at DESC, o.id DESC LIMIT ${most}) v)`;

/** $1 the patient; $2 an order left out. Of a child a weight counts for 30 days, of an adult for a year. At most 200 orders are compared. */
const FACTS = `SELECT p.sex, ${partialDateSql('p.birth_date', 'p.birth_date_precision')} AS birth,
  (SELECT v.weight::float FROM vital_signs v WHERE v.patient_id = p.id AND v.weight IS NOT NULL AND v.status <> 'entered-in-error'
     AND v.effective_at > now() - CASE WHEN p.birth_date > now() - interval '18 years' THEN interval '30 days' ELSE interval '1 year' END
     ORDER BY v.effective_at DESC, v.id DESC LIMIT 1) AS weight,
  (SELECT v.height::float FROM vital_signs v WHERE v.patient_id = p.id AND v.height IS NOT NULL AND v.status <> 'entered-in-error'
     AND v.effective_at > now() - interval '180 days' ORDER BY v.effective_at DESC, v.id DESC LIMIT 1) AS height,
  coalesce(
   (SELECT state FROM (
      (SELECT s.value AS state, s.set_at AS said_at FROM observation_setting s WHERE s.patient_id = p.id AND s.kind = 'pregnancy' AND s.ended_at IS NULL
         AND s.set_at > now() - interval '300 days' ORDER BY s.set_at DESC LIMIT 1)
      UNION ALL (${recordedPregnancySql('p.id', 'now()')})) said ORDER BY said_at DESC LIMIT 1),
   (SELECT v.pregnancy FROM vital_signs v WHERE v.patient_id = p.id AND v.pregnancy IS NOT NULL AND v.status <> 'entered-in-error'
     AND v.effective_at > now() - interval '60 days' ORDER BY v.effective_at DESC, v.id DESC LIMIT 1)) AS pregnancy,
  (${recordedLactationSql('p.id')}) AS lactation,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('display', display, 'code', code, 'category', category, 'noneKnown', none_known)), '[]')
     ${allergyStatements('p.id')}) AS allergies,
  (SELECT coalesce(jsonb_agg(s), '[]') FROM (
     SELECT o.id, o.number, o.kind, jsonb_build_object('system', o.code_system, 'code', o.code, 'display', o.display) AS code,
       o.detail->'dose' AS dose, o.detail->'loadingDose' AS "loadingDose", o.detail->'timing' AS timing, o.detail->>'route' AS route
     FROM service_order o WHERE o.patient_id = p.id AND o.status IN ('active', 'on-hold') AND o.id IS DISTINCT FROM $2::uuid
     ORDER BY o.id DESC LIMIT 200) s) AS open,
  ${newest(['2160-0', '14682-9'], 2)} AS creatinine, ${newest(['2823-3', '6298-4'], 1)} AS potassium,
  ${newest(['6301-6', '34714-6'], 1)} AS inr, ${newest(['777-3', '26515-7'], 1)} AS platelets
  FROM patient p WHERE p.id = $1::uuid`;
