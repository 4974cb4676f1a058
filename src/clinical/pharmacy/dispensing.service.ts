import { Injectable } from '@nestjs/common';
import { hospitalDate, onTheWard } from '../../kernel/hospital-time.js';
import type { Language } from '../../kernel/language.js';
import { invalidField, Problem } from '../../kernel/problem.js';
import { actingPerson, requestContext } from '../../kernel/request-context.js';
import type { Holdable, VersionedRow } from '../../platform/database/held-row.js';
import type { Tx } from '../../platform/database/prisma.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { EncountersService } from '../encounters/encounters.service.js';
import { unitOfDoses } from '../orders/checks/substance.rules.js';
import { doseUnitNames } from '../orders/dose.words.js';
import { packNames } from './pack-units.words.js';
import { OrdersService, type HeldOrder } from '../orders/orders.service.js';
import { compareAmount } from './amount.rules.js';
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

const unitNames = (language: Language) => ({ ...doseUnitNames(language), ...packNames(language) });

/** The same amount of the same lot within this time is a second click, or a colleague who did not see the first. */
const TWICE_WITHIN_MS = 10 * 60_000;
const MOST_DISPENSINGS = 200;

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

  /** @throws Problem orderNotFound, pharmacyNoMedicine, pharmacyNotReleased, pharmacyDispensed, pharmacyDispensedJustNow, pharmacyAmountDiffers, afterDeath; validation when it has expired */
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
      const product = review?.status === 'substituted' ? productText(review.product!) : order.code.display;
      if (input.reason === undefined) await this.requireExpected(tx, order, product, input);
      const { quantity, unit, lot, complete } = input;
      const { id } = await tx.dispensing.create({
        data: {
          ...{ orderId: order.id, patientId: order.patientId, encounterId: order.encounterId },
          ...{
            product,
            quantity,
            unit,
            lot,
            complete,
            expiresOn: new Date(input.expiresOn),
            dispensedBy: actingPerson(),
          },
        },
        select: { id: true },
      });
      return this.queries.dispensingWithin(tx, id);
    });
  }

  /**
   * What was all of it is not given out once more by a second click or a colleague, nor a part of it twice; and what differs from what was
   * ordered is asked about. A reason answers each. @throws Problem pharmacyDispensed, pharmacyDispensedJustNow, pharmacyAmountDiffers
   */
  private async requireExpected(tx: Tx, order: HeldOrder, product: string, input: DispenseDto): Promise<void> {
    const before = await tx.dispensing.findMany({
      where: { orderId: order.id, status: 'dispensed' },
      orderBy: { id: 'desc' },
      take: MOST_DISPENSINGS,
    });
    if (before.some(({ complete }) => complete)) throw new Problem(pharmacyProblems.pharmacyDispensed);
    const { quantity, unit, lot, complete } = input;
    const same = before.find((one) => Number(one.quantity) === quantity && one.unit === unit && one.lot === lot);
    if (same && Date.now() - same.dispensedAt.getTime() < TWICE_WITHIN_MS) {
      throw new Problem(pharmacyProblems.pharmacyDispensedJustNow, { params: { at: onTheWard(same.dispensedAt) } });
    }
    const earlier = before.map((one) => ({
      value: Number(one.quantity) - Number(one.returnedQuantity),
      ...{ unit: one.unit, display: one.product },
    }));
    const { dose, timing, loadingDose } = order.detail;
    const needed = { display: order.code.display, dose, timing, loadingDose, unit: unitOfDoses(order.code) };
    const compared = compareAmount(needed, { value: quantity, unit, display: product }, earlier);
    if (compared?.fits === 'more' || (compared?.fits === 'less' && complete)) {
      const { ordered, given } = compared;
      const params = { ordered, given, unit: unitNames(requestContext().language)[unit] ?? unit };
      throw new Problem(pharmacyProblems.pharmacyAmountDiffers, { params, extra: { ordered, given, unit } });
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
