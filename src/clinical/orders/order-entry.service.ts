import { Injectable } from '@nestjs/common';
import { invalidField, Problem } from '../../kernel/problem.js';
import { actingPerson, requestContext } from '../../kernel/request-context.js';
import { follow } from '../../platform/database/advisory-locks.js';
import type { Tx } from '../../platform/database/prisma.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DOCTORS, may } from '../../platform/routes/policy.js';
import { TasksService } from '../tasks/tasks.service.js';
import { EncountersService } from '../encounters/encounters.service.js';
import { judge, type Override } from './checks/judge.js';
import { storeOrders } from './draft.js';
import { isOfRate } from './dose.rules.js';
import type { BasketOrderDto, WriteOrdersDto } from './dto/order.dto.js';
import type { CreatedOrderResponse, CreatedOrdersResponse, OrderWarningResponse } from './dto/order.response.js';
import { toOrderResponse } from './order.mapper.js';
import { OPEN_ORDER_STATES } from './order-state.rules.js';
import { maySign } from './order-kind.rules.js';
import { orderProblems } from './orders.errors.js';
import { orderWords } from './orders.words.js';
import { saidIn, saidInAll, type SaidOrder } from './said.js';
import { ORDER_SETS } from './sets/sets.words.js';

/** How orders are written: whether they are signed at once, over which checks, and the set that they are from. */
export interface Entry {
  readonly sign?: boolean;
  readonly overrides?: readonly Override[];
  /** Who said it aloud, and that it was read back to them. */
  readonly verbal?: { readonly orderedBy: string; readonly readBack: true };
  readonly set?: { readonly code: string; readonly version: number };
}

/** Writes new orders, one or several: all or none. */
@Injectable()
export class OrderEntryService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly encounters: EncountersService,
    private readonly tasks: TasksService,
  ) {}

  /**
   * One order, or several; without effect before they are signed, which may be at once.
   * @throws Problem validation, encounterNotFound, encounterClosed, checkFailed, orderNotForRole, verbalNotYours
   */
  async write(encounterId: string, input: WriteOrdersDto): Promise<CreatedOrderResponse | CreatedOrdersResponse> {
    if (!input.orders) {
      const { orders } = await this.enter(encounterId, [saidIn(input)], input);
      return orders[0]!;
    }
    if ((input.kind as unknown) !== undefined) throw invalidField('/kind', 'one-or-many', orderWords.oneOrMany);
    const { orders } = input;
    const said = saidInAll(orders).map((order, at) => ({ ...order, set: setOf(orders[at]!) }));
    return this.enter(encounterId, said, input);
  }

  /** @throws Problem as {@link write} */
  enter(encounterId: string, said: readonly OfASet[], entry: Entry): Promise<CreatedOrdersResponse> {
    return this.unitOfWork.write(async (tx) => {
      const { patientId } = await this.encounters.requireOpen(tx, encounterId, new Date());
      // Whoever orders for the same patient at once follows, so that the second is warned of the first.
      await follow(tx, `orders of ${patientId}`);
      const by = actingPerson();
      const requestedBy = entry.verbal ? await doctorWhoSaid(tx, entry) : by;
      if (!entry.verbal) requireOwn(said);
      const warnings = await warningsOf(tx, encounterId, said);
      const judged =
        entry.sign || entry.verbal ? await judge(tx, patientId, said.map(checked), entry.overrides) : undefined;
      const orders = said.map((order, at) => ({
        ...order,
        patientId,
        encounterId,
        requestedBy,
        ...(judged && { [entry.verbal ? 'verbal' : 'signed']: { by, judged: judged[at]! } }),
        set: order.set ?? entry.set,
      }));
      // Read back with the statement that stores it: whoever waits for the next number waits no longer than it takes.
      const rows = await storeOrders(tx, orders);
      if (entry.verbal) {
        for (const { id } of rows) {
          await this.tasks.openAboutOrder(tx, 'verbal-order', { id, patientId, encounterId, requestedBy });
        }
      }
      return {
        patientId,
        encounterId,
        orders: rows.map((row, at) => ({ ...toOrderResponse(row), warnings: warnings[at]! })),
      };
    });
  }
}

/** What is said, and the set that it is from. */
interface OfASet extends SaidOrder {
  readonly set?: Entry['set'];
}

/** The set that a line names, in the version of now. */
function setOf({ orderSet }: BasketOrderDto): Entry['set'] {
  const set = ORDER_SETS.find(({ code }) => code === orderSet);
  return set && { code: set.code, version: set.version };
}

/** Who writes an order down writes one that they may sign. @throws Problem orderNotForRole */
function requireOwn(said: readonly SaidOrder[]): void {
  for (const { kind } of said) {
    if (!maySign(kind, requestContext().actor.role)) throw new Problem(orderProblems.orderNotForRole);
  }
}

/**
 * The doctor who said it, as their record names them.
 * @throws Problem verbalNotYours for who may sign orders themselves; validation when who is named is no doctor who works here
 */
async function doctorWhoSaid(tx: Tx, { verbal, sign }: Entry): Promise<string> {
  const { role } = requestContext().actor;
  if (!may(role, 'order.take-verbal')) throw new Problem(orderProblems.verbalNotYours);
  if (sign) throw invalidField('/sign', 'verbal', orderWords.verbalIsSignedLater);
  const { orderedBy } = verbal!;
  const staff = await tx.staffMember.findFirst({
    where: { id: orderedBy, status: 'active', roles: { some: { role: { in: [...DOCTORS] }, revokedAt: null } } },
    select: { id: true },
  });
  if (!staff) throw invalidField('/verbal/orderedBy', 'doctor', orderWords.saidByDoctor);
  return staff.id;
}

/** An order as the checks see it: one that may be set between two rates by the highest. */
export const checked = ({ kind, code, detail }: Pick<SaidOrder, 'kind' | 'code' | 'detail'>) => ({
  kind,
  code,
  ...fastest(detail),
  timing: detail.timing,
  route: detail.route,
  loadingDose: detail.loadingDose,
});

function fastest({ dose, infusion, titration }: SaidOrder['detail']): Pick<SaidOrder['detail'], 'dose' | 'infusion'> {
  if (!titration || !dose) return { dose, infusion };
  if (isOfRate(dose.unit)) return { dose: { ...dose, value: titration.high }, infusion };
  return { dose, infusion: infusion?.rate && { ...infusion, rate: { ...infusion.rate, value: titration.high } } };
}

/** Open orders of the encounter for the same thing, for each order that is written. */
async function warningsOf(tx: Tx, encounterId: string, said: readonly SaidOrder[]): Promise<OrderWarningResponse[][]> {
  const others = await tx.serviceOrder.findMany({
    where: { encounterId, code: { in: said.map(({ code }) => code.code) }, status: { in: [...OPEN_ORDER_STATES] } },
    select: { id: true, number: true, codeSystem: true, code: true },
    orderBy: { id: 'asc' },
    take: 100,
  });
  return said.map(({ code }) =>
    others
      .filter((other) => other.codeSystem === code.system && other.code === code.code)
      .slice(0, 10)
      .map(({ id: orderId, number }) => ({ code: 'duplicate', orderId, number })),
  );
}
