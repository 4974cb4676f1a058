import { hospitalTimeSql } from '../../../kernel/hospital-time.js';
import { pregnancyByProblemSql, recordedPregnancySql } from '../../history/pregnancy.queries.js';

export type SettingKind = 'spo2-scale' | 'pregnancy' | 'care-level';

/** SQL of what held for an encounter at a moment; NULL when nothing was set. */
export const settingAtSql = (encounter: string, kind: SettingKind, at: string): string =>
  `(SELECT value FROM observation_setting WHERE encounter_id = ${encounter} AND kind = '${kind}' AND set_at <= ${at}
      AND (ended_at IS NULL OR ended_at > ${at}) ORDER BY set_at DESC LIMIT 1)`;

/** SQL of what holds now. */
export const settingNowSql = (encounter: string, kind: SettingKind): string =>
  `(SELECT value FROM observation_setting WHERE encounter_id = ${encounter} AND kind = '${kind}' AND ended_at IS NULL)`;

/** Years in which a woman may be pregnant: wider than the 15–49 of the WHO's statistics, since a warning too many is better than none. */
const CHILDBEARING = [12, 55] as const;

/**
 * SQL of what is known of a pregnancy of a patient (a row of `patient`) in an encounter; NULL for those who cannot be pregnant. It is one
 * truth from two places: what was said in the encounter and what the history says, the later of both; then diagnoses.
 * @param at the moment that it is asked for
 * @param holds SQL condition on the settings of the encounter that held then
 */
const pregnancySql = (patient: string, encounter: string, at: string, holds: string): string => {
  const born = `${patient}.birth_date`;
  const day = `${hospitalTimeSql(at)}::date`;
  const stated = `(SELECT nullif(state, 'unknown') FROM (
          SELECT value AS state, set_at AS said_at FROM observation_setting WHERE encounter_id = ${encounter} AND kind = 'pregnancy' AND ${holds}
          UNION ALL (${recordedPregnancySql(`${patient}.id`, at)})) stated ORDER BY said_at DESC LIMIT 1)`;
  return `CASE WHEN ${patient}.sex = 'male' THEN NULL ELSE coalesce(${stated},
        CASE WHEN ${pregnancyByProblemSql(`${patient}.id`)} THEN 'pregnant'
          WHEN ${born} IS NULL OR (${day} - ${born}) / 365.25 BETWEEN ${CHILDBEARING[0]} AND ${CHILDBEARING[1] + 1} THEN 'unknown' END) END`;
};

/** What was known at a moment. */
export const pregnancyAtSql = (patient: string, encounter: string, at: string): string =>
  pregnancySql(patient, encounter, at, `set_at <= ${at} AND (ended_at IS NULL OR ended_at > ${at})`);

/** The same, now. */
export const pregnancyNowSql = (patient: string, encounter: string): string =>
  pregnancySql(patient, encounter, 'now()', 'ended_at IS NULL');
