import { Injectable } from '@nestjs/common';
import { EVERYONE } from '../../../kernel/scope.js';
import { invalidField, Problem } from '../../../kernel/problem.js';
import { actingPerson, requestContext } from '../../../kernel/request-context.js';
import { requireVersion } from '../../../kernel/stale-version.js';
import { CareRelationship } from '../../../platform/care/care-relationship.js';
import { saysSomething } from '../../../platform/care/stated-reason.rules.js';
import { hold, type WantedVersion } from '../../../platform/database/held-row.js';
import { Prisma, type Tx } from '../../../platform/database/prisma.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { firstRow } from '../../../platform/database/rows.js';
import { TasksService } from '../../../clinical/tasks/tasks.service.js';
import { patientProblems } from '../../../clinical/patients/patients.errors.js';
import type { IncomingFacts, Sender } from '../facts.js';
import { FilingService, numberedAs } from '../filing.service.js';
import { importWords } from '../import.words.js';
import { OrderingService } from '../ordering/ordering.service.js';
import { finding, type Found, type FoundOrder } from '../placing/found.js';
import { placeAs, type Decided, type Filing } from '../placing/place.js';
import { saidOtherwise, type SaidOtherwise } from '../placing/said-otherwise.rules.js';
import type { AssignDto, DismissDto } from './dto/unmatched.dto.js';
import type { UnmatchedResponse } from './dto/unmatched.response.js';
import { inWords } from './difference.words.js';
import { ENTRY, ENTRY_TASKS, type HeldEntry } from './held-entry.js';
import { SettlersService, type Settled } from './settlers.service.js';
import { resultProblems } from '../../../clinical/results/results.errors.js';
import { unmatchedProblems } from './unmatched.errors.js';
import { UnmatchedQueries } from './unmatched.queries.js';

/** Settles what waits for a person: it comes into the chart of whom the person names, or into none. */
@Injectable()
export class UnmatchedService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly filing: FilingService,
    private readonly ordering: OrderingService,
    private readonly care: CareRelationship,
    private readonly queries: UnmatchedQueries,
    private readonly settlers: SettlersService,
    private readonly tasks: TasksService,
  ) {}

  /**
   * Files an entry as a patient's, all of it or nothing.
   * @throws Problem unmatchedNotFound, unmatchedSettled, unmatchedNotHuman, unmatchedOrderOfAnother, unmatchedNamesAnother, unmatchedImpossible,
   *   patientNotFound; validation; what {@link FilingService.storeAll} and the decision who may see the patient refuse; StaleVersion
   */
  async assign(wanted: WantedVersion, input: AssignDto): Promise<UnmatchedResponse> {
    const { patientId, orderId, reason, withoutOrder } = input;
    if (withoutOrder) requireNoOrder(input);
    if (reason !== undefined) requestContext().reason = reason;
    await this.letIn(patientId);
    return this.settle(wanted, async (tx, entry) => {
      const { facts, messageId } = entry;
      if (facts.person.species) throw new Problem(unmatchedProblems.unmatchedNotHuman);
      const sender = { name: entry.sender, namespace: entry.namespace };
      const found = firstRow(await tx.$queryRaw<Found[]>(finding(facts, sender, { patientId, orderId })));
      const order = orderOf(found, input);
      requireConfirmed(saidOtherwise(facts, found, { patientId, order }, sender), input);
      const settled = await this.settlers.settle(tx, entry, { patientId, order });
      if (settled) return assigned(settled, { patientId, reason });
      if (facts.orders) return this.assignOrders(tx, { messageId, sender, facts }, { patientId, reason });
      const filings = filingsOf(facts, found, { patientId, order, withoutOrder });
      const stored = await this.filing.storeAll(tx, filings).catch(olderIsTold);
      await tx.$executeRaw(numberedAs({ messageId, sender, facts, found }, stored, patientId));
      const reportIds = stored.map((one) => one.reportId);
      const ordered = orderId ?? filings.find(({ report }) => report.orderId)?.report.orderId ?? null;
      return assigned({ reportIds, orderId: ordered }, { patientId, reason });
    });
  }

  /** Orders become drafts in the open encounter of whom the person names. @throws Problem unmatchedImpossible */
  private async assignOrders(
    tx: Tx,
    waiting: { readonly messageId: string; readonly sender: Sender; readonly facts: IncomingFacts },
    { patientId, reason }: Pick<AssignDto, 'patientId' | 'reason'>,
  ): Promise<Prisma.Sql> {
    const done = await this.ordering.draftFor(tx, waiting, patientId);
    if (!done.ok) throw new Problem(unmatchedProblems.unmatchedImpossible, { extra: { reasons: done.reasons } });
    await tx.$executeRaw`UPDATE incoming_message SET patient_id = ${patientId}::uuid, order_ids = ${done.orderIds}::uuid[]
      WHERE id = ${waiting.messageId}::uuid`;
    return Prisma.sql`status = 'assigned', patient_id = ${patientId}::uuid, order_id = ${done.orderIds[0] ?? null}::uuid,
      decision_reason = ${reason ?? null}`;
  }

  /** @throws Problem unmatchedNotFound, unmatchedSettled; StaleVersion */
  dismiss(wanted: WantedVersion, { reason }: DismissDto): Promise<UnmatchedResponse> {
    return this.settle(wanted, () => Promise.resolve(Prisma.sql`status = 'dismissed', decision_reason = ${reason}`));
  }

  /** @param work does what is to be done, and returns what is set in the entry */
  private settle(
    { id, version }: WantedVersion,
    work: (tx: Tx, entry: HeldEntry) => Promise<Prisma.Sql>,
  ): Promise<UnmatchedResponse> {
    return this.unitOfWork.write(async (tx) => {
      const entry = await hold<HeldEntry>(tx, ENTRY, id);
      if (entry.status !== 'open') throw settled(entry);
      requireVersion(ENTRY.table, entry, version);
      const set = await work(tx, entry);
      await tx.$executeRaw`UPDATE unmatched_result SET ${set}, decided_by = ${actingPerson()}::uuid, decided_at = now() WHERE id = ${id}::uuid`;
      await this.tasks.settleWithin(tx, id, ENTRY_TASKS);
      return this.queries.getWithin(tx, id);
    });
  }

  /** Whoever assigns a result writes in that chart. The entries themselves are nobody's yet. */
  private async letIn(patientId: string): Promise<void> {
    const context = requestContext();
    const found = await this.care.alsoSee(context, { action: 'unmatched.settle' }, { kind: 'patient', id: patientId });
    if (found === null) throw new Problem(patientProblems.patientNotFound);
    context.scope = EVERYONE;
  }
}

