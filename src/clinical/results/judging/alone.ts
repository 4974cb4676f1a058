import type { Tx } from '../../../platform/database/prisma.js';
import type { NewObservation } from '../../observations/new-observation.js';
import type { NewReport } from '../new-report.js';
import { inWords } from './coded-words.js';
import { judgementColumns, withRanges, type Surroundings } from './judged-report.js';

/** What a laboratory's value says that came without a report, and the ranges that were sent with it. */
export type AloneObservation = NewObservation & Pick<NewReport['observations'][number], 'ranges'>;

/**
 * Values that came alone, flagged and judged as those of a report are: whoever puts them into one later is told what they are. Other
 * observations stay as they were sent.
 */
export async function judgedAlone(tx: Tx, sent: readonly AloneObservation[]): Promise<NewObservation[]> {
  const patients = [...new Set(sent.filter(isJudged).map(({ patientId }) => patientId))];
  const people = patients.length > 0 ? await peopleOf(tx, patients) : new Map<string, Surroundings>();
  return sent.map((observation) => {
    const { ranges, ...said } = observation;
    const around = people.get(observation.patientId) ?? NOBODY;
    const report = reportOfOne(observation);
    const [value] = withRanges(report, around).observations;
    const ranged = ranges && value ? { ...said, ...rangeOf(value) } : said;
    if (!isJudged(observation) || !value) return ranged;
    const { interpretation, criticality, notJudgedBecause } = judgementColumns(value, report, around);
    return { ...ranged, interpretation, criticality, notJudgedBecause };
  });
}

const NOBODY: Surroundings = { sex: null, birthDate: null, birthDatePrecision: null, before: [] };

const isJudged = ({ category }: AloneObservation): boolean => category === 'laboratory';

const rangeOf = ({ referenceLow, referenceHigh, referenceText }: NewReport['observations'][number]) => ({
  referenceLow,
  referenceHigh,
  referenceText,
});

const reportOfOne = ({ code, category, status, ...said }: AloneObservation): NewReport => ({
  patientId: said.patientId,
  category,
  code,
  status: 'final',
  effectiveAt: said.effectiveAt,
  observations: [
    {
      code,
      value: said.value,
      comparator: said.comparator,
      unit: said.unit,
      details: said.details,
      text: said.text ?? (said.coded && inWords(said.coded)),
      components: said.components,
      referenceLow: said.referenceLow,
      referenceHigh: said.referenceHigh,
      referenceText: said.referenceText,
      ranges: said.ranges,
      interpretation: said.interpretation,
      status: status as NonNullable<NewReport['observations'][number]['status']>,
    },
  ],
});

interface PersonRow {
  readonly id: string;
  readonly sex: string | null;
  readonly birthDate: string | null;
  readonly birthDatePrecision: string | null;
}

async function peopleOf(tx: Tx, ids: readonly string[]): Promise<Map<string, Surroundings>> {
  const rows = await tx.$queryRaw<PersonRow[]>`
    SELECT id, sex, birth_date::text AS "birthDate", birth_date_precision AS "birthDatePrecision" FROM patient
    WHERE id = ANY(${[...ids]}::uuid[])`;
  return new Map(rows.map(({ id, ...person }) => [id, { ...person, before: [] }]));
}
