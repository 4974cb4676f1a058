import { Injectable } from '@nestjs/common';
import { hospitalDate } from '../../kernel/hospital-time.js';
import { invalidField, Problem } from '../../kernel/problem.js';
import { actingPerson, requestContext } from '../../kernel/request-context.js';
import type { Holdable, VersionedRow } from '../../platform/database/held-row.js';
import type { Tx } from '../../platform/database/prisma.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { EncountersService } from '../encounters/encounters.service.js';
import { OrdersService } from '../orders/orders.service.js';
import type { DispenseDto, ReturnDto } from './dto/pharmacy.dto.js';
import type { DispensingResponse } from './dto/pharmacy.response.js';
import { pharmacyProblems } from './pharmacy.errors.js';
import { productText } from './pharmacy.mapper.js';
import { PharmacyQueries } from './pharmacy.queries.js';
import { pharmacyWords } from './pharmacy.words.js';
import { isReleased, mayReturn } from './review.rules.js';

interface HeldDispensing extends VersionedRow {
  readonly status: string;
  readonly quantity: number;
  readonly returnedQuantity: number;
}
const DISPENSING: Holdable = {
  table: 'dispensing',
  columns: 'r.status, r.quantity::float, r.returned_quantity::float AS "returnedQuantity"',
  notFound: pharmacyProblems.dispensingNotFound,
};

/** No medicine is good for longer: a later year was typed wrong. */
const MOST_YEARS_GOOD = 15;

/** Gives medicines out for verified orders, and takes back what was not used. */
@Injectable()
export class DispensingService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly orders: OrdersService,
    private readonly encounters: EncountersService,
    private readonly queries: PharmacyQueries,
  ) {}

  /** @throws Problem orderNotFound, pharmacyNoMedicine, pharmacyNotReleased, pharmacyDispensed, afterDeath; validation when it has expired */
  dispense(orderId: string, input: DispenseDto): Promise<DispensingResponse> {
    const today = hospitalDate();
    if (input.expiresOn < today) throw invalidField('/expiresOn', 'expired', pharmacyWords.expired);
    if (Number(input.expiresOn.slice(0, 4)) > Number(today.slice(0, 4)) + MOST_YEARS_GOOD) {
      throw invalidField('/expiresOn', 'too-far', pharmacyWords.tooFar, { years: MOST_YEARS_GOOD });
    }
    if (input.reason !== undefined) requestContext().reason = input.reason.normalize();
    return this.unitOfWork.write(async (tx) => {
      const order = await this.orders.holdWithin(tx, orderId);
      if (order.kind !== 'medication' || order.status !== 'active') {
        throw new Problem(pharmacyProblems.pharmacyNoMedicine, { extra: { currentStatus: order.status } });
      }
      const review = await this.queries.reviewWithin(tx, order.id);
      if (!isReleased(review?.status ?? 'pending')) throw new Problem(pharmacyProblems.pharmacyNotReleased);
      await this.encounters.requireAliveFor(tx, order.encounterId, 'start');
      if (input.reason === undefined) await this.requireMore(tx, order.id);
      const { quantity, unit, lot, complete } = input;
      const { id } = await tx.dispensing.create({
        data: {
          ...{ orderId: order.id, patientId: order.patientId, encounterId: order.encounterId },
          product: review?.status === 'substituted' ? productText(review.product!) : order.code.display,
          ...{ quantity, unit, lot, complete, expiresOn: new Date(input.expiresOn), dispensedBy: actingPerson() },
        },
        select: { id: true },
      });
      return this.queries.dispensingWithin(tx, id);
    });
  }

  /** What was all of it is not given out once more by a second click or a colleague. @throws Problem pharmacyDispensed */
  private async requireMore(tx: Tx, orderId: string): Promise<void> {
    const where = { orderId, complete: true, status: 'dispensed' };
    if (await tx.dispensing.findFirst({ where, select: { id: true } })) {
      throw new Problem(pharmacyProblems.pharmacyDispensed);
    }
  }

  /** @throws Problem dispensingNotFound, dispensingReturned, dispensingReturnTooMuch; StaleVersion */
  takeBack(id: string, version: number, { quantity, reason }: ReturnDto): Promise<DispensingResponse> {
    return this.unitOfWork.change<HeldDispensing, DispensingResponse>(DISPENSING, { id, version }, async (tx, held) => {
      if (held.status === 'returned') throw new Problem(pharmacyProblems.dispensingReturned);
      if (!mayReturn(held, quantity)) {
        const params = { left: Number((held.quantity - held.returnedQuantity).toFixed(4)) };
        throw new Problem(pharmacyProblems.dispensingReturnTooMuch, { params });
      }
      const returned = Number((held.returnedQuantity + quantity).toFixed(4));
      await tx.dispensing.update({
        where: { id },
        data: {
          status: returned === held.quantity ? 'returned' : 'dispensed',
          ...{ returnedQuantity: returned, returnReason: reason, returnedBy: actingPerson(), returnedAt: new Date() },
        },
        select: { id: true },
      });
      return this.queries.dispensingWithin(tx, id);
    });
  }
}
