import type { Tx } from '../../../platform/database/prisma.js';
import type { NewObservation } from '../../observations/new-observation.js';
import type { Coding } from '../../datatypes/coding.js';
import type { NewReport } from '../new-report.js';
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
    const whole = { criticality, notJudgedBecause };
    return { ...ranged, interpretation, ...gravest([whole, ...ofParts(observation, around)]) };
  });
}

const NOBODY: Surroundings = { sex: null, birthDate: null, birthDatePrecision: null, before: [] };

const isJudged = ({ category }: AloneObservation): boolean => category === 'laboratory';

type Judged = Pick<NewObservation, 'criticality' | 'notJudgedBecause'>;

/** How an antibiogram and its like name what was found of a part: whoever tested it has judged it. */
const SENSITIVITIES: ReadonlySet<string> = new Set(['S', 'I', 'R', 'SDD', 'NS', 'SYN-S', 'SYN-R', 'MS', 'VS']);

/** Each part of a result, such as the potassium of a blood gas, judged as if it had come by itself. */
const ofParts = ({ components = [], ...whole }: AloneObservation, around: Surroundings): Judged[] =>
  components
    .filter(({ interpretation }) => !SENSITIVITIES.has(interpretation ?? ''))
    .map(({ unitWritten, ...part }) => {
      const { patientId, category, status, effectiveAt } = whole;
      const details = unitWritten === undefined ? undefined : { unitWritten };
      const report = reportOfOne({ ...part, patientId, category, status, effectiveAt, details });
      const [value] = report.observations;
      return value ? judgementColumns(value, report, around) : {};
    });

/** What has to be told of several: one that is critical, else one that nobody could judge. */
function gravest(all: readonly Judged[]): Judged {
  const found =
    all.find(({ criticality }) => criticality === 'critical') ??
    all.find(({ criticality }) => criticality === 'not-judged') ??
    all.find(({ criticality }) => criticality !== undefined);
  return { criticality: found?.criticality, notJudgedBecause: found?.notJudgedBecause };
}

/** What is found, or not, in SNOMED CT, whatever language it is called in. */
const QUALIFIERS: Readonly<Record<string, string>> = {
  '10828004': 'positive',
  '11214006': 'positive',
  '260373001': 'positive',
  '52101004': 'positive',
  '260385009': 'negative',
  '131194007': 'negative',
  '260415000': 'negative',
  '2667000': 'negative',
};
const inWords = ({ code, display }: Coding): string => QUALIFIERS[code ?? ''] ?? display;

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
