import type { SaidOrder, SentBefore } from '../../../clinical/orders/sent-orders.service.js';
import type { Reason, SentOrder } from '../facts.js';
import { importWords } from '../import.words.js';
import { chosenCode, type Mappings } from '../placing/codes.rules.js';

/** What is known here of the patient and of what the sender sent before. */
export interface Standing {
  readonly patientId: string;
  /** Open ones. */
  readonly encounterIds: readonly string[];
  readonly before: readonly (SentBefore & { readonly placer: string })[];
}

/** Why orders have to wait for a person; none when all of them can be taken. */
export function reasonsAgainst(orders: readonly SentOrder[], standing: Standing): Reason[] {
  const isNew = orders.some(({ control }) => control === 'new');
  return [
    ...(isNew ? reasonsOfEncounter(standing) : []),
    ...orders.flatMap((order, at) =>
      order.control === 'new'
        ? reasonsAgainstNew(order, standing, orders.slice(0, at))
        : reasonsAgainstCancel(order, standing),
    ),
  ];
}

function reasonsOfEncounter({ encounterIds }: Standing): Reason[] {
  if (encounterIds.length === 0) return [{ code: 'encounter-missing' }];
  return encounterIds.length > 1 ? [{ code: 'encounter-unclear' }] : [];
}

function reasonsAgainstNew(
  { placer, kind, display }: SentOrder,
  { before }: Standing,
  ahead: readonly SentOrder[],
): Reason[] {
  const isKnown = placer !== undefined && [...before, ...ahead].some((one) => one.placer === placer);
  return [
    ...(kind === undefined ? [{ code: 'order-kind-unknown' as const, of: display }] : []),
    ...(isKnown ? [{ code: 'order-sent-before' as const, of: placer }] : []),
  ];
}

/** Only what nobody signed yet is its sender's to take back. */
function reasonsAgainstCancel({ placer }: SentOrder, { before, patientId }: Standing): Reason[] {
  const meant = before.filter((one) => one.placer === placer);
  if (meant.length === 0) return [{ code: 'order-unknown', of: placer }];
  if (meant.some((one) => one.patientId !== patientId)) return [{ code: 'order-of-another-patient', of: placer }];
  const isOver = meant.some(({ status }) => status !== 'draft' && status !== 'cancelled');
  return isOver ? [{ code: 'order-is-active', of: meant.at(-1)!.number }] : [];
}

/** An order of a known kind as the chart says it. */
export function saidOf(order: SentOrder & { readonly kind: SaidOrder['kind'] }, mappings: Mappings): SaidOrder {
  const { kind, codes, display, priority, specimen, question, requester, notes } = order;
  const { system = '', code, display: words } = chosenCode(codes, display, mappings);
  const asked = requester && `${importWords.requester.vi}: ${requester}`;
  const instructions = [...notes, asked].filter(Boolean).join('\n');
  return {
    kind,
    code: { system, code: code ?? words, display: words },
    priority,
    instructions: instructions === '' ? undefined : instructions,
    detail: {
      ...(question && { question }),
      ...(specimen && kind === 'laboratory' && { specimen }),
    },
  };
}
