import { Injectable } from '@nestjs/common';
import { onTheWard } from '../../kernel/hospital-time.js';
import { invalidField, Problem } from '../../kernel/problem.js';
import { actingPerson, requestContext } from '../../kernel/request-context.js';
import { requireVersion } from '../../kernel/stale-version.js';
import type { Prisma, Tx } from '../../platform/database/prisma.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { WitnessPins } from '../../platform/security/witness-pins.service.js';
import { EncountersService } from '../encounters/encounters.service.js';
import { lateColumns } from '../encounters/late-entry.rules.js';
import { isPlanned } from '../medications/dose-times.rules.js';
import { courseOfOrder, nextWhenNeeded, wasGiven, type RecordedRow } from './dose.mapper.js';
import { doseAfter, slotOf, type DoseAction, type DoseState } from './dose.rules.js';
import { KEEP_VERSION } from './dose.sql.js';
import { doseProblems, REFUSALS } from './doses.errors.js';
import { DosesQueries, type OneDoseRow } from './doses.queries.js';
import { doseWords } from './doses.words.js';
import type { DoseResponse } from './dto/dose.response.js';
import type {
  ChangeRateDto,
  CorrectDoseDto,
  FinishDoseDto,
  GiveDoseDto,
  NotGivenDto,
  WasteDoseDto,
} from './dto/dose.dto.js';
import { requireRight, requireWithinOrder } from './give.rules.js';
import { isHighAlert } from './high-alert.js';

/** A device's clock may differ a little from the server's. */
const SKEW_MS = 60_000;

/** A dose whose order is held, so that all that is recorded of its doses comes one after the other. */
interface HeldDose {
  readonly id: string;
  readonly order: OneDoseRow;
  readonly row: RecordedRow | undefined;
  readonly plannedAt: Date | null;
}

type Columns = Omit<Prisma.DoseUncheckedUpdateInput, 'id' | 'versions'>;

