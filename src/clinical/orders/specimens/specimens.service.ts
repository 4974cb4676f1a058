import { Injectable } from '@nestjs/common';
import { notAhead } from '../../../kernel/hospital-time.js';
import type { Language, Localised } from '../../../kernel/language.js';
import { stateAfter } from '../../../kernel/lifecycle.js';
import { invalidField } from '../../../kernel/problem.js';
import { actingPerson } from '../../../kernel/request-context.js';
import type { Prisma } from '../../../platform/database/prisma.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { EncountersService } from '../../encounters/encounters.service.js';
import { TasksService } from '../../tasks/tasks.service.js';
import type { RejectSpecimenDto } from '../dto/order-step.dto.js';
import type { OrderResponse } from '../dto/order.response.js';
import { requireWorker } from '../order-rights.js';
import { collect } from '../order-state.rules.js';
import { REFUSALS } from '../orders.errors.js';
import { OrdersQueries } from '../orders.queries.js';
import { ORDER, type HeldOrder } from '../orders.service.js';
import { needsNote } from './rejection.rules.js';
import { rejectSpecimen, type RejectedSpecimen } from './specimen.rules.js';
import { REJECTION_WORDS, specimenWords } from './specimen.words.js';

/** Keeps what becomes of the specimens of orders: that one was taken, and that the laboratory rejected it. */
@Injectable()
export class SpecimensService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly encounters: EncountersService,
    private readonly queries: OrdersQueries,
    private readonly tasks: TasksService,
  ) {}

  /**
   * Keeps when the specimen was taken and who says so; work on the order has not begun by that.
   * @param at now by default
   * @throws Problem orderNotFound, orderOfOtherKind, a refusal of order-state.rules, afterDeath; StaleVersion
   */
  collect(id: string, version: number, at: string | undefined): Promise<OrderResponse> {
    return this.unitOfWork.change<HeldOrder, OrderResponse>(ORDER, { id, version }, async (tx, order) => {
      requireWorker(order, 'collects');
      stateAfter(collect(order.status), REFUSALS, order.status);
      await this.encounters.requireAliveFor(tx, order.encounterId, 'collect', notAhead(at));
      const data = { collectedBy: actingPerson(), collectedAt: notAhead(at) };
      await tx.serviceOrder.update({ where: { id }, data, select: { id: true } });
      await this.tasks.settleWithin(tx, id, ['specimen-rejected']);
      return this.queries.getWithin(tx, id);
    });
  }

  /**
   * Says why the laboratory rejected a specimen: the order waits for another one, and its ward is told. What had been taken, when and by
   * whom stays with the order.
   * @throws Problem orderNotFound, orderWithoutSpecimen, orderOfOtherKind, specimenNotTaken, a refusal of order-state.rules, validation; StaleVersion
   */
  reject(id: string, version: number, { reason, note }: RejectSpecimenDto): Promise<OrderResponse> {
    if (needsNote(reason) && note === undefined) throw invalidField('/note', 'note-needed', specimenWords.noteNeeded);
    return this.unitOfWork.change<HeldOrder, OrderResponse>(ORDER, { id, version }, async (tx, order) => {
      requireWorker(order, 'collects');
      const { status, collectedAt, collectedBy, startedAt, rejectedSpecimens } = order;
      const step = rejectSpecimen({ state: status, collected: collectedAt !== null, begun: startedAt !== null });
      stateAfter(step, REFUSALS, status);
      const rejected: RejectedSpecimen = {
        ...{ reason, note: note ?? null, collectedAt: collectedAt?.toISOString() ?? null, collectedBy },
        ...{ rejectedAt: new Date().toISOString(), rejectedBy: actingPerson() },
      };
      const all = [...(rejectedSpecimens ?? []), rejected] as unknown as Prisma.InputJsonArray;
      const data = { collectedAt: null, collectedBy: null, startedAt: null, rejectedSpecimens: all };
      await tx.serviceOrder.update({ where: { id }, data, select: { id: true } });
      await this.tasks.openAboutOrder(tx, 'specimen-rejected', order, aboutOf(order, rejected));
      return this.queries.getWithin(tx, id);
    });
  }
}

/** The order and why its specimen was rejected, in each language. */
function aboutOf({ number, code }: HeldOrder, { reason, note }: RejectedSpecimen): Localised {
  const said = (language: Language) =>
    `${number} ${code.display}: ${REJECTION_WORDS[reason][language]}${note === null ? '' : ` (${note})`}`;
  return { vi: said('vi'), en: said('en') };
}
