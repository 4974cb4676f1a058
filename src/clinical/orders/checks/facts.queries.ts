import { hospitalDate, hospitalTimeSql } from '../../../kernel/hospital-time.js';
import type { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/prisma.js';
import { firstRow } from '../../../platform/database/rows.js';
import { allergyStatements } from '../../history/active-allergies.queries.js';
import { pregnantByProblemSql, recordedLactationSql, recordedPregnancySql } from '../../history/pregnancy.queries.js';
import { ucumOf } from '../../datatypes/laboratory-units.js';
import { daysOn, partialDateSql, yearsOn } from '../../datatypes/partial-date.js';
import { converted } from '../../datatypes/unit-conversion.js';
import type { Facts, KnownAllergy, LabValue, OpenOrder } from './facts.js';

/** What the checks know of a patient, in one statement. @param without an order that another takes the place of */
export async function factsOf(tx: Tx, patientId: string, without: string | null = null): Promise<Facts> {
  return factsIn(firstRow(await tx.$queryRawUnsafe<FactsRow[]>(FACTS, patientId, without)));
}

/** The same outside of a transaction, for who looks at an order again, or writes one. */
export async function factsRead(database: Database, patientId: string, without: string | null): Promise<Facts> {
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
    ageDays: daysOn(birth, hospitalDate()) ?? undefined,
    procedures: row.procedures,
    weightKg: row.weight ?? undefined,
    heightCm: row.height ?? undefined,
    pregnancy: pregnancy === 'pregnant' || pregnancy === 'not-pregnant' ? pregnancy : undefined,
    lactation: lactation === 'breastfeeding' || lactation === 'not-breastfeeding' ? lactation : undefined,
    allergies,
    open,
    creatinine: readable(creatinine, 'creatinine'),
    potassium: readable(potassium, 'potassium')[0],
    inr: readable(inr, 'inr')[0],
    platelets: readable(platelets, 'platelets')[0],
  };
}

interface RawValue {
  readonly value: number | null;
  readonly comparator: string | null;
  readonly unit: string | null;
  readonly hoursOld: number;
}

/** What each test is read in, and what its other units need. */
const READ_IN = {
  creatinine: { unit: 'umol/L', of: { molarMass: 113.12 } },
  potassium: { unit: 'mmol/L', of: { molarMass: 39.098, charge: 1 } },
  platelets: { unit: '10*9/L', of: {} },
} as const;
const BARE: readonly string[] = ['', '1', '{INR}', '{ratio}'];

/** A value in the unit of the rules; undefined of one that is a limit, or in a unit that does not fit. */
function readIn(test: keyof typeof READ_IN | 'inr', { value, comparator, unit }: RawValue): number | undefined {
  if (value === null || comparator !== null) return undefined;
  if (test === 'inr') return BARE.includes(ucumOf(unit ?? '')) ? value : undefined;
  return unit === null ? undefined : converted(value, unit, READ_IN[test].unit, READ_IN[test].of);
}

