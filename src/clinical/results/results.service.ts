import { Injectable } from '@nestjs/common';
import type { Prisma, Tx } from '../../platform/database/prisma.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { stateAfter } from '../../kernel/lifecycle.js';
import { Problem } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import { OrdersService, type HeldOrder } from '../orders/orders.service.js';
import { TasksService } from '../tasks/tasks.service.js';
import type { ReceiveReportDto } from './dto/result.dto.js';
import type { ReportResponse } from './dto/result.response.js';
import { firstReportCtes, storeFirst } from './first-report.js';
import { surroundingsOfMany } from './first-reports-judged.js';
import { storeFirstOfMany } from './first-reports.js';
import { answersTest } from './answers-test.rules.js';
import { areSettled, isEmptied, isPanelWhole, isWholePanel, ofItsTestAlone, takesBack } from './panel-whole.js';
import { isOfOldSpecimen } from './old-specimen.rules.js';
import { requireTogether } from './report-together.js';
import type { NewObservation } from '../observations/new-observation.js';
import { judgedAlone, type AloneObservation } from './judging/alone.js';
import { toldBy, withRanges, type Surroundings, type Told } from './judging/judged-report.js';
import type { NewReport, NewResultObservation, StoredReport } from './new-report.js';
import { attachesMore, differenceOf, type ReportDifference } from './report-changes.js';
import { newReportOf } from './report-input.js';
import { begunAnew, latest, outdated, retimed } from './report-sent-again.js';
import { isIssued, isWithdrawn, nextReportState, valueStateOf, type ReportState } from './report-state.rules.js';
import { adoptValues, holdReport, json, keepVersion, storeValues, supersede } from './report-store.js';
import type { HeldReport, ReportHead } from './report-store.js';
import { toldAlone, toldAmong } from './critical-values-stored.js';
import { askedOf, settleAnswered, TELLS } from './told-results.js';
import { REFUSALS, resultProblems } from './results.errors.js';
import { ResultsQueries } from './results.queries.js';

export { codesToLookBack, type Surroundings } from './judging/judged-report.js';
export { RefusedAt } from './first-reports.js';
export { surroundingsOf } from './report-store.js';
export type { NewReport, NewResultObservation, StoredReport } from './new-report.js';

