import { Injectable } from '@nestjs/common';
import { hospitalDate } from '../../../kernel/hospital-time.js';
import type { Localised } from '../../../kernel/language.js';
import { Problem } from '../../../kernel/problem.js';
import { requestContext } from '../../../kernel/request-context.js';
import { follow } from '../../../platform/database/advisory-locks.js';
import type { Tx } from '../../../platform/database/prisma.js';
import { firstRow } from '../../../platform/database/rows.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { birthDateText, yearsOn } from '../../datatypes/partial-date.js';
import { EncountersService } from '../../encounters/encounters.service.js';
import { saidTogether, type NewlyKnown } from '../../patients/followers.service.js';
import { PregnancyFollowers } from '../../patients/pregnancy-followers.service.js';
import { SafetyFollowers } from '../../patients/safety-followers.service.js';
import { requireProbable } from '../../history/diagnosis-checks.queries.js';
import { scale2Fits } from '../news2.rules.js';
import { observationProblems } from '../observations.errors.js';
import { observationWords } from '../observations.words.js';
import type { SetCareLevelDto, SetPregnancyDto, SetSpo2ScaleDto } from './dto/settings.dto.js';
import type { DecidedSettingsResponse, SettingsNowResponse } from './dto/settings.response.js';
import { TasksService } from '../../tasks/tasks.service.js';
import { judgeByAge, judgeLastRound, type Warnings } from './last-round.js';
import { SettingsQueries } from './settings.queries.js';
import type { SettingKind } from './settings.sql.js';

/** What is decided anew; without a value what held before ends, and nothing follows. */
interface Decided {
  readonly kind: SettingKind;
  readonly value?: string;
  readonly reason?: string;
}

/** What a pregnancy stands for among diagnoses: of whom it is probable is said there. */
const PREGNANT = 'O09';

/** What else a decision ends, in words. */
type Checked = Localised | undefined;

interface Patient {
  readonly sex: string;
  readonly birthDate: string | null;
  readonly birthDatePrecision: string | null;
}