/** Records what became of doses. */
@Injectable()
export class DosesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly encounters: EncountersService,
    private readonly queries: DosesQueries,
    private readonly witness: WitnessPins,
  ) {}

  /**
   * Gives a dose, or begins an infusion.
   * @throws Problem doseGiven with who and when, and the others of doses.errors; encounterClosed; StaleVersion
   */
  async give(id: string, version: number, input: GiveDoseDto): Promise<DoseResponse> {
    const confirmed = await this.witness.confirms(input);
    return this.unitOfWork.write((tx) => this.giveWithin(tx, id, version, input, confirmed));
  }

  /** The same inside a transaction that is already open. @param witnessConfirmed whether the second person has shown who they are */
  giveWithin(tx: Tx, id: string, version: number, input: GiveDoseDto, witnessConfirmed = false): Promise<DoseResponse> {
    const change = async (_: Tx, held: HeldDose): Promise<Columns> => {
      const infusion = courseOfOrder(held.order).timing.kind === 'infusion';
      const status = stateAfter(held, infusion ? 'begin' : 'give');
      requireVersion('dose', { id, version: held.row?.version ?? 0 }, version);
      const givenAt = momentOf(input.givenAt);
      requireInForce(held, givenAt);
      requireRight({ ...held, givenAt, input });
      await requireWitness(tx, held.order, input.witnessId);
      const { value, unit } = input.dose ?? held.order.detail.dose;
      return {
        ...{ status, effectiveAt: givenAt, endedAt: null, doseValue: value, doseUnit: unit },
        ...{ reason: input.reason ?? null, comment: input.comment ?? null, witnessId: input.witnessId ?? null },
        witnessConfirmed,
        ...{ patientScanned: input.scan?.patient !== undefined, drugScanned: input.scan?.medication !== undefined },
        ...byMe(),
      };
    };
    return this.actWithin(tx, id, change, input);
  }

  /** @throws Problem as {@link give} */
  notGiven(id: string, version: number, action: 'hold' | 'refuse', input: NotGivenDto): Promise<DoseResponse> {
    return this.unitOfWork.write((tx) => this.notGivenWithin(tx, id, version, action, input));
  }

  /** The same inside a transaction that is already open. */
  notGivenWithin(
    tx: Tx,
    id: string,
    version: number,
    action: 'hold' | 'refuse',
    { reason, at, lateReason }: NotGivenDto,
  ): Promise<DoseResponse> {
    const change = (_: Tx, held: HeldDose): Columns => {
      const status = stateAfter(held, action);
      requireVersion('dose', { id, version: held.row?.version ?? 0 }, version);
      const effectiveAt = momentOf(at);
      requireInForce(held, effectiveAt);
      return { ...NOTHING_GIVEN, status, effectiveAt, reason, ...byMe() };
    };
    return this.actWithin(tx, id, change, { lateReason });
  }

  /** A medicine that was prepared and thrown away, or what was left of a dose that was given. @throws Problem as {@link give} */
  async waste(id: string, version: number, input: WasteDoseDto): Promise<DoseResponse> {
    const { amount, reason, at, witnessId, lateReason } = input;
    const wastedWitnessConfirmed = await this.witness.confirms(input);
    const change = async (tx: Tx, held: HeldDose): Promise<Columns> => {
      const status = stateAfter(held, 'waste');
      requireVersion('dose', { id, version: held.row?.version ?? 0 }, version);
      await requireWitness(tx, held.order, witnessId);
      const wasted = { wastedValue: amount.value, wastedUnit: amount.unit, wastedReason: reason };
      const whole = { status, ...wasted, wastedWitnessId: witnessId ?? null, wastedWitnessConfirmed };
      return status === 'given' ? whole : { ...NOTHING_GIVEN, ...whole, effectiveAt: momentOf(at), reason, ...byMe() };
    };
    return this.act(id, change, { lateReason });
  }

  /** Changes the rate of a running infusion. @throws Problem doseNotRunning, doseAboveOrder, doseWitnessNeeded; StaleVersion */
  async changeRate(id: string, version: number, input: ChangeRateDto): Promise<DoseResponse> {
    const { value, reason, witnessId } = input;
    const witnessConfirmed = await this.witness.confirms(input);
    requestContext().reason = reason.normalize();
    return this.act(id, async (tx, held) => {
      if (held.row?.status !== 'in-progress') throw refusal(held, 'dose-not-running');
      requireVersion('dose', held.row, version);
      requireWithinOrder(held.order, { value, unit: held.order.detail.dose.unit });
      await requireWitness(tx, held.order, witnessId);
      return { doseValue: value, reason, witnessId: witnessId ?? null, witnessConfirmed };
    });
  }

  /** Ends a running infusion. @throws Problem doseNotRunning; StaleVersion */
  finish(id: string, version: number, { endedAt, lateReason }: FinishDoseDto): Promise<DoseResponse> {
    const change = (_: Tx, held: HeldDose): Columns => {
      const status = stateAfter(held, 'finish');
      requireVersion('dose', { id, version: held.row?.version ?? 0 }, version);
      const ended = momentOf(endedAt);
      if (ended.getTime() < Date.parse(held.row!.effectiveAt)) {
        throw invalidField('/endedAt', 'before-start', doseWords.beforeStart);
      }
      return { status, endedAt: ended };
    };
    return this.act(id, change, { lateReason });
  }

  /**
   * Corrects what was recorded; what stood there stays readable as a version. What never happened leaves the dose open again.
   * @throws Problem doseNotRecorded, doseNotGiven, doseAboveOrder, validation; StaleVersion
   */
  correct(id: string, version: number, { outcome, reason, givenAt, dose }: CorrectDoseDto): Promise<DoseResponse> {
    requestContext().reason = reason.normalize();
    const change = (_: Tx, held: HeldDose): Columns => {
      const retracted = stateAfter(held, 'retract');
      const row = held.row!;
      requireVersion('dose', row, version);
      if (outcome === 'not-given') return { status: retracted, reason };
      if (!wasGiven(row)) throw new Problem(doseProblems.doseNotGiven, { extra: { currentStatus: row.status } });
      const effectiveAt = givenAt ? momentOf(givenAt) : new Date(row.effectiveAt);
      requireInForce(held, effectiveAt);
      const right = dose ?? { value: row.doseValue!, unit: row.doseUnit! };
      requireRight({ ...held, givenAt: effectiveAt, input: { dose: right, reason } });
      return { effectiveAt, doseValue: right.value, doseUnit: right.unit, reason };
    };
    return this.act(id, change, { afterDischarge: true, because: reason });
  }

  private act(id: string, change: Change, how: How = {}): Promise<DoseResponse> {
    return this.unitOfWork.write((tx) => this.actWithin(tx, id, change, how));
  }

  private async actWithin(
    tx: Tx,
    anyId: string,
    change: Change,
    { afterDischarge = false, because = null, lateReason }: How,
  ): Promise<DoseResponse> {
    const id = anyId.toLowerCase();
    const order = await this.queries.heldWithin(tx, id);
    const held = { id, order, row: order.doses.find((dose) => dose.id === id), plannedAt: plannedAtOf(id, order) };
    const columns = await change(tx, held);
    const late = afterDischarge ? {} : await this.requireChartable(tx, order.encounterId, columns, lateReason);
    await store(tx, held, { ...columns, ...late });
    await tx.$executeRawUnsafe(KEEP_VERSION, id, because, actingPerson());
    return this.queries.getWithin(tx, id);
  }

  /** What was done before the discharge may be recorded after it. @returns what is kept of a late entry, where a moment was said */
  private async requireChartable(tx: Tx, encounterId: string, columns: Columns, lateReason: string | undefined) {
    const isDone = columns.status === 'given' || columns.status === 'in-progress';
    const effectiveAt = [columns.endedAt, columns.effectiveAt].find((at) => at instanceof Date);
    const lateness = {
      effectiveAt,
      lateReason,
      ...(isDone && columns.effectiveAt ? ({ atBedside: true } as const) : {}),
    };
    const { lateEntry } = await this.encounters.requireChartable(tx, encounterId, lateness);
    return effectiveAt ? lateColumns(lateEntry, lateReason) : {};
  }
}