/** Takes in reports and their corrections, whichever door they come through. */
@Injectable()
export class ResultsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly orders: OrdersService,
    private readonly tasks: TasksService,
    private readonly queries: ResultsQueries,
  ) {}

  /**
   * Stores a laboratory's report on an order, or what it changes in the report that stands.
   * @throws Problem orderNotFound and the refusals of an order without effect, validation, and the refusals of
   *   {@link receiveWithin}
   */
  receive(orderId: string, input: ReceiveReportDto, sent: unknown): Promise<ReportResponse> {
    return this.unitOfWork.write(async (tx) => {
      const order = await this.orders.holdForReport(tx, orderId);
      const { id, changed } = await this.store(tx, newReportOf(order, input, sent), order);
      if (!changed) requestContext().foundDone = true;
      return this.queries.getWithin(tx, id);
    });
  }

  /**
   * Stores a report, or what changed in it, inside a transaction that is already open. What it said before stays
   * readable; a message that says nothing new changes nothing.
   * @throws Problem orderNotFound, an order's refusal, resultNotFound (of `reportId`), reportIsFinal,
   *   reportNeedsCorrection, reportWithdrawn, reportOutdated, reportOfAnother
   */
  async receiveWithin(tx: Tx, report: NewReport): Promise<StoredReport> {
    // Order before report, as everywhere, so that two senders never wait for each other.
    const orderId = report.orderId ?? (report.reportId && (await orderOf(tx, report.reportId)));
    const order = orderId ? await this.orders.holdForReport(tx, orderId) : undefined;
    return this.store(tx, report, order);
  }

  /** Stores first reports as {@link receiveWithin} would: those of {@link storeFirstOfMany}. @throws RefusedAt */
  async receiveManyWithin(tx: Tx, sent: readonly NewReport[]): Promise<StoredReport[]> {
    const surrounded = await surroundingsOfMany(tx, sent);
    const all = await storeFirstOfMany(tx, surrounded);
    const adopted = sent.flatMap(({ observationIds = [] }) => observationIds);
    const toldOf = new Map((await toldAmong(tx, adopted)).map(({ id, told }) => [id, told]));
    for (const [place, { id }] of all.entries()) {
      const { report, around } = surrounded[place]!;
      const before = (report.observationIds ?? []).flatMap((one) => toldOf.get(one) ?? []);
      const told = [...toldBy(report.observations, report, around), ...before];
      await this.tell(tx, id, { report, order: undefined, around, told });
    }
    return all;
  }

  /**
   * The first report on an order that was read and is not held, as CTEs ({@link firstReportCtes}). Undefined when more must be done than to store
   * it: work on the order has begun, somebody has to be told at once, values are to be adopted, or it is refused.
   */
  firstReport(sent: NewReport, order: HeldOrder, around: Surroundings): Prisma.Sql | undefined {
    const isOwn = order.patientId === sent.patientId && sent.observationIds?.length === 0;
    if (!isOwn || isWithdrawn(sent.status) || !answersTest(order.code, sent.observations)) return undefined;
    if (isOfOldSpecimen(order, sent)) return undefined;
    const report = withRanges(sent, around);
    if (toldBy(report.observations, report, around).length > 0) return undefined;
    const isFinal =
      isIssued(report.status) && report.observations.every(isSettled(report)) && isWholePanel(order, report);
    const change = this.orders.firstReportedChange(order, isFinal ? 'final' : 'unfinished');
    return change && firstReportCtes(report, { around, order }, change);
  }

  /**
   * What becomes of a further order that a report answers, inside the transaction that stored the report.
   * @param report with all values that it shows now
   * @throws Problem orderNotFound, an order's refusal, reportOfAnother
   */
  async alsoAnswersWithin(tx: Tx, orderId: string, report: NewReport): Promise<void> {
    const order = await this.orders.holdForReport(tx, orderId);
    if (order.patientId !== report.patientId) throw new Problem(resultProblems.reportOfAnother);
    const change = this.changeOf(order, report.status, await isAllOf(tx, order, report));
    if (change) await tx.$executeRaw(change);
  }

  /** Values that came without a report, flagged and judged as those of one. */
  judgedAlone(tx: Tx, sent: readonly AloneObservation[]): Promise<NewObservation[]> {
    return judgedAlone(tx, sent);
  }

  /**
   * Opens tasks for critical values that are in no report, once everything of a message is stored: somebody has to be told of them as of those
   * of a report. A correction takes the place of what it corrects.
   */
  async tellAloneWithin(tx: Tx, observationIds: readonly string[]): Promise<void> {
    for (const { id: focusId, patientId, encounterId, correctsId, told } of await toldAlone(tx, observationIds)) {
      if (correctsId) await this.tasks.settleWithin(tx, correctsId, Object.values(TELLS));
      if (told === null) continue;
      const about = { patientId, encounterId: encounterId ?? undefined, focus: 'observation', focusId };
      await this.tasks.openWithin(tx, { kind: TELLS[told], ...about });
    }
  }

  private async store(tx: Tx, sent: NewReport, order: HeldOrder | undefined): Promise<StoredReport> {
    const { held, around, report: given } = await holdReport(tx, sent);
    const report = ofItsTestAlone(given, order, held);
    requireTogether(report, order, held);
    if (!held || begunAnew(held, report)) {
      const orderChange = order && this.changeOf(order, report.status, await isAllOf(tx, order, report));
      const first = await storeFirst(tx, report, { around, order, orderChange });
      const told = [...toldBy(report.observations, report, around), ...(await toldBefore(tx, report))];
      await this.tell(tx, first.id, { report, order, around, told });
      return first;
    }
    const { status, told, ...stored } = await takeFurther(tx, held, report, around);
    const { observationIds } = stored;
    const now = { ...report, observations: [], observationIds };
    const isWhole = !order || (report.status !== 'partial' && (await isAllOf(tx, order, now)));
    // That it is the whole panel may be all that is new; a withdrawal that is sent again says nothing of what came since.
    const isToChange = order && (stored.changed || (isWhole && !isWithdrawn(status)));
    const lacks = isToChange && ((takesBack(given, report) && !isWhole) || (await isEmptied(tx, stored.id, report)));
    const orderChange = isToChange ? this.changeOf(order, lacks ? 'entered-in-error' : status, isWhole) : undefined;
    if (orderChange) await tx.$executeRaw(orderChange);
    await settleAnswered(tx, this.tasks, stored.id, held.values);
    await this.tell(tx, stored.id, { report, order, around, told });
    return { ...stored, changed: stored.changed || orderChange !== undefined };
  }

  /** Somebody has to know at once, or to ask. */
  private async tell(tx: Tx, focusId: string, { report, order, around, told }: ToTell): Promise<void> {
    if (told.length === 0) return;
    // What was told of by itself is told of with its report from now on.
    for (const before of await toldAmong(tx, report.observationIds)) {
      await this.tasks.settleWithin(tx, before.id, [TELLS[before.told]]);
    }
    const { patientId, encounterId } = order ?? report;
    const requesterId = order?.requestedBy ?? undefined;
    for (const one of new Set(told)) {
      const about = askedOf(one, report, around);
      const whose = { patientId, encounterId, focus: 'diagnostic_report', focusId, requesterId };
      await this.tasks.openWithin(tx, { kind: TELLS[one], ...whose, about });
    }
  }

  /** What becomes of the order of a report that stands so from now on; a value that may still change keeps it open. */
  private changeOf(order: HeldOrder, status: ReportState, isWhole: boolean): Prisma.Sql | undefined {
    if (isWithdrawn(status)) return this.orders.reopenedChange(order);
    return this.orders.reportedChange(order, isIssued(status) && isWhole ? 'final' : 'unfinished');
  }
}