/** Keeps what is decided about the observations of an encounter, one decision at a time, and judges the last round by what holds after it. */
@Injectable()
export class SettingsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly encounters: EncountersService,
    private readonly queries: SettingsQueries,
    private readonly tasks: TasksService,
    private readonly followers: SafetyFollowers,
    pregnancies: PregnancyFollowers,
  ) {
    pregnancies.add((tx, patientId, how) => this.judgeAnew(tx, patientId, how));
  }

  /** @throws Problem encounterNotFound, encounterClosed, oxygenScaleUnfit, settingUnchanged */
  setScale(encounterId: string, { scale, reason }: SetSpo2ScaleDto): Promise<DecidedSettingsResponse> {
    return this.decide(
      encounterId,
      { kind: 'spo2-scale', value: scale === 2 ? '2' : undefined, reason },
      (now, patient) => {
        if (scale === 2 && !scale2Fits(ageOf(patient), now.pregnancy)) {
          throw new Problem(observationProblems.oxygenScaleUnfit);
        }
        return undefined;
      },
    );
  }

  /**
   * A pregnancy ends scale 2; one that hardly fits the age is asked about, as a diagnosis is.
   * @throws Problem encounterNotFound, encounterClosed, pregnancyUnfit, diagnosisImprobable, settingUnchanged
   */
  setPregnancy(encounterId: string, { status, reason, confirmed }: SetPregnancyDto): Promise<DecidedSettingsResponse> {
    const value = status === 'unknown' ? undefined : status;
    return this.decide(encounterId, { kind: 'pregnancy', value, reason }, async (now, { sex }, tx) => {
      if (sex === 'male') throw new Problem(observationProblems.pregnancyUnfit);
      if (status === 'pregnant') {
        const { patientId } = now;
        await requireProbable(tx, { patientId, code: PREGNANT, confirmed, pointer: '/status' });
      }
      if (status === 'pregnant' && now.spo2Scale === 2) {
        await end(tx, encounterId, { kind: 'spo2-scale', reason: inWords('becamePregnant') });
        return observationWords.scale2Ended;
      }
      return undefined;
    });
  }

  /** @throws Problem encounterNotFound, encounterClosed, settingUnchanged */
  setCareLevel(encounterId: string, { level, reason }: SetCareLevelDto): Promise<DecidedSettingsResponse> {
    return this.decide(encounterId, { kind: 'care-level', value: level, reason }, () => undefined);
  }

  /**
   * The history, or a diagnosis, says anew whether somebody is pregnant, or the record what sex or age they are of, or another record that was put to
   * theirs: what it says counts in each open encounter at once.
   */
  private async judgeAnew(tx: Tx, patientId: string, { byMerging }: NewlyKnown): Promise<readonly Localised[]> {
    const open = await tx.$queryRawUnsafe<{ id: string }[]>(OPEN, patientId);
    const tasks = byMerging ? this.sparing() : this.tasks;
    const said: Localised[] = [];
    for (const { id } of open) {
      await follow(tx, `observation settings of ${id}`);
      const patient = firstRow(await tx.$queryRawUnsafe<Patient[]>(PATIENT, id));
      if (!byMerging) said.push(...(await this.endUnfit(tx, id, patient)));
      await judgeByAge(tx, tasks, id, ageOf(patient));
      const anew = await judgeLastRound(tx, tasks, id, await this.queries.nowWithin(tx, id));
      if (anew) said.push(anew);
    }
    return said;
  }

  /** Nobody is asked again about what somebody has seen to. */
  private sparing(): Warnings {
    return {
      openWithin: (tx, task) => this.tasks.openUnlessSeenTo(tx, task),
      settleWithin: (tx, focusId, kinds) => this.tasks.settleWithin(tx, focusId, kinds),
    };
  }

  /** Ends what was decided of a woman who is none, and scale 2 of whom it is not for. @returns what ended */
  private async endUnfit(tx: Tx, encounterId: string, patient: Patient): Promise<Localised[]> {
    const said: Localised[] = [];
    const reason = inWords('sexCorrected');
    if (patient.sex === 'male' && (await end(tx, encounterId, { kind: 'pregnancy', reason }))) {
      said.push(observationWords.pregnancyEnded);
    }
    const { pregnancy, spo2Scale } = await this.queries.nowWithin(tx, encounterId);
    if (spo2Scale === 2 && !scale2Fits(ageOf(patient), pregnancy)) {
      const isPregnant = pregnancy === 'pregnant';
      const because = inWords(isPregnant ? 'becamePregnant' : 'ageCorrected');
      await end(tx, encounterId, { kind: 'spo2-scale', reason: because });
      said.push(isPregnant ? observationWords.scale2Ended : observationWords.scale2EndedByAge);
    }
    return said;
  }

  private decide(
    encounterId: string,
    decided: Decided,
    check: (now: SettingsNowResponse, patient: Patient, tx: Tx) => Checked | Promise<Checked>,
  ): Promise<DecidedSettingsResponse> {
    if (decided.reason) requestContext().reason = decided.reason.normalize();
    return this.unitOfWork.write(async (tx) => {
      await this.encounters.requireOpen(tx, encounterId, new Date());
      await follow(tx, `observation settings of ${encounterId}`);
      const now = await this.queries.nowWithin(tx, encounterId);
      const patient = firstRow(await tx.$queryRawUnsafe<Patient[]>(PATIENT, encounterId));
      const also = await check(now, patient, tx);
      const hasEnded = await end(tx, encounterId, decided);
      const { kind, value, reason } = decided;
      if (value === undefined && !hasEnded) throw new Problem(observationProblems.settingUnchanged);
      if (value !== undefined) {
        const { patientId } = now;
        const data = { patientId, encounterId, kind, value, reason, setBy: requestContext().actor.id! };
        await tx.observationSetting.create({ data, select: { id: true } });
      }
      const after = await this.queries.nowWithin(tx, encounterId);
      const anew = kind === 'care-level' ? undefined : await judgeLastRound(tx, this.tasks, encounterId, after);
      const medicines = kind === 'pregnancy' ? await this.followers.changed(tx, now.patientId) : null;
      const { language } = requestContext();
      return { ...after, notice: saidTogether([also?.[language], anew?.[language], medicines]) };
    });
  }
}

const ageOf = ({ birthDate, birthDatePrecision }: Patient) =>
  yearsOn(birthDateText(birthDate, birthDatePrecision), hospitalDate());

/** Why something ended, as it is kept. */
const inWords = (why: 'becamePregnant' | 'sexCorrected' | 'ageCorrected'): string =>
  observationWords[why][requestContext().language];

/** Ends what holds. @returns whether something did @throws Problem settingUnchanged when the same is to follow */
async function end(tx: Tx, encounterId: string, { kind, value, reason }: Decided): Promise<boolean> {
  const held = await tx.observationSetting.findFirst({ where: { encounterId, kind, endedAt: null } });
  if (!held) return false;
  if (held.value === value) throw new Problem(observationProblems.settingUnchanged);
  const data = { endedAt: new Date(), endedBy: requestContext().actor.id, endedReason: reason };
  await tx.observationSetting.update({ where: { id: held.id }, data, select: { id: true } });
  return true;
}

/** Of a patient; nobody has many. */
const OPEN = `SELECT id FROM encounter WHERE patient_id = $1::uuid AND status = 'in-progress' ORDER BY id LIMIT 10`;
const PATIENT = `SELECT p.sex, p.birth_date::text AS "birthDate", p.birth_date_precision AS "birthDatePrecision"
  FROM encounter e JOIN patient p ON p.id = e.patient_id WHERE e.id = $1::uuid`;