/** @throws Problem unmatchedOutdated where the chart has what came after it: whoever places it sends nothing, and can send no correction */
function olderIsTold(error: unknown): never {
  const older: readonly unknown[] = [resultProblems.reportIsFinal, resultProblems.reportOutdated];
  if (error instanceof Problem && older.includes(error.kind)) throw new Problem(unmatchedProblems.unmatchedOutdated);
  throw error;
}

/** What is set in an entry that is in a chart now. */
const assigned = (
  { reportIds, orderId }: Settled,
  { patientId, reason }: Pick<AssignDto, 'patientId' | 'reason'>,
): Prisma.Sql => Prisma.sql`status = 'assigned', patient_id = ${patientId}::uuid, order_id = ${orderId}::uuid,
    report_ids = ${reportIds}::uuid[], decision_reason = ${reason ?? null}`;

/** @throws Problem unmatchedOrderOfAnother */
function orderOf(found: Found, { patientId, orderId }: AssignDto): FoundOrder | undefined {
  const order = orderId === undefined ? undefined : found.orders.find(({ id }) => id === orderId);
  if (orderId !== undefined && order?.patientId !== patientId) {
    throw new Problem(unmatchedProblems.unmatchedOrderOfAnother);
  }
  return order;
}

/** @throws Problem validation where an order is named all the same, or nobody says why none is answered */
function requireNoOrder({ orderId, reason }: AssignDto): void {
  if (orderId !== undefined) throw invalidField('/orderId', 'without-order', importWords.orderAndNone);
  if (!saysSomething(reason ?? '')) throw invalidField('/reason', 'required', importWords.whyNoOrder);
}

/** What a message says against it is gone past knowingly, and for a reason that says something. @throws Problem unmatchedNamesAnother */
function requireConfirmed(different: readonly SaidOtherwise[], { confirmed, reason }: AssignDto): void {
  if (different.length === 0 || (confirmed === true && saysSomething(reason ?? ''))) return;
  const differences = different.map(inWords);
  throw new Problem(unmatchedProblems.unmatchedNamesAnother, {
    params: { differences: differences.map(({ message }) => message).join(' ') },
    extra: { differences },
  });
}

/** @throws Problem unmatchedImpossible */
function filingsOf(facts: IncomingFacts, found: Found, decided: Decided): readonly Filing[] {
  const placed = placeAs(facts, found, decided);
  if (!placed.ok) throw new Problem(unmatchedProblems.unmatchedImpossible, { extra: { reasons: placed.reasons } });
  return placed.filings;
}

/** Who was faster, and when. */
const settled = ({ decidedBy, deciderName, decidedAt, status }: HeldEntry): Problem =>
  new Problem(unmatchedProblems.unmatchedSettled, {
    params: { name: deciderName ?? '', at: decidedAt?.toISOString() ?? '' },
    extra: { currentStatus: status, decidedBy: { id: decidedBy, fullName: deciderName }, decidedAt },
  });
