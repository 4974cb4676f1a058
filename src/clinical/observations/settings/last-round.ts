import { hospitalDate } from '../../../kernel/hospital-time.js';
import type { Localised } from '../../../kernel/language.js';
import type { Tx } from '../../../platform/database/prisma.js';
import { birthDateText, yearsOn, type Years } from '../../datatypes/partial-date.js';
import type { TasksService } from '../../tasks/tasks.service.js';
import { news2, news2Fits, NEWS2_PARAMETERS, type News2Values } from '../news2.rules.js';
import { judgedAnew } from '../observations.words.js';
import { MEASURED_COLUMNS } from '../vitals.columns.js';
import { pewsWarningOf } from '../pews-warning.rules.js';
import { toVitalsResponse, VITALS_COLUMNS, VITALS_COUNT, VITALS_PEOPLE, type VitalsRow } from '../vitals.mapper.js';
import { warningsOf, type News2Warning, type PewsWarning } from '../warning.rules.js';
import type { SettingsNowResponse } from './dto/settings.response.js';

/** Opens what a score asks for, and settles what is over. */
export type Warnings = Pick<TasksService, 'openWithin' | 'settleWithin'>;

type LastRound = News2Values & {
  readonly patientId: string;
  readonly spo2Scale: number;
  readonly birthDate: string | null;
  readonly birthDatePrecision: string | null;
};

const ALL: readonly News2Warning[] = ['news2-high', 'news2-red'];
const OF_CHILDREN: readonly PewsWarning[] = ['pews-high', 'pews-medium'];
const columns = NEWS2_PARAMETERS.map((field) => `v.${MEASURED_COLUMNS[field][0]}`);

/** The last whole round; values of longer ago than the longest time between two sets of NEWS2 tell nothing of now. */
const LAST = `SELECT v.patient_id AS "patientId", v.spo2_scale AS "spo2Scale", p.birth_date::text AS "birthDate",
    p.birth_date_precision AS "birthDatePrecision", v.temperature::float8 AS temperature,
    ${NEWS2_PARAMETERS.filter((field) => field !== 'temperature')
      .map((field) => `v.${MEASURED_COLUMNS[field][0]} AS "${field}"`)
      .join(', ')}
  FROM vital_signs v JOIN patient p ON p.id = v.patient_id
  WHERE v.encounter_id = $1::uuid AND v.${VITALS_COUNT} AND num_nulls(${columns.join(', ')}) = 0
    AND v.effective_at > now() - interval '12 hours'
  ORDER BY v.effective_at DESC, v.id DESC LIMIT 1`;

/**
 * Judges the last round by what holds now: a score that is high by it opens its task, what is over by it waits for nobody, and in a pregnancy no
 * score counts. The round keeps the score of the moment it was charted at.
 * @returns what whoever decided has to know; undefined when nothing follows
 */
export async function judgeLastRound(
  tx: Tx,
  tasks: Warnings,
  encounterId: string,
  { spo2Scale, pregnancy }: Pick<SettingsNowResponse, 'spo2Scale' | 'pregnancy'>,
): Promise<Localised | undefined> {
  if (pregnancy === 'pregnant') {
    await tasks.settleWithin(tx, encounterId, ALL);
    return undefined;
  }
  const [round] = await tx.$queryRawUnsafe<LastRound[]>(LAST, encounterId);
  if (!round || !isScored(round)) return undefined;
  const scale = spo2Scale === 2 ? 2 : 1;
  const { raises, ends } = warningsOf(round, scale);
  const over = ALL.filter((kind) => ends.includes(kind) || (raises.length > 0 && !raises.includes(kind)));
  if (over.length > 0) await tasks.settleWithin(tx, encounterId, over);
  const { patientId } = round;
  for (const kind of raises) {
    await tasks.openWithin(tx, { kind, patientId, encounterId, focus: 'encounter', focusId: encounterId });
  }
  const before = news2(round, { scale: round.spo2Scale === 2 ? 2 : 1 }).total;
  const { total } = news2(round, { scale });
  return total === before ? undefined : judgedAnew(String(before), String(total));
}

/** The last set of whatever it was, of the same time. */
const LAST_SET = `SELECT ${VITALS_COLUMNS} FROM vital_signs v JOIN patient p ON p.id = v.patient_id ${VITALS_PEOPLE}
  WHERE v.encounter_id = $1::uuid AND v.${VITALS_COUNT} AND v.effective_at > now() - interval '12 hours'
  ORDER BY v.effective_at DESC, v.id DESC LIMIT 1`;

/** A corrected birth date may make a child of an adult, and the other way round: the warnings of the score that is not theirs are over. */
export async function judgeByAge(tx: Tx, tasks: Warnings, encounterId: string, years: Years | null): Promise<void> {
  if (news2Fits(years)) return tasks.settleWithin(tx, encounterId, OF_CHILDREN);
  await tasks.settleWithin(tx, encounterId, ALL);
  const [row] = await tx.$queryRawUnsafe<VitalsRow[]>(LAST_SET, encounterId);
  const pews = row && toVitalsResponse(row).pews;
  const kind = pews && pewsWarningOf(pews);
  if (!kind) return;
  const { patientId } = row;
  await tasks.openWithin(tx, { kind, patientId, encounterId, focus: 'encounter', focusId: encounterId });
}

const isScored = ({ birthDate, birthDatePrecision }: LastRound): boolean =>
  news2Fits(yearsOn(birthDateText(birthDate, birthDatePrecision), hospitalDate()));