type Outcome = StoredReport & { readonly status: ReportState; readonly told: readonly Told[] };

interface ToTell {
  readonly report: NewReport;
  readonly order: HeldOrder | undefined;
  /** What the values that the report brings itself are judged by; undefined where it only gathers others. */
  readonly around: Surroundings | undefined;
  readonly told: readonly Told[];
}

/** Whether a value of a message will not change unless it is corrected. */
const isSettled =
  (report: NewReport) =>
  ({ status }: NewResultObservation): boolean =>
    !isOpen(status ?? valueStateOf(report.status, false));
const isOpen = (status: string): boolean => status === 'registered' || status === 'preliminary';

/** Whether a report is all that its order waits for, and will not change unless it is corrected. */
const isAllOf = async (tx: Tx, order: HeldOrder, report: NewReport): Promise<boolean> =>
  report.observations.every(isSettled(report)) &&
  (await areSettled(tx, report.observationIds)) &&
  (await isPanelWhole(tx, order, report));

/** What somebody is told of values that were stored before. */
const toldBefore = async (tx: Tx, { observationIds }: Pick<NewReport, 'observationIds'>): Promise<Told[]> =>
  (await toldAmong(tx, observationIds)).map(({ told }) => told);

async function orderOf(tx: Tx, reportId: string): Promise<string | undefined> {
  const report = await tx.diagnosticReport.findUnique({ where: { id: reportId }, select: { orderId: true } });
  return report?.orderId ?? undefined;
}

/** What a message changes in the report that stands. */
async function takeFurther(tx: Tx, held: HeldReport, report: NewReport, around: Surroundings): Promise<Outcome> {
  const { id } = held;
  const current = held.values.map((value) => value.id);
  // What took the place of a value is in the report already, and in no version of it.
  const isNew = (value: string) => !current.includes(value) || !held.versionIds.includes(value);
  const adopted = (report.observationIds ?? []).filter(isNew);
  const difference = differenceWith(held, report, adopted);
  const step = nextReportState(held.status, report.status, difference.change, report.takesUp);
  const status = stateAfter(step, REFUSALS, held.status);
  const saysNothingNew = difference.change === 'nothing' && !retimed(held, report);
  if (status === held.status && (saysNothingNew || isWithdrawn(held.status))) {
    return { id, observationIds: current, changed: false, status: held.status, told: [] };
  }
  if (outdated(held, report, difference)) throw new Problem(resultProblems.reportOutdated);
  const head: ReportHead = (await tx.diagnosticReport.update({
    where: { id },
    data: {
      status,
      // What others add does not move the time of what was there, nor does taking it back.
      effectiveAt: status === 'appended' || isWithdrawn(status) ? undefined : report.effectiveAt,
      issuedAt: latest(held.issuedAt, report.issuedAt),
      conclusion: report.conclusion,
      details: report.details && json({ ...held.details, ...report.details }),
    },
    select: HEAD,
  })) as ReportHead;
  const observationIds = isWithdrawn(status)
    ? await withdrawn(tx, current)
    : await changed(tx, held, { head, around }, report, difference, adopted);
  await keepVersion(tx, head, held.version + 1, observationIds);
  const brought = difference.values.map(({ sent }) => sent);
  const told = isWithdrawn(status)
    ? []
    : [...toldBy(brought, report, around), ...(await toldBefore(tx, { observationIds: adopted }))];
  return { id, observationIds, changed: true, status, told };
}

/** A report that is withdrawn shows nothing any more; what it showed stays in its versions. */
async function withdrawn(tx: Tx, current: string[]): Promise<string[]> {
  await supersede(tx, current);
  return [];
}

async function changed(
  tx: Tx,
  held: HeldReport,
  { head, around }: { head: ReportHead; around: Surroundings },
  report: NewReport,
  { values }: ReportDifference,
  adopted: string[],
): Promise<string[]> {
  const replaced = new Set(values.map(({ replaces }) => replaces?.id));
  const kept = held.values.map((value) => value.id).filter((value) => !replaced.has(value) && !adopted.includes(value));
  const added = await storeValues(tx, head, report, values, around);
  await adoptValues(tx, head, adopted);
  return [...kept, ...added, ...adopted];
}

/** The difference of a message, and of values that were put into the report since its last version. */
function differenceWith(held: HeldReport, report: NewReport, adopted: readonly string[]): ReportDifference {
  const difference = differenceOf(report, held.values, held.conclusion);
  const grown =
    adopted.length > 0 ||
    attachesMore(held.details, report) ||
    held.values.some(({ id }) => !held.versionIds.includes(id));
  return difference.change === 'nothing' && grown ? { ...difference, change: 'additions' } : difference;
}

const HEAD = {
  id: true,
  patientId: true,
  encounterId: true,
  status: true,
  conclusion: true,
  details: true,
  effectiveAt: true,
  issuedAt: true,
} as const;
