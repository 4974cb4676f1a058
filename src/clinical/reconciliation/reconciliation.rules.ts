import type { Move } from '../../kernel/lifecycle.js';

/** When medicines are reconciled. Source: WHO High 5s, Assuring Medication Accuracy at Transitions in Care (2014). */
export const POINTS = ['admission', 'transfer', 'discharge'] as const;
export type Point = (typeof POINTS)[number];

/** Who or what says that the patient takes a medicine; `order`: it was ordered in this stay. */
export const SOURCES = ['patient', 'family', 'prescription', 'referral', 'package', 'order'] as const;
export type Source = (typeof SOURCES)[number];

/** What the doctor decides of a medicine. */
export const DECISIONS = ['continued', 'changed', 'stopped'] as const;
export type Decision = (typeof DECISIONS)[number];

export const RECONCILIATION_STATES = ['open', 'completed'] as const;
export type ReconciliationState = (typeof RECONCILIATION_STATES)[number];
export const RECONCILIATION_MOVES: readonly Move<ReconciliationState>[] = [['open', 'completed']];

/** A medicine on the list, as it is stored. */
export interface Item {
  readonly id: string;
  readonly medication: { readonly system: string | null; readonly code: string | null; readonly display: string };
  readonly dose: string | null;
  readonly source: Source;
  /** The order that it is from, or that carries the decision out. */
  readonly orderId: string | null;
  readonly decision: Decision | null;
  readonly reason: string | null;
  readonly decidedBy: { readonly id: string; readonly fullName: string } | null;
  readonly decidedAt: string | null;
}

/** Whether a decision has to say why: to go on as before needs no reason. */
export const needsReason = (decision: Decision): boolean => decision !== 'continued';

/** Whether nothing on the list waits for a doctor. */
export const isDecided = (items: readonly Item[]): boolean => items.every(({ decision }) => decision !== null);
