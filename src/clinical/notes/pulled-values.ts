import type { Tx } from '../../platform/database/prisma.js';
import { firstRow } from '../../platform/database/rows.js';
import type { NoteTemplate, Pull } from './templates/template.js';

/** A value of the chart as it was when the note was begun, and the record that it was taken from. */
export interface PulledValue {
  /** The sections of the form that it belongs to. */
  readonly sections: readonly string[];
  readonly from: Pull;
  /** Name of a vital sign as charting has it, or the code of a laboratory value. */
  readonly code: string;
  /** What a laboratory value is called; absent for vital signs. */
  readonly display?: string;
  readonly value: string | number | boolean;
  /** UCUM. */
  readonly unit?: string;
  readonly interpretation?: string;
  readonly effectiveAt: string;
  readonly source: { readonly entity: 'vital_signs' | 'observation'; readonly id: string };
}

/** Vital signs that a note begins with, their columns and units. */
const VITALS = [
  ['heartRate', 'heart_rate', '/min'],
  ['respiratoryRate', 'respiratory_rate', '/min'],
  ['systolic', 'systolic', 'mm[Hg]'],
  ['diastolic', 'diastolic', 'mm[Hg]'],
  ['temperature', 'temperature', 'Cel'],
  ['oxygenSaturation', 'oxygen_saturation', '%'],
  ['supplementalOxygen', 'supplemental_oxygen', undefined],
  ['consciousness', 'consciousness', undefined],
  ['weight', 'weight', 'kg'],
] as const;

/** How many sets a value is looked for in, and how many laboratory values are taken. */
const SETS_LOOKED_BACK = 30;
const MOST_VALUES = 30;

type VitalsRow = Readonly<Record<string, unknown>> & { readonly id: string; readonly at: string };
interface ValueRow {
  readonly id: string;
  readonly code: string;
  readonly display: string;
  readonly value: string | number;
  readonly unit: string | null;
  readonly interpretation: string | null;
  readonly at: string;
}

/** The latest values of the stay that the form asks for; no statement when it asks for none. */
export async function pullValues(
  tx: Tx,
  encounterId: string,
  template: NoteTemplate | undefined,
): Promise<PulledValue[] | undefined> {
  const vitals = sectionsWith(template, 'vital-signs');
  const laboratory = sectionsWith(template, 'laboratory');
  if (vitals.length + laboratory.length === 0) return undefined;
  const found = firstRow(await tx.$queryRawUnsafe<{ sets: VitalsRow[]; values: ValueRow[] }[]>(LATEST, encounterId));
  return [
    ...(vitals.length > 0 ? latestVitals(found.sets, vitals) : []),
    ...(laboratory.length > 0 ? found.values.map((row) => laboratoryValue(row, laboratory)) : []),
  ];
}

const sectionsWith = (template: NoteTemplate | undefined, pull: Pull): string[] =>
  (template?.sections ?? []).filter(({ pulls }) => pulls?.includes(pull)).map(({ code }) => code);

const isIn = (set: VitalsRow, code: string): boolean => set[code] !== null && set[code] !== undefined;
/** The set that a value is taken from. A pressure is one measurement: beside a systolic stands the diastolic of the same set, or none. */
function newestWith(sets: readonly VitalsRow[], code: string): VitalsRow | undefined {
  const pressure = code === 'diastolic' ? sets.find((set) => isIn(set, 'systolic')) : undefined;
  return (pressure ? [pressure] : sets).find((set) => isIn(set, code));
}

/** Of each vital sign the newest value, so that a set with only a weight hides nothing. */
const latestVitals = (sets: readonly VitalsRow[], sections: readonly string[]): PulledValue[] =>
  VITALS.flatMap(([code, , unit]) => {
    const newest = newestWith(sets, code);
    if (!newest) return [];
    const value = newest[code] as PulledValue['value'];
    const source = { entity: 'vital_signs', id: newest.id } as const;
    const effectiveAt = new Date(newest.at).toISOString();
    return [{ sections, from: 'vital-signs' as const, code, value, ...(unit && { unit }), effectiveAt, source }];
  });

function laboratoryValue(row: ValueRow, sections: readonly string[]): PulledValue {
  const { id, code, display, value, unit, interpretation, at } = row;
  return {
    sections,
    from: 'laboratory',
    code,
    display,
    value,
    ...(unit && { unit }),
    ...(interpretation && { interpretation }),
    effectiveAt: new Date(at).toISOString(),
    source: { entity: 'observation', id },
  };
}

const COLUMNS = VITALS.map(([code, column]) => `v.${column} AS "${code}"`).join(', ');
const LATEST = `SELECT
    (SELECT coalesce(json_agg(taken ORDER BY taken.at DESC, taken.id DESC), '[]') FROM (
      SELECT v.id, v.effective_at AS at, ${COLUMNS} FROM vital_signs v
       WHERE v.encounter_id = $1::uuid AND v.status = 'final'
       ORDER BY v.effective_at DESC, v.id DESC LIMIT ${SETS_LOOKED_BACK}) taken) AS sets,
    (SELECT coalesce(json_agg(measured ORDER BY measured.at DESC, measured.id DESC), '[]') FROM (
      SELECT * FROM (SELECT DISTINCT ON (coalesce(o.code, o.display)) o.id, coalesce(o.code, o.display) AS code, o.display,
          coalesce(to_json(o.value_number), to_json(o.value_text)) AS value, o.value_unit AS unit, o.interpretation, o.effective_at AS at
        FROM observation o WHERE o.encounter_id = $1::uuid AND o.report_id IS NOT NULL AND o.superseded_at IS NULL
          AND o.status IN ('final', 'amended', 'corrected', 'preliminary') AND coalesce(o.value_number::text, o.value_text) IS NOT NULL
        ORDER BY coalesce(o.code, o.display), o.effective_at DESC, o.id DESC) newest
      ORDER BY at DESC, id DESC LIMIT ${MOST_VALUES}) measured) AS values`;
