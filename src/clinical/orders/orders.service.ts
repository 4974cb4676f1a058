import { Injectable } from '@nestjs/common';
import { Prisma, type Tx } from '../../platform/database/prisma.js';
import { hold, type Holdable, type VersionedRow } from '../../platform/database/held-row.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { TasksService } from '../tasks/tasks.service.js';
import { requireAmendable } from '../encounters/amending.queries.js';
import { isForTheLiving } from '../encounters/presence.rules.js';
import { EncountersService } from '../encounters/encounters.service.js';
import { stateAfter } from '../../kernel/lifecycle.js';
import { elementAt } from '../../kernel/list.js';
import { Problem } from '../../kernel/problem.js';
import { actingPerson, requestContext } from '../../kernel/request-context.js';
import { judge, type Judged, type Override } from './checks/judge.js';
import { storeOrder } from './draft.js';
import type { OrderResponse, SignedOrdersResponse } from './dto/order.response.js';
import { toOrderResponse, type OrderDetail } from './order.mapper.js';
import { checked } from './order-entry.service.js';
import { act, answer, confirm, FINAL_ORDER_STATES, reopen } from './order-state.rules.js';
import type { OrderAction, OrderState } from './order-state.rules.js';
import { collectsSpecimen, isOfOtherKind, type OrderKind } from './order-kind.rules.js';
import { requireAuthor, requireOwnKind, requireSigner, requireWorker, WORK } from './order-rights.js';
import { endOf, tracesOf } from './order-traces.js';
import { askToStop } from './running-infusions.js';
import type { SaidOrder } from './said.js';
import { orderProblems, REFUSALS } from './orders.errors.js';
import { orderWords } from './orders.words.js';
import { OrdersQueries } from './orders.queries.js';
import type { RejectedSpecimen } from './specimens/specimen.rules.js';

/** An order whose row is held until the transaction ends. */
export interface HeldOrder extends VersionedRow {
  readonly number: string;
  readonly patientId: string;
  readonly encounterId: string;
  readonly encounterStartedAt: Date;
  /** The patient's, YYYY-MM-DD: the first day that it may have been. */
  readonly birthDate: string | null;
  readonly kind: OrderKind;
  readonly code: { readonly system: string; readonly code: string; readonly display: string };
  readonly status: OrderState;
  readonly startedAt: Date | null;
  readonly collectedAt: Date | null;
  readonly collectedBy: string | null;
  readonly rejectedSpecimens: readonly RejectedSpecimen[] | null;
  readonly readBackAt: Date | null;
  readonly signedAt: Date | null;
  readonly signedBy: string | null;
  /** Null of a draft that another system sent. */
  readonly requestedBy: string | null;
  readonly detail: OrderDetail;
}

/** What comes with an action. */
interface Given {
  readonly reason?: string;
  /** Whose draft is signed for them. */
  readonly onBehalfOf?: string;
  readonly overrides?: readonly Override[];
}

export const ORDER: Holdable = {
  table: 'service_order',
  columns: `r.number, r.patient_id AS "patientId", r.encounter_id AS "encounterId",
    (SELECT started_at FROM encounter WHERE id = r.encounter_id) AS "encounterStartedAt",
    (SELECT birth_date::text FROM patient WHERE id = r.patient_id) AS "birthDate", r.kind,
    jsonb_build_object('system', r.code_system, 'code', r.code, 'display', r.display) AS code, r.status, r.started_at AS "startedAt",
    r.collected_at AS "collectedAt", r.collected_by AS "collectedBy", r.rejected_specimens AS "rejectedSpecimens",
    r.read_back_at AS "readBackAt", r.signed_at AS "signedAt", r.signed_by AS "signedBy",
    r.requested_by AS "requestedBy", r.detail`,
  notFound: orderProblems.orderNotFound,
};

