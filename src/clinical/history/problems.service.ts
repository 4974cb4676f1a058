import { Injectable } from '@nestjs/common';
import { v7 as newId } from 'uuid';
import type { Prisma, Tx } from '../../platform/database/prisma.js';
import type { Holdable } from '../../platform/database/held-row.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { requireAmendable } from '../encounters/amending.queries.js';
import { EncountersService } from '../encounters/encounters.service.js';
import { requestContext } from '../../kernel/request-context.js';
import { invalidField, Problem } from '../../kernel/problem.js';
import { PatientsService } from '../patients/patients.service.js';
import { saidTogether } from '../patients/followers.service.js';
import { PregnancyFollowers } from '../patients/pregnancy-followers.service.js';
import { SafetyFollowers } from '../patients/safety-followers.service.js';
import type { CreateProblemDto, ProblemDetailsDto, UpdateProblemDto } from './dto/problem.dto.js';
import type { RecordedProblemResponse } from './dto/problem.response.js';
import { historyProblems } from './history.errors.js';
import { abatedColumns, newByStaff, onsetColumns, toldEncounterOf } from './history-input.js';
import { diagnosisOf, requireOnsetAfterBirth, requireProbable } from './diagnosis-checks.queries.js';
import { endsAfterOnset, isIcd10, problemStatus } from './history.rules.js';
import type { NewProblem } from './new-problem.js';
import { HistoryQueries } from './history.queries.js';
import { parsePartialInstant } from '../datatypes/partial-instant.js';
import { SAID_OF_PROBLEM, type ProblemRow } from './problem.mapper.js';
import { isOfPregnancy } from './pregnancy.queries.js';
import { historyWords } from './history.words.js';

export type { NewProblem } from './new-problem.js';

const PROBLEM: Holdable = { table: 'problem', columns: SAID_OF_PROBLEM, notFound: historyProblems.problemNotFound };

