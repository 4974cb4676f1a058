/** What stands for a pregnancy, a birth or the time after it among diagnoses: ICD-10 O00–O99 and Z33–Z36. */
const OF_PREGNANCY = '^(O[0-9]|Z3[3-6])';

/** Whether a diagnosis says that somebody is or was just pregnant. */
export const isOfPregnancy = (code: string | null | undefined): boolean => new RegExp(OF_PREGNANCY).test(code ?? '');

/** SQL condition: a diagnosis in force says that the patient is or was just pregnant. */
export const pregnancyByProblemSql = (
  patient: string,
): string => `EXISTS (SELECT FROM problem WHERE patient_id = ${patient}
    AND clinical_status IN ('active', 'recurrence', 'relapse') AND verification_status NOT IN ('refuted', 'entered-in-error')
    AND code ~ '${OF_PREGNANCY}')`;

/** How long a statement holds: 44 weeks of gestation, or 42 weeks from when it was recorded without weeks. In days. */
export const [LONGEST, LONGEST_UNDATED] = [44 * 7, 42 * 7] as const;

/** Of these the pregnancy goes on: those of its beginning's end (O00–O08), of birth and of the time after it are left out. */
const OF_GOING_ON = '^(O[1-3][0-9]|O4[0-8]|Z3[3-6])';

/** SQL condition: a diagnosis in force, recorded within the length of a pregnancy, says that the patient is pregnant now. */
export const pregnantByProblemSql = (
  patient: string,
): string => `EXISTS (SELECT FROM problem WHERE patient_id = ${patient} AND recorded_at > now() - make_interval(days => ${LONGEST_UNDATED})
    AND clinical_status IN ('active', 'recurrence', 'relapse') AND verification_status NOT IN ('refuted', 'entered-in-error')
    AND code ~ '${OF_GOING_ON}')`;

/**
 * SQL of one row at most (state, said_at): what the history says of a pregnancy at a moment. One that would be over by then is unknown. Now is all
 * that is on record, also what this transaction has just written, whose moment stands after the beginning of the transaction.
 */
export const recordedPregnancySql = (patient: string, at: string): string => {
  const weeks = `(details->>'gestationalWeeks')::int`;
  const gone = `(${weeks} * 7 + coalesce((details->>'gestationalDays')::int, 0))`;
  const over = `recorded_at + make_interval(days => coalesce(${LONGEST} - ${gone}, ${LONGEST_UNDATED})) < ${at}`;
  const said = at === 'now()' ? 'true' : `recorded_at <= ${at}`;
  return `SELECT CASE WHEN details->>'state' = 'pregnant' AND ${over} THEN 'unknown' ELSE details->>'state' END AS state, recorded_at AS said_at
    FROM history_item WHERE patient_id = ${patient} AND kind = 'pregnancy' AND status = 'active' AND ${said}
    ORDER BY recorded_at DESC, id DESC LIMIT 1`;
};

/** SQL of the state that the history last said of lactation; it counts for two years, as breast-feeding does (WHO). */
export const recordedLactationSql = (patient: string): string => `SELECT details->>'state' FROM history_item
    WHERE patient_id = ${patient} AND kind = 'lactation' AND status = 'active' AND recorded_at > now() - interval '2 years'
    ORDER BY recorded_at DESC, id DESC LIMIT 1`;

/**
 * SQL of what was last said of pregnancy and lactation, a row of each (kind, details, "recordedAt"): in the history or in an encounter,
 * whichever is later. An encounter that only says what the history says already does not hide its weeks.
 */
export const lastStatedSql = (
  patient: string,
): string => `SELECT DISTINCT ON (kind) kind, details, recorded_at AS "recordedAt" FROM (
      SELECT kind, details, recorded_at, id FROM history_item
        WHERE patient_id = ${patient} AND kind IN ('pregnancy', 'lactation') AND status = 'active'
      UNION ALL SELECT 'pregnancy', jsonb_build_object('state', value), set_at, id FROM observation_setting
        WHERE patient_id = ${patient} AND kind = 'pregnancy' AND ended_at IS NULL
          AND value IS DISTINCT FROM (SELECT state FROM (${recordedPregnancySql(patient, 'now()')}) recorded)) stated
    ORDER BY kind, recorded_at DESC, id DESC`;
