import { Injectable } from '@nestjs/common';
import { hospitalDate } from '../../kernel/hospital-time.js';
import { requestContext } from '../../kernel/request-context.js';
import type { Tx } from '../../platform/database/prisma.js';
import { yearsOn } from '../datatypes/partial-date.js';
import { OPEN } from '../encounters/encounter-state.rules.js';
import {
  PersonFollowers,
  type Person,
  type PersonChange,
  type PersonFollower,
} from '../patients/person-followers.service.js';
import { PregnancyFollowers } from '../patients/pregnancy-followers.service.js';
import { SafetyFollowers } from '../patients/safety-followers.service.js';
import { backgroundWords } from './background/background.words.js';
import { improbableOf, type Improbable } from './icd10-usual.rules.js';
import { recordedPregnancySql } from './pregnancy.queries.js';

/** What is asked about a diagnosis speaks of one of the two. */
const FIELD_OF: Readonly<Record<Improbable, keyof Person>> = { 'icd-10-sex': 'sex', 'icd-10-age': 'birthDate' };

interface Said {
  readonly code: string;
  /** What is over fits another age than today's. */
  readonly isNow: boolean;
}

/** Keeps what is on record of somebody in agreement with a corrected sex or birth date: asks, and ends what cannot be. */
@Injectable()
export class PersonFitService implements PersonFollower {
  constructor(
    people: PersonFollowers,
    private readonly pregnancies: PregnancyFollowers,
    private readonly safety: SafetyFollowers,
  ) {
    people.add(this);
  }

  async unfit(tx: Tx, patientId: string, { was, becomes }: PersonChange): Promise<readonly (keyof Person)[]> {
    const said = await tx.$queryRawUnsafe<Said[]>(SAID, patientId);
    return said.flatMap(({ code, isNow }) => {
      const before = improbableOf(code, inYears(was, isNow));
      return improbableOf(code, inYears(becomes, isNow)).flatMap((doubt) =>
        before.includes(doubt) ? [] : [FIELD_OF[doubt]],
      );
    });
  }

  async changed(tx: Tx, patientId: string): Promise<readonly string[]> {
    const { sex } = await tx.patient.findUniqueOrThrow({ where: { id: patientId }, select: { sex: true } });
    const said: string[] = [];
    if (sex === 'male' && (await endStates(tx, patientId))) {
      said.push(backgroundWords.statesEnded[requestContext().language]);
    }
    const judged = await this.pregnancies.changed(tx, patientId);
    const medicines = await this.safety.changed(tx, patientId);
    return [...said, ...[judged, medicines].filter((one) => one !== null)];
  }
}

const inYears = ({ sex, birthDate }: Person, isNow: boolean) => ({
  sex,
  years: isNow ? yearsOn(birthDate, hospitalDate()) : null,
});

/** Of a man neither pregnancy nor lactation goes on: who said so is kept, and why it ended. */
async function endStates(tx: Tx, patientId: string): Promise<boolean> {
  const going = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM history_item WHERE patient_id = ${patientId}::uuid AND kind IN ('pregnancy', 'lactation') AND status = 'active'
      AND details->>'state' IN ('pregnant', 'breastfeeding') ORDER BY id`;
  const data = { status: 'inactive', statusReason: backgroundWords.sexCorrected[requestContext().language] };
  for (const { id } of going) await tx.historyItem.update({ where: { id }, data, select: { id: true } });
  return going.length > 0;
}

/** The diagnoses on record, and those that stand for a pregnancy or lactation that is stated: in the history, or in a stay. */
const SAID = `
  SELECT code, clinical_status IN ('active', 'recurrence', 'relapse') AS "isNow" FROM problem
    WHERE patient_id = $1::uuid AND verification_status NOT IN ('refuted', 'entered-in-error') AND code ~ '^[A-Z][0-9]'
  UNION ALL SELECT 'O09', true FROM (${recordedPregnancySql('$1::uuid', 'now()')}) stated WHERE state = 'pregnant'
  UNION ALL SELECT 'O92', true FROM history_item WHERE patient_id = $1::uuid AND kind = 'lactation' AND status = 'active'
    AND details->>'state' = 'breastfeeding'
  UNION ALL SELECT 'O09', true FROM observation_setting s JOIN encounter e ON e.id = s.encounter_id
    WHERE s.patient_id = $1::uuid AND s.kind = 'pregnancy' AND s.value = 'pregnant' AND s.ended_at IS NULL AND e.status = '${OPEN}'
  LIMIT 500`;
