import { Injectable } from '@nestjs/common';
import { stateAfter } from '../../kernel/lifecycle.js';
import { Problem } from '../../kernel/problem.js';
import { actingPerson } from '../../kernel/request-context.js';
import { requireVersion } from '../../kernel/stale-version.js';
import { Prisma, type Tx } from '../../platform/database/prisma.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { mayReplace } from '../orders/checks/substance.rules.js';
import { OrdersService, type HeldOrder } from '../orders/orders.service.js';
import { TasksService } from '../tasks/tasks.service.js';
import type { AnswerDto, QuestionDto, SubstituteDto, VerifyDto } from './dto/pharmacy.dto.js';
import type { ReviewedOrderResponse } from './dto/pharmacy.response.js';
import { pharmacyProblems, REFUSALS } from './pharmacy.errors.js';
import { PharmacyQueries } from './pharmacy.queries.js';
import { reviewAfter, type ReviewAction } from './review.rules.js';

type Columns = Omit<Prisma.PharmacyReviewUncheckedCreateInput, 'orderId' | 'patientId' | 'encounterId' | 'status'>;

/** Moves what the pharmacy says of an order of a medicine: one step after the other, since the order is held. */
@Injectable()
export class ReviewsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly orders: OrdersService,
    private readonly tasks: TasksService,
    private readonly queries: PharmacyQueries,
  ) {}

  /** @throws Problem orderNotFound, pharmacyNoMedicine, pharmacyVerified, pharmacyOwnOrder; StaleVersion */
  verify(orderId: string, version: number, { comment }: VerifyDto): Promise<ReviewedOrderResponse> {
    return this.unitOfWork.write(async (tx) => {
      const order = await this.held(tx, orderId);
      const found = await this.step(tx, order, version, 'verify', { comment: comment ?? null });
      await this.tasks.settleWithin(tx, order.id, ['pharmacy-question']);
      return found;
    });
  }

  /** Asks the order's doctor. @throws Problem as {@link verify}, and pharmacyQuestioned */
  question(orderId: string, version: number, { question }: QuestionDto): Promise<ReviewedOrderResponse> {
    return this.unitOfWork.write(async (tx) => {
      const order = await this.held(tx, orderId);
      return this.askWithin(tx, order, version, { question, proposal: NOTHING });
    });
  }

  /** The doctor keeps the order as it is. @throws Problem orderNotFound, pharmacyNoMedicine, pharmacyNotQuestioned; StaleVersion */
  answer(orderId: string, version: number, { answer }: AnswerDto): Promise<ReviewedOrderResponse> {
    return this.unitOfWork.write(async (tx) => {
      const order = await this.held(tx, orderId);
      const answered = { answer, answeredBy: actingPerson(), answeredAt: new Date() };
      const found = await this.step(tx, order, version, 'answer', answered);
      await this.tasks.settleWithin(tx, order.id, ['pharmacy-question']);
      return found;
    });
  }

  /**
   * Another product of the same substance takes the place of the ordered one at once; another substance is proposed to the doctor, who
   * replaces the order or keeps it. The doctor is told of both.
   * @throws Problem as {@link verify}, and pharmacyQuestioned
   */
  substitute(orderId: string, version: number, { product, reason }: SubstituteDto): Promise<ReviewedOrderResponse> {
    const stored = JSON.parse(JSON.stringify(product)) as Prisma.InputJsonObject;
    return this.unitOfWork.write(async (tx) => {
      const order = await this.held(tx, orderId);
      if (!mayReplace(order.code, product.medication)) {
        return this.askWithin(tx, order, version, { question: reason, proposal: stored });
      }
      const found = await this.step(tx, order, version, 'substitute', { product: stored, reason });
      await this.tasks.settleWithin(tx, order.id, ['pharmacy-question']);
      await this.tasks.openAboutOrder(tx, 'medicine-substituted', order);
      return found;
    });
  }

  private async askWithin(
    tx: Tx,
    order: HeldOrder,
    version: number,
    asked: Pick<Columns, 'question' | 'proposal'>,
  ): Promise<ReviewedOrderResponse> {
    const found = await this.step(tx, order, version, 'question', { ...NO_ANSWER, ...asked });
    await this.tasks.openAboutOrder(tx, 'pharmacy-question', order);
    return found;
  }

  private async step(
    tx: Tx,
    order: HeldOrder,
    version: number,
    action: ReviewAction,
    change: Partial<Columns>,
  ): Promise<ReviewedOrderResponse> {
    const review = await this.queries.reviewWithin(tx, order.id);
    const from = review?.status ?? 'pending';
    const status = stateAfter(reviewAfter(from, action), REFUSALS, from);
    requireVersion('pharmacy_review', { id: review?.id ?? order.id, version: review?.version ?? 0 }, version);
    if (action !== 'answer' && order.signedBy === actingPerson()) throw new Problem(pharmacyProblems.pharmacyOwnOrder);
    const by = action === 'answer' ? {} : { reviewedBy: actingPerson(), reviewedAt: new Date() };
    const columns = { status, ...by, ...change };
    const { patientId, encounterId } = order;
    if (review) await tx.pharmacyReview.update({ where: { id: review.id }, data: columns, select: { id: true } });
    else {
      const created = { orderId: order.id, patientId, encounterId, ...columns };
      await tx.pharmacyReview.create({
        data: created as Prisma.PharmacyReviewUncheckedCreateInput,
        select: { id: true },
      });
    }
    return { orderId: order.id, patientId, encounterId, ...(await this.queries.answerWithin(tx, order.id)) };
  }

  /** The order, until the transaction ends. @throws Problem orderNotFound, pharmacyNoMedicine */
  private async held(tx: Tx, id: string): Promise<HeldOrder> {
    const order = await this.orders.holdWithin(tx, id);
    if (order.kind === 'medication' && ['active', 'on-hold'].includes(order.status)) return order;
    throw new Problem(pharmacyProblems.pharmacyNoMedicine, { extra: { currentStatus: order.status } });
  }
}

const NO_ANSWER = { answer: null, answeredBy: null, answeredAt: null };
/** SQL's NULL, not the JSON null. */
const NOTHING = Prisma.DbNull;
