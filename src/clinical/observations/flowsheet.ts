import type { Localised } from '../../kernel/language.js';
import { currentContext } from '../../kernel/request-context.js';
import { unitText } from '../datatypes/ucum.js';
import { bmiOf } from './bmi.rules.js';
import type {
  FlowsheetResponse,
  FlowsheetRowResponse,
  FlowsheetSetResponse,
  VitalsResponse,
} from './dto/vitals.response.js';
import { DEVICE_WORDS, EFFORT_WORDS, LEVEL_WORDS, vitalWords, YES_NO } from './observations.words.js';
import { trendOf } from './trend.rules.js';
import { CONSCIOUSNESS_LOINC, VITAL_PARAMETERS } from './vital-signs.rules.js';

type Value = number | string | boolean | null;
interface Row {
  /** LOINC; null for what has no code there. */
  readonly code: string | null;
  readonly display: Localised;
  /** UCUM. */
  readonly unit: string | null;
  readonly of?: (set: VitalsResponse) => Value;
  /** Decimals that are always written. */
  readonly decimals?: number;
  readonly words?: (value: string) => Localised | undefined;
}

const ROWS = {
  ...VITAL_PARAMETERS,
  temperature: { ...VITAL_PARAMETERS.temperature, decimals: 1 },
  supplementalOxygen: { code: null, display: vitalWords.supplementalOxygen, unit: null, words: yesNo },
  oxygenDevice: {
    code: null,
    display: vitalWords.oxygenDevice,
    unit: null,
    words: (value) => (DEVICE_WORDS as Record<string, Localised>)[value],
  },
  consciousness: {
    code: CONSCIOUSNESS_LOINC,
    display: vitalWords.consciousness,
    unit: null,
    words: (value) => (LEVEL_WORDS as Record<string, Localised>)[value],
  },
  gcsEye: { code: '9267-6', display: vitalWords.gcsEye, unit: '{score}', of: ({ gcs }) => gcs?.eye ?? null },
  gcsVerbal: { code: '9270-0', display: vitalWords.gcsVerbal, unit: '{score}', of: ({ gcs }) => gcs?.verbal ?? null },
  gcsMotor: { code: '9268-4', display: vitalWords.gcsMotor, unit: '{score}', of: ({ gcs }) => gcs?.motor ?? null },
  gcsTotal: { code: '9269-2', display: vitalWords.gcsTotal, unit: '{score}', of: ({ gcs }) => gcs?.total ?? null },
  respiratoryEffort: {
    code: null,
    display: vitalWords.respiratoryEffort,
    unit: null,
    words: (value) => (EFFORT_WORDS as Record<string, Localised>)[value],
  },
  bmi: { code: '39156-5', display: vitalWords.bmi, unit: 'kg/m2' },
} as const satisfies Record<string, Row>;

/** Turns sets in the order of time into rows of parameters; a parameter never taken has no row. */
export function flowsheetOf(
  sets: readonly VitalsResponse[],
): Omit<FlowsheetResponse, 'encounterId' | 'patientId' | 'more'> {
  const shown = withKnownHeight(sets);
  const trends = trendOf(sets.map(({ news2, pews }) => (news2 ?? pews)?.total ?? null));
  return {
    times: sets.map(({ effectiveAt }) => effectiveAt),
    recordedBy: sets.map(({ recordedBy }) => recordedBy),
    rows: (Object.entries(ROWS) as [string, Row][]).flatMap(([parameter, row]) => rowOf(parameter, row, shown) ?? []),
    news2: sets.map(({ news2 }) => news2?.total ?? null),
    pews: sets.map(({ pews }) => pews?.total ?? null),
    sets: sets.map((set, at) => columnOf(set, trends[at] ?? null)),
  };
}

function rowOf(parameter: string, row: Row, sets: readonly VitalsResponse[]): FlowsheetRowResponse | undefined {
  const values = sets.map((set): Value => (row.of ? row.of(set) : set[parameter as 'heartRate']));
  if (values.every((value) => value === null)) return undefined;
  const { code, display, unit } = row;
  const texts = values.map((value) => textOf(value, row));
  const { language } = reader();
  return { parameter, code, display: display[language], unit, unitText: unitText(unit), values, texts };
}

/** A value as the reader writes it. */
function textOf(value: Value, { decimals, words }: Row): string | null {
  if (value === null) return null;
  const { language } = reader();
  if (typeof value !== 'number') return words?.(String(value))?.[language] ?? String(value);
  const text = decimals === undefined ? String(value) : value.toFixed(decimals);
  return language === 'vi' ? text.replace('.', ',') : text;
}

/** A body mass index is told by each weight, with the height that was last measured: adults are not measured at every round. */
function withKnownHeight(sets: readonly VitalsResponse[]): VitalsResponse[] {
  let height: number | null = null;
  return sets.map((set) => {
    height = set.height ?? (set.news2 ? height : null);
    return { ...set, bmi: set.bmi ?? bmiOf(set.weight, height) };
  });
}

function columnOf(set: VitalsResponse, trend: string | null): FlowsheetSetResponse {
  const { id, effectiveAt, recordedAt, late, recordedBy, notMeasured, comment, replacesId, ...rest } = set;
  const { news2, pews, notScored } = rest;
  return {
    ...{ id, effectiveAt, recordedAt, late, recordedBy, notMeasured, comment, replacesId },
    ...{ news2, pews, notScored, trend },
  };
}

function yesNo(value: string): Localised {
  return YES_NO[value === 'true' ? 'yes' : 'no'];
}

const reader = () => ({ language: currentContext()?.language ?? ('vi' as const) });