/** A SELECT of orders as {@link HeldOrder} has them, none of them held; moments are texts in its JSON. @param ids a SELECT */
export const ordersNamed = (ids: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`SELECT r.id, r.version, ${Prisma.raw(ORDER.columns!)} FROM service_order r WHERE r.id IN (${ids})`;

/** What the first report on an order changes in it, when that is still as it was read. */
export interface FirstChange {
  /** A SELECT of the order, held; no row when it changed since. */
  readonly holding: Prisma.Sql;
  /** Its UPDATE, with a condition that others may be added to. */
  readonly change: Prisma.Sql;
}

/** Writes orders and moves them through their life. */
@Injectable()
export class OrdersService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly encounters: EncountersService,
    private readonly queries: OrdersQueries,
    private readonly tasks: TasksService,
  ) {}

  /**
   * Does one action to an order, as its rules allow.
   * @throws Problem orderNotFound, a refusal of order-state.rules, orderOfOtherKind, orderOfAnother, encounterClosed when signing after the discharge,
   *   afterDeath; recordClosed, lateEntryNotYours of a closed record;
   *   StaleVersion when someone was faster
   */
  act(id: string, version: number, action: OrderAction, given: Given = {}): Promise<OrderResponse> {
    return this.unitOfWork.change<HeldOrder, OrderResponse>(ORDER, { id, version }, async (tx, order) => {
      if (action === 'sign' && order.readBackAt) return this.confirm(tx, order, given.onBehalfOf);
      if (WORK.includes(action)) requireWorker(order);
      const begun = order.startedAt !== null;
      const status = stateAfter(act({ state: order.status, begun }, action), REFUSALS, order.status);
      if (status !== order.status && status !== 'completed') {
        await requireAmendable(tx, order.encounterId, { reason: given.reason, anyWords: true });
      }
      // What is ordered already may be finished, held or ended after the discharge, but nothing new begins then.
      let judged: Judged | undefined;
      if (action === 'sign') {
        requireAuthor(order, given.onBehalfOf);
        requireSigner(order.kind);
        await this.encounters.requireOpen(tx, order.encounterId, new Date());
        [judged] = await judge(tx, order.patientId, [checked(order)], given.overrides);
      } else if (isForTheLiving(action)) {
        await this.encounters.requireAliveFor(tx, order.encounterId, action);
      }
      await tx.serviceOrder.update({
        where: { id },
        data: {
          status,
          ...tracesOf(action, order),
          ...endOf(status),
          statusReason: given.reason ?? null,
          ...judgedData(judged),
        },
        select: { id: true },
      });
      await this.settleTasks(tx, order, status);
      return this.queries.getWithin(tx, id);
    });
  }

  /**
   * Signs several orders of an encounter, all or none: drafts, which are checked together, and verbal orders of whoever signs.
   * @throws Problem as signing one does, with `orderId` of the one that is refused; orderNotFound for one of another encounter
   */
  signAll(
    encounterId: string,
    ids: readonly string[],
    overrides: readonly Override[] | undefined,
  ): Promise<SignedOrdersResponse> {
    return this.unitOfWork.write(async (tx) => {
      // In one order for everybody, so that two who sign the same never wait for each other.
      const orders: HeldOrder[] = [];
      for (const id of ids.map((one) => one.toLowerCase()).toSorted()) {
        orders.push(await hold<HeldOrder>(tx, ORDER, id));
      }
      if (orders.some((order) => order.encounterId !== encounterId.toLowerCase())) {
        throw new Problem(orderProblems.orderNotFound);
      }
      const { patientId } = elementAt(orders, 0);
      const drafts = orders.filter(({ readBackAt }) => readBackAt === null);
      // What was said aloud has had effect since, and is signed after the discharge too; a draft has effect from now on.
      if (drafts.length > 0) await this.encounters.requireOpen(tx, encounterId, new Date());
      for (const order of drafts) {
        stateAfter(act({ state: order.status, begun: false }, 'sign'), REFUSALS, order.status);
        requireAuthor(order, undefined);
        requireSigner(order.kind);
      }
      const judged = await judge(tx, patientId, drafts.map(checked), overrides);
      for (const [at, order] of drafts.entries()) {
        const { id } = order;
        const data = { status: 'active', ...tracesOf('sign', order), ...judgedData(judged[at]) };
        await tx.serviceOrder.update({ where: { id }, data, select: { id: true } });
      }
      for (const order of orders) if (order.readBackAt) await this.confirm(tx, order, undefined);
      return { patientId, encounterId, orders: await this.queries.severalWithin(tx, ids) };
    });
  }

  /** The doctor's signature under what they said aloud: it changes nothing of the order. */
  private async confirm(tx: Tx, order: HeldOrder, onBehalfOf: string | undefined): Promise<OrderResponse> {
    const { id, status, signedAt } = order;
    stateAfter(confirm({ state: status, signed: signedAt !== null }), REFUSALS, status);
    requireAuthor(order, onBehalfOf);
    requireSigner(order.kind);
    await tx.serviceOrder.update({ where: { id }, data: tracesOf('sign', order), select: { id: true } });
    await this.tasks.settleWithin(tx, id, ['verbal-order']);
    return this.queries.getWithin(tx, id);
  }

  /**
   * Replaces an order that has effect by a new one, signed with it; the old one ends, and the new one names it.
   * @throws Problem as signing does; a refusal of order-state.rules for the old one; StaleVersion
   */
  revise(id: string, version: number, said: SaidOrder, { reason, overrides }: Given): Promise<OrderResponse> {
    return this.unitOfWork.change<HeldOrder, OrderResponse>(ORDER, { id, version }, async (tx, order) => {
      const status = stateAfter(act({ state: order.status, begun: true }, 'discontinue'), REFUSALS, order.status);
      requireSigner(said.kind);
      if (said.kind !== order.kind) throw new Problem(orderProblems.orderOfOtherKind);
      const { patientId, encounterId } = await this.encounters
        .requireOpen(tx, order.encounterId, new Date())
        .then((open) => ({ patientId: open.patientId, encounterId: open.id }));
      const [judged] = await judge(tx, patientId, [checked(said)], overrides, id);
      await tx.serviceOrder.update({
        where: { id },
        data: { status, ...endOf(status), statusReason: reason ?? null },
        select: { id: true },
      });
      await this.settleTasks(tx, order, status);
      const by = actingPerson();
      const signed = { by, judged: judged! };
      return toOrderResponse(
        await storeOrder(tx, { ...said, patientId, encounterId, requestedBy: by, signed, replaces: id }),
      );
    });
  }

  /** What the pharmacy asked, or the laboratory reported of a specimen, waits for nobody once the order has ended. */
  private async settleTasks(tx: Tx, order: HeldOrder, status: OrderState): Promise<void> {
    const { id, kind } = order;
    if (kind === 'medication' && order.status !== 'draft' && status !== order.status) {
      await askToStop(tx, this.tasks, order, status);
    }
    if (!FINAL_ORDER_STATES.includes(status)) return;
    if (kind === 'medication') await this.tasks.settleWithin(tx, id, OF_MEDICINES);
    if (collectsSpecimen(kind)) await this.tasks.settleWithin(tx, id, ['specimen-rejected']);
  }

  /** An order of any kind and state, held. @throws Problem orderNotFound */
  holdWithin(tx: Tx, id: string): Promise<HeldOrder> {
    return hold<HeldOrder>(tx, ORDER, id);
  }

  /**
   * The order a report answers, held so that reports for it come one after the other.
   * @throws Problem orderNotFound, orderOfOtherKind, a refusal when it is not signed or has been cancelled
   */
  async holdForReport(tx: Tx, id: string): Promise<HeldOrder> {
    const order = await hold<HeldOrder>(tx, ORDER, id);
    requireOwnKind(order);
    stateAfter(answer(order.status, 'unfinished'), REFUSALS, order.status);
    // Another specimen was taken, although nobody said so: the ward need not be told any more.
    if (order.rejectedSpecimens) await this.tasks.settleWithin(tx, id, ['specimen-rejected']);
    return order;
  }

  /**
   * What a report that has come changes in its order, as an UPDATE that can go with the statement that stores the report: work has
   * begun, and a final report completes it. Undefined when nothing changes.
   */
  reportedChange(order: HeldOrder, report: 'final' | 'unfinished'): Prisma.Sql | undefined {
    const status = stateAfter(answer(order.status, report), REFUSALS, order.status);
    if (status === order.status && order.startedAt !== null) return undefined;
    if (order.status === 'completed') return undefined;
    const { endedAt } = endOf(status);
    return Prisma.sql`UPDATE service_order SET status = ${status}, started_at = ${momentOf(order.startedAt ?? new Date())}::timestamptz,
      ended_at = coalesce(${endedAt ? momentOf(endedAt) : null}::timestamptz, ended_at) WHERE id = ${order.id}::uuid`;
  }

  /** What the withdrawal of its report changes in an order that it had completed: it waits for a result again. */
  reopenedChange(order: HeldOrder): Prisma.Sql | undefined {
    const status = stateAfter(reopen(order.status), REFUSALS, order.status);
    if (status === order.status) return undefined;
    // In a closed record nothing changes without a reason (prisma/guards/78-late-entries.sql).
    return Prisma.sql`UPDATE service_order o SET status = ${status}, ended_at = NULL, status_reason = CASE
      WHEN EXISTS (SELECT FROM encounter e WHERE e.id = o.encounter_id AND e.closed_at IS NOT NULL) THEN ${orderWords.resultWithdrawn.vi}
      ELSE o.status_reason END WHERE o.id = ${order.id}::uuid`;
  }

  /**
   * The same of an order that was read and is not held. Only of one on which no work has begun: every report changes that, so that whoever
   * comes first changes its version, and no two reports can both be the first. Undefined of others, and where {@link holdForReport} refuses.
   */
  firstReportedChange(order: HeldOrder, report: 'final' | 'unfinished'): FirstChange | undefined {
    const { id, version, status, startedAt, kind, rejectedSpecimens } = order;
    if (startedAt !== null || rejectedSpecimens || isOfOtherKind(kind, requestContext().actor.role)) return undefined;
    if (!answer(status, 'unfinished').ok) return undefined;
    const change = this.reportedChange(order, report);
    const holding = Prisma.sql`SELECT id FROM service_order WHERE id = ${id}::uuid AND version = ${version} FOR NO KEY UPDATE`;
    return change && { holding, change };
  }
}

/** What is asked of a medicine in force. */
const OF_MEDICINES = ['pharmacy-question', 'medicine-substituted', 'order-judged-anew'] as const;

const momentOf = (at: Date): string => at.toISOString();

const judgedData = (judged: Judged | undefined): { judged?: Prisma.InputJsonValue } =>
  judged ? { judged: judged as unknown as Prisma.InputJsonValue } : {};
