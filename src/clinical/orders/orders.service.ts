import { Injectable } from '@nestjs/common';
import { Prisma, type Tx } from '../../platform/database/prisma.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { EncountersService } from '../encounters/encounters.service.js';
import { Problem } from '../../kernel/problem.js';
import { actingPerson } from '../../kernel/request-context.js';
import { requireVersion } from '../../kernel/stale-version.js';
import { storeDraft } from './draft.js';
import type { CreateOrderDto } from './dto/order.dto.js';
import type { CreatedOrderResponse, OrderResponse, OrderWarningResponse } from './dto/order.response.js';
import { toOrderResponse, type OrderRow } from './order.mapper.js';
import { act, answer, FINAL_ORDER_STATES, OPEN_ORDER_STATES } from './order-state.rules.js';
import type { OrderAction, OrderState } from './order-state.rules.js';
import { orderProblems, orderRefused } from './orders.errors.js';
import { ONE_ORDER } from './orders.queries.js';
import { firstRow } from '../../platform/database/rows.js';

/** An order whose row is held until the transaction ends. */
export interface HeldOrder {
  readonly id: string;
  readonly patientId: string;
  readonly encounterId: string;
  readonly encounterStartedAt: Date;
  readonly kind: string;
  readonly code: { readonly system: string; readonly code: string; readonly display: string };
  readonly status: OrderState;
  readonly startedAt: Date | null;
  readonly version: number;
}

/** Writes orders and moves them through their life. */
@Injectable()
export class OrdersService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly encounters: EncountersService,
  ) {}

  /**
   * Drafts an order; it has no effect before it is signed.
   * @throws Problem encounterNotFound, encounterClosed
   */
  draft(encounterId: string, input: CreateOrderDto): Promise<CreatedOrderResponse> {
    return this.unitOfWork.write(async (tx) => {
      const { patientId } = await this.encounters.requireOpen(tx, encounterId);
      // Two drafts at once follow each other, so that the second is warned of the first.
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`orders of ${encounterId}`}, 0))`;
      const warnings = await duplicatesOf(tx, encounterId, input.code);
      const { kind, code, priority, instructions } = input;
      const order = { patientId, encounterId, kind, code, priority, instructions, requestedBy: actingPerson() };
      return { ...toOrderResponse(await storeDraft(tx, order)), warnings };
    });
  }

  /**
   * Does one action to an order, as its rules allow.
   * @throws Problem orderNotFound, a refusal of order-state.rules, encounterClosed when signing after the discharge;
   *   StaleVersion when someone was faster
   */
  act(id: string, version: number, action: OrderAction, reason?: string): Promise<OrderResponse> {
    return this.unitOfWork.write(async (tx) => {
      const order = await lock(tx, id);
      requireVersion('service_order', order, version);
      const next = act({ state: order.status, begun: order.startedAt !== null }, action);
      if (!next.ok) throw orderRefused(next.code, order.status);
      // What is ordered already may be finished, held or ended after the discharge, but nothing new begins then.
      if (action === 'sign') await this.encounters.requireOpen(tx, order.encounterId);
      await tx.serviceOrder.update({
        where: { id },
        data: { status: next.state, ...tracesOf(action), ...endOf(next.state), statusReason: reason ?? null },
      });
      return read(tx, id);
    });
  }

  /**
   * The order a report answers, held so that reports for it come one after the other.
   * @throws Problem orderNotFound, a refusal when it is not signed or has been cancelled
   */
  async holdForReport(tx: Tx, id: string): Promise<HeldOrder> {
    const order = await lock(tx, id);
    const next = answer(order.status, 'unfinished');
    if (!next.ok) throw orderRefused(next.code, order.status);
    return order;
  }

  /**
   * What a report that has come changes in its order, as an UPDATE that can go with the statement that stores the report: work has
   * begun, and a final report completes it. Undefined when nothing changes.
   */
  reportedChange(order: HeldOrder, report: 'final' | 'unfinished'): Prisma.Sql | undefined {
    const next = answer(order.status, report);
    if (!next.ok) throw orderRefused(next.code, order.status);
    if (next.state === order.status && order.startedAt !== null) return undefined;
    if (order.status === 'completed') return undefined;
    const { endedAt } = endOf(next.state);
    return Prisma.sql`UPDATE service_order SET status = ${next.state}, started_at = ${momentOf(order.startedAt ?? new Date())}::timestamptz,
      ended_at = coalesce(${endedAt ? momentOf(endedAt) : null}::timestamptz, ended_at) WHERE id = ${order.id}::uuid`;
  }
}

const momentOf = (at: Date): string => at.toISOString();

async function duplicatesOf(
  tx: Tx,
  encounterId: string,
  { system: codeSystem, code }: CreateOrderDto['code'],
): Promise<OrderWarningResponse[]> {
  const others = await tx.serviceOrder.findMany({
    where: { encounterId, codeSystem, code, status: { in: [...OPEN_ORDER_STATES] } },
    select: { id: true, number: true },
    orderBy: { id: 'asc' },
    take: 10,
  });
  return others.map(({ id: orderId, number }) => ({ code: 'duplicate', orderId, number }));
}

/** Who did what an action leaves on the order. */
function tracesOf(action: OrderAction): { signedBy?: string; signedAt?: Date; startedAt?: Date } {
  if (action === 'sign') return { signedBy: actingPerson(), signedAt: new Date() };
  return action === 'start' ? { startedAt: new Date() } : {};
}

const endOf = (state: OrderState): { endedAt?: Date } =>
  FINAL_ORDER_STATES.includes(state) ? { endedAt: new Date() } : {};

async function lock(tx: Tx, id: string): Promise<HeldOrder> {
  const [order] = await tx.$queryRaw<HeldOrder[]>`
    SELECT o.id, o.patient_id AS "patientId", o.encounter_id AS "encounterId", e.started_at AS "encounterStartedAt",
      o.kind, jsonb_build_object('system', o.code_system, 'code', o.code, 'display', o.display) AS code,
      o.status, o.started_at AS "startedAt", o.version
    FROM service_order o JOIN encounter e ON e.id = o.encounter_id WHERE o.id = ${id}::uuid FOR UPDATE OF o`;
  if (!order) throw new Problem(orderProblems.orderNotFound);
  return order;
}

async function read(tx: Tx, id: string): Promise<OrderResponse> {
  return toOrderResponse(firstRow(await tx.$queryRawUnsafe<OrderRow[]>(ONE_ORDER.text, id)));
}