/** Keeps the diagnoses and other problems of a patient. The same one may come again, as illnesses do. */
@Injectable()
export class ProblemsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly patients: PatientsService,
    private readonly encounters: EncountersService,
    private readonly queries: HistoryQueries,
    private readonly pregnancies: PregnancyFollowers,
    private readonly followers: SafetyFollowers,
  ) {}

  /** @throws Problem patientNotFound, encounterNotFound, encounterClosed, lateEntryNotYours, recordClosed, validation */
  record(patientId: string, { lateReason, ...input }: CreateProblemDto): Promise<RecordedProblemResponse> {
    if (lateReason) requestContext().reason = lateReason.normalize();
    return this.unitOfWork.write(async (tx) => {
      await this.patients.holdWithin(tx, patientId);
      const { encounterId: told } = input;
      const encounterId = await toldEncounterOf(tx, this.encounters, patientId, { encounterId: told, lateReason });
      const recorded = await this.addWithin(tx, { patientId, encounterId }, input);
      const { system, code } = recorded.code;
      if (encounterId && lateReason && isIcd10(system ?? undefined)) {
        await this.encounters.keepLonger(tx, encounterId, code ?? '');
      }
      return recorded;
    });
  }

  /** The same inside a transaction that holds the patient, or an encounter of theirs. @throws Problem diagnosisImprobable, validation */
  async addWithin(
    tx: Tx,
    whose: { patientId: string; encounterId?: string },
    input: CreateProblemDto,
  ): Promise<RecordedProblemResponse> {
    const { patientId } = whose;
    const { confirmed, code: typed, ...said } = input;
    const { code, note, offList } = diagnosisOf(typed);
    await requireOnsetAfterBirth(tx, patientId, said.onset);
    if (isIcd10(code.system)) {
      await requireProbable(tx, { patientId, code: code.code ?? '', offList, onset: said.onset, confirmed });
    }
    const columns = { ...columnsOf({ note, ...said, code, ...whose, ...newByStaff() }), ...(offList && { offList }) };
    const { id } = await tx.problem.create({ data: columns, select: { id: true } });
    const notice = await this.pregnancySaid(tx, [{ patientId, codes: [code.code] }]);
    return { ...(await this.queries.problemWithin(tx, id)), notice };
  }

  /**
   * A diagnosis that speaks of a pregnancy, now or before: observations and medicines are judged by it, as by what is stated.
   * @returns what follows, for whoever says so
   */
  private async pregnancySaid(tx: Tx, said: readonly SaidOf[]): Promise<string | null> {
    const patients = new Set(said.filter(({ codes }) => codes.some(isOfPregnancy)).map(({ patientId }) => patientId));
    const notices: (string | null)[] = [];
    // In one order, so that no two who say so of the same patients wait for each other.
    for (const patientId of [...patients].toSorted()) {
      notices.push(await this.pregnancies.changed(tx, patientId), await this.followers.changed(tx, patientId));
    }
    return saidTogether(notices);
  }

  /** Records what another system says, inside a transaction that is already open; its codes stay as they came. */
  async recordWithin(tx: Tx, problem: NewProblem): Promise<{ id: string }> {
    const { id } = await tx.problem.create({ data: columnsOf(problem), select: { id: true } });
    await this.pregnancySaid(tx, [saidOf(problem)]);
    return { id };
  }

  /** Several of them in one statement. @returns their ids in the same order @throws Problem validation of the first that is refused */
  async recordManyWithin(tx: Tx, problems: readonly NewProblem[]): Promise<string[]> {
    const data = problems.map((problem) => ({ ...columnsOf(problem), id: newId() }));
    await tx.problem.createMany({ data });
    await this.pregnancySaid(tx, problems.map(saidOf));
    return data.map(({ id }) => id);
  }

  /** @throws Problem validation for what {@link recordManyWithin} refuses */
  requireSound(problem: NewProblem): void {
    columnsOf(problem);
  }

  /**
   * Takes over what another system now says of a problem it sent before; what it no longer says stays.
   * @throws Problem recordClosed, lateEntryNotYours: of a closed record a system changes nothing
   */
  async reviseWithin(tx: Tx, id: string, problem: NewProblem): Promise<{ id: string }> {
    const before = await tx.problem.findUnique({ where: { id }, select: { encounterId: true, code: true } });
    await requireAmendable(tx, before?.encounterId ?? null, { reason: requestContext().reason });
    await tx.problem.update({ where: { id }, data: columnsOf(problem), select: { id: true } });
    await this.pregnancySaid(tx, [{ ...saidOf(problem), codes: [before?.code, problem.code.code] }]);
    return { id };
  }

  /**
   * What was found in a stay whose record is closed is changed by those who cared in it, with a reason; how it goes on afterwards is no matter of
   * that stay.
   * @throws Problem problemNotFound, enteredInError, recordClosed, lateEntryNotYours, validation; StaleVersion when someone was faster
   */
  update(id: string, version: number, { lateReason, ...input }: UpdateProblemDto): Promise<RecordedProblemResponse> {
    if (lateReason) requestContext().reason = lateReason.normalize();
    return this.unitOfWork.change<ProblemRow, RecordedProblemResponse>(PROBLEM, { id, version }, async (tx, before) => {
      if (before.verificationStatus === 'entered-in-error') throw new Problem(historyProblems.enteredInError);
      if (isOfTheStay(input)) {
        await requireAmendable(tx, before.encounterId, { reason: lateReason, pointer: '/lateReason' });
      }
      const { onset, abatement, clinicalStatus, verificationStatus } = before;
      await requireOnsetAfterBirth(tx, before.patientId, input.onset);
      const data = courseOf({ onset, abatement, clinicalStatus, verificationStatus, ...definedOf(input) });
      await tx.problem.update({ where: { id }, data, select: { id: true } });
      const notice = await this.pregnancySaid(tx, [{ patientId: before.patientId, codes: [before.code] }]);
      return { ...(await this.queries.problemWithin(tx, id)), notice };
    });
  }
}

/** Of whom something is said, under which codes. */
interface SaidOf {
  readonly patientId: string;
  readonly codes: readonly (string | null | undefined)[];
}

const saidOf = ({ patientId, code }: NewProblem): SaidOf => ({ patientId, codes: [code.code] });

/** A new problem as columns; what it says is kept as it is said, but for what the columns hold otherwise. */
function columnsOf({ code, ...details }: NewProblem): Prisma.ProblemUncheckedCreateInput {
  return { ...courseOf(details), codeSystem: code.system, code: code.code, display: code.display };
}

/** How a problem goes, as columns that agree with each other. @throws Problem validation when it ends before it began */
function courseOf<Given extends ProblemDetailsDto>({ onset, abatement, ...details }: Given) {
  const began = onset ? parsePartialInstant(onset) : undefined;
  const ended = abatement ? parsePartialInstant(abatement) : undefined;
  if (began && ended && !endsAfterOnset(began, ended)) {
    throw invalidField('/abatement', 'ends-before-onset', historyWords.endsBeforeOnset);
  }
  const verificationStatus = details.verificationStatus ?? 'confirmed';
  const clinicalStatus = problemStatus(details.clinicalStatus ?? 'active', verificationStatus, ended !== undefined);
  return { ...details, clinicalStatus, verificationStatus, ...onsetColumns(onset), ...abatedColumns(abatement) };
}

/** Whether more is changed than how the problem goes on. */
const isOfTheStay = (input: Omit<UpdateProblemDto, 'lateReason'>): boolean =>
  Object.keys(definedOf(input)).some((field) => !['clinicalStatus', 'abatement'].includes(field));

const definedOf = (input: UpdateProblemDto): ProblemDetailsDto =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