type Change = (tx: Tx, held: HeldDose) => Columns | Promise<Columns>;
interface How {
  /** It is put right, whenever. */
  readonly afterDischarge?: boolean;
  readonly because?: string | null;
  readonly lateReason?: string;
}

async function store(tx: Tx, { id, order, row, plannedAt }: HeldDose, columns: Columns): Promise<void> {
  if (row) {
    await tx.dose.update({ where: { id }, data: columns, select: { id: true } });
    return;
  }
  const { patientId, encounterId, id: orderId } = order;
  const data = { ...{ id, orderId, patientId, encounterId, plannedAt }, ...columns } as Prisma.DoseUncheckedCreateInput;
  await tx.dose.create({ data, select: { id: true } });
}

const NOTHING_GIVEN = {
  ...{ endedAt: null, doseValue: null, doseUnit: null, comment: null, witnessId: null, witnessConfirmed: false },
  ...{ patientScanned: false, drugScanned: false },
};

const byMe = () => ({ recordedBy: actingPerson(), recordedAt: new Date() });

/** Now, or what was said; a device's clock may run a little ahead. */
const momentOf = (said: string | undefined): Date => new Date(Math.min(said ? Date.parse(said) : Infinity, Date.now()));

/**
 * When the dose is planned; null for one that is given when needed, which must be the next or one that is recorded.
 * @throws Problem doseNotFound when the order plans no such dose
 */
function plannedAtOf(id: string, order: OneDoseRow): Date | null {
  const slot = slotOf(id);
  const course = courseOfOrder({ ...order, endedAt: null });
  if ('plannedAt' in slot) {
    if (!isPlanned(course, slot.plannedAt)) throw new Problem(doseProblems.doseNotFound);
    return slot.plannedAt;
  }
  const isKnown = order.doses.some((dose) => dose.id === id);
  if (!isKnown && nextWhenNeeded(order, course) !== id) throw new Problem(doseProblems.doseNotFound);
  return null;
}

/** @throws Problem of the rules, which tells who recorded what is there, and when */
function stateAfter(held: HeldDose, action: DoseAction): DoseState {
  const step = doseAfter(held.row?.status ?? 'planned', action);
  if (!step.ok) throw refusal(held, step.code);
  return step.state;
}

function refusal({ row }: HeldDose, code: keyof typeof REFUSALS): Problem {
  const currentStatus = row?.status ?? 'planned';
  if (!row) return new Problem(REFUSALS[code], { extra: { currentStatus } });
  const at = new Date(row.effectiveAt);
  const by = { id: row.recordedBy, fullName: row.recorderName ?? '' };
  return new Problem(REFUSALS[code], {
    params: { by: by.fullName, at: onTheWard(at) },
    extra: { currentStatus, by, at: at.toISOString(), currentVersion: row.version },
  });
}

/** @throws Problem doseOfDraft, doseOrderOnHold, doseOrderEnded; validation when it is before the order */
function requireInForce({ order, plannedAt }: HeldDose, at: Date): void {
  const { status, signedAt, endedAt, encounterStartedAt } = order;
  if (status === 'draft' || signedAt === null) throw new Problem(doseProblems.doseOfDraft);
  if (status === 'on-hold') throw new Problem(doseProblems.doseOrderOnHold);
  const end = endedAt && new Date(endedAt);
  if (end && (status === 'entered-in-error' || at > end || (plannedAt && plannedAt >= end))) {
    throw new Problem(doseProblems.doseOrderEnded, {
      params: { at: onTheWard(end) },
      extra: { endedAt: end.toISOString() },
    });
  }
  const earliest = Math.max(new Date(signedAt).getTime(), encounterStartedAt.getTime()) - SKEW_MS;
  if (at.getTime() < earliest) throw invalidField('/givenAt', 'before-start', doseWords.beforeStart);
}

/** @throws Problem doseWitnessNeeded when a high-alert medicine has none, or who is named is no other doctor, nurse or pharmacist */
async function requireWitness(tx: Tx, { code }: OneDoseRow, witnessId: string | undefined): Promise<void> {
  if (!witnessId && !isHighAlert(code)) return;
  const known =
    witnessId &&
    witnessId.toLowerCase() !== actingPerson() &&
    (await tx.$queryRaw<
      object[]
    >`SELECT 1 FROM staff_member s WHERE s.id = ${witnessId}::uuid AND s.status = 'active' AND EXISTS (
      SELECT FROM staff_role r WHERE r.staff_id = s.id
        AND r.role IN ('doctor', 'department-head', 'nurse', 'head-nurse', 'pharmacist'))`);
  if (known && known.length === 1) return;
  const error = { pointer: '/witnessId', rule: 'second-person', message: doseWords.witness };
  throw new Problem(doseProblems.doseWitnessNeeded, { errors: [error] });
}
