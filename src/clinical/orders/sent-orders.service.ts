import { Injectable } from '@nestjs/common';
import { follow } from '../../platform/database/advisory-locks.js';
import { hold, type VersionedRow } from '../../platform/database/held-row.js';
import type { Tx } from '../../platform/database/prisma.js';
import { stateAfter } from '../../kernel/lifecycle.js';
import { EncountersService } from '../encounters/encounters.service.js';
import { storeOrders, type SentBy } from './draft.js';
import type { OrderRow } from './order.mapper.js';
import { act, type OrderState } from './order-state.rules.js';
import { orderProblems, REFUSALS } from './orders.errors.js';
import type { SaidOrder } from './said.js';

export type { SaidOrder } from './said.js';

/** An order that a system sent before, as far as the same system may ask of it. */
export interface SentBefore {
  readonly id: string;
  readonly number: string;
  readonly patientId: string;
  readonly status: OrderState;
}

/** What is sent: what it says, and its number there. */
export type SentDraft = SaidOrder & { readonly sent: SentBy };

/** Orders that other systems send: drafts, which have no effect until a doctor signs. Nobody here asked for them before. */
@Injectable()
export class SentOrdersService {
  constructor(private readonly encounters: EncountersService) {}

  /** Whoever sends or cancels orders of the same patient follows until the transaction ends. */
  async follow(tx: Tx, patientId: string): Promise<void> {
    await follow(tx, `orders of ${patientId}`);
  }

  /** Stores drafts, in the order given. @throws Problem encounterNotFound, encounterClosed, afterDeath */
  async draftWithin(tx: Tx, encounterId: string, drafts: readonly SentDraft[]): Promise<OrderRow[]> {
    const { patientId } = await this.encounters.requireOpen(tx, encounterId, new Date());
    return storeOrders(
      tx,
      drafts.map((draft) => ({ ...draft, patientId, encounterId, requestedBy: null })),
    );
  }

  /** Orders that came from the sender under these numbers, oldest first. */
  before(tx: Tx, { sender, system }: SentBy, numbers: readonly string[]): Promise<(SentBefore & { placer: string })[]> {
    return tx.$queryRaw`SELECT id, number, patient_id AS "patientId", status, placer_number AS placer FROM service_order
      WHERE sent_by = ${sender} AND sender_system = ${system} AND placer_number = ANY(${[...numbers]}::text[]) ORDER BY id LIMIT 200`;
  }

  /** Cancels a draft for who sent it. @throws Problem a refusal of order-state.rules when it is no draft any more */
  async cancelWithin(tx: Tx, id: string): Promise<void> {
    const columns = 'r.status';
    const order = await hold<VersionedRow & { status: OrderState }>(
      tx,
      { table: 'service_order', columns, notFound: orderProblems.orderNotFound },
      id,
    );
    const status = stateAfter(
      act({ state: order.status, begun: order.status !== 'draft' }, 'cancel'),
      REFUSALS,
      order.status,
    );
    await tx.serviceOrder.update({ where: { id }, data: { status, endedAt: new Date() }, select: { id: true } });
  }
}
