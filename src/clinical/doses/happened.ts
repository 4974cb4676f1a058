import { fillBoth, type Localised } from '../../kernel/language.js';
import { Problem, type FieldError } from '../../kernel/problem.js';
import type { Tx } from '../../platform/database/prisma.js';
import type { TasksService } from '../tasks/tasks.service.js';
import type { AgainstOrder } from './against-order.rules.js';
import { doseProblems } from './doses.errors.js';
import { againstWords, doseWords } from './doses.words.js';
import { requireWitness, type HeldDose } from './held-dose.js';

/** What somebody says of what happened although the order does not allow it. */
interface Said {
  readonly happened?: boolean;
}

/**
 * What the order does not allow is refused before it is done. What was done already cannot be undone by refusing it: it is kept, and gathered here,
 * so that it is marked and told.
 */
export class Happened {
  private readonly found = new Set<AgainstOrder>();
  private readonly lasting = new Set<AgainstOrder>();

  constructor(private readonly said: Said) {}

  /** @throws Problem unless it is said to have happened so already */
  orElse(what: AgainstOrder, refused: Problem): void {
    if (this.said.happened !== true) throw refused;
    this.found.add(what);
  }

  /**
   * The same of what its order and the doses of that do not tell later, as what was given of another order: it is kept with what happened.
   * @throws Problem as {@link orElse}
   */
  orElseKept(what: AgainstOrder, refused: Problem): void {
    const isTold = this.found.has(what);
    this.orElse(what, refused);
    if (!isTold) this.lasting.add(what);
  }

  get against(): readonly AgainstOrder[] {
    return [...this.found];
  }

  get kept(): AgainstOrder[] {
    return [...this.lasting];
  }
}

/** What stands beside what happened: why, when, and who saw it. */
interface Beside {
  readonly reason?: string | null;
  readonly witnessId?: string;
  /** Where its moment is asked for, of what is not put right but told for the first time. */
  readonly moment?: { readonly pointer: string; readonly said: string | undefined };
}

/**
 * What went against the order has its reason and its moment, a second person where the medicine takes one, and a task for the doctor of the order; one
 * about the same dose that is open says what was known before, and is settled.
 * @throws Problem doseReasonNeeded, doseWitnessNeeded
 */
export async function tellAgainst(
  tx: Tx,
  tasks: TasksService,
  held: HeldDose,
  { against }: Pick<Happened, 'against'>,
  { reason, witnessId, moment }: Beside,
): Promise<void> {
  if (against.length === 0) return;
  const missing: FieldError[] = [];
  if (!reason) missing.push({ pointer: '/reason', rule: 'required', message: doseWords.reasonAgainst });
  if (moment && moment.said === undefined) {
    missing.push({ pointer: moment.pointer, rule: 'required', message: doseWords.momentAgainst });
  }
  if (missing.length > 0) throw new Problem(doseProblems.doseReasonNeeded, { errors: missing });
  await requireWitness(tx, held.order, witnessId);
  const { id: focusId, order } = held;
  await tasks.settleWithin(tx, focusId, ['dose-against-order']);
  const about = fillBoth(doseWords.againstOrder, {
    medicine: order.display,
    what: listed(against),
    reason: reason ?? '',
  });
  await tasks.openWithin(tx, {
    ...{ kind: 'dose-against-order', focus: 'dose', focusId, requesterId: order.requestedBy },
    ...{ patientId: order.patientId, encounterId: order.encounterId, about },
  });
}

const listed = (against: readonly AgainstOrder[]): Localised => ({
  vi: against.map((one) => againstWords[one].vi).join(', '),
  en: against.map((one) => againstWords[one].en).join(', '),
});