/** Values as the rules read them; when the newest cannot be read, none is: an older one would pass for today's. */
function readable(values: readonly RawValue[], test: keyof typeof READ_IN | 'inr'): LabValue[] {
  const read = values.map((one) => {
    const value = readIn(test, one);
    return value === undefined ? undefined : { value, hoursOld: one.hoursOld };
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
  readonly procedures: readonly string[];
  readonly creatinine: readonly RawValue[];
  readonly potassium: readonly RawValue[];
  readonly inr: readonly RawValue[];
  readonly platelets: readonly RawValue[];
}

/** The newest values of a test within a year, by its LOINC codes. */
const newest = (codes: readonly string[], most: number): string =>
  `(SELECT coalesce(jsonb_agg(v), '[]') FROM (
     SELECT CASE WHEN (o.not_judged_because IN ('unit-contradicts', 'impossible')) IS NOT TRUE THEN o.value_number END AS value, o.value_comparator AS comparator, o.value_unit AS unit,
       extract(epoch FROM now() - o.effective_at) / 3600 AS "hoursOld"
     FROM observation o WHERE o.patient_id = p.id AND o.code IN (${codes.map((code) => `'${code}'`).join(', ')})
       AND o.superseded_at IS NULL AND o.status NOT IN ('entered-in-error', 'cancelled') AND o.effective_at > now() - interval '1 year'
     ORDER BY o.effective_at DESC, o.id DESC LIMIT ${most}) v)`;

/**
 * $1 the patient; $2 an order left out. Of a child a weight counts for 30 days, of an adult for a year. At most 200 orders are compared. That
 * somebody is not pregnant counts for 60 days; where nobody says anything of it a diagnosis does.
 */
const FACTS = `SELECT p.sex, ${partialDateSql('p.birth_date', 'p.birth_date_precision')} AS birth,
  (SELECT v.weight::float FROM vital_signs v WHERE v.patient_id = p.id AND v.weight IS NOT NULL AND v.status <> 'entered-in-error'
     AND v.effective_at > now() - CASE WHEN p.birth_date > ${hospitalTimeSql('now()')} - interval '18 years' THEN interval '30 days' ELSE interval '1 year' END
     ORDER BY v.effective_at DESC, v.id DESC LIMIT 1) AS weight,
  (SELECT v.height::float FROM vital_signs v WHERE v.patient_id = p.id AND v.height IS NOT NULL AND v.status <> 'entered-in-error'
     AND v.effective_at > now() - interval '180 days' ORDER BY v.effective_at DESC, v.id DESC LIMIT 1) AS height,
  coalesce(
   (SELECT CASE WHEN state <> 'not-pregnant' OR said_at > now() - interval '60 days' THEN state END FROM (
      (SELECT s.value AS state, s.set_at AS said_at FROM observation_setting s WHERE s.patient_id = p.id AND s.kind = 'pregnancy' AND s.ended_at IS NULL
         AND s.set_at > now() - interval '300 days' ORDER BY s.set_at DESC LIMIT 1)
      UNION ALL (${recordedPregnancySql('p.id', 'now()')})) said ORDER BY said_at DESC LIMIT 1),
   (SELECT v.pregnancy FROM vital_signs v WHERE v.patient_id = p.id AND v.pregnancy IS NOT NULL AND v.status <> 'entered-in-error'
     AND v.effective_at > now() - interval '60 days' ORDER BY v.effective_at DESC, v.id DESC LIMIT 1),
   CASE WHEN ${pregnantByProblemSql('p.id')} THEN 'pregnant' END) AS pregnancy,
  (${recordedLactationSql('p.id')}) AS lactation,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('display', display, 'code', code, 'category', category, 'noneKnown', none_known)), '[]')
     ${allergyStatements('p.id')}) AS allergies,
  (SELECT coalesce(jsonb_agg(s), '[]') FROM (
     SELECT o.id, o.number, o.kind, jsonb_build_object('system', o.code_system, 'code', o.code, 'display', o.display) AS code,
       o.detail->'dose' AS dose, o.detail->'loadingDose' AS "loadingDose", o.detail->'timing' AS timing, o.detail->'infusion' AS infusion, o.detail->>'route' AS route
     FROM service_order o WHERE o.patient_id = p.id AND o.status IN ('active', 'on-hold') AND o.id IS DISTINCT FROM $2::uuid
     ORDER BY o.id DESC LIMIT 200) s) AS open,
  (SELECT coalesce(jsonb_agg(s.display), '[]') FROM (
     SELECT o.display FROM service_order o WHERE o.patient_id = p.id AND o.kind = 'procedure' AND o.status IN ('active', 'on-hold', 'completed')
       AND coalesce(o.ended_at, now()) > now() - interval '30 days' ORDER BY o.id DESC LIMIT 50) s) AS procedures,
  ${newest(['2160-0', '14682-9'], 2)} AS creatinine, ${newest(['2823-3', '6298-4'], 1)} AS potassium,
  ${newest(['6301-6', '34714-6'], 1)} AS inr, ${newest(['777-3', '26515-7'], 1)} AS platelets
  FROM patient p WHERE p.id = $1::uuid`;
