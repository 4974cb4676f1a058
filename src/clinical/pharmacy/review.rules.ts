import { movesOf, transitionsOf, type Lifecycle, type Move } from '../../kernel/lifecycle.js';

/**
 * What the pharmacy says of a signed order of a medicine. `pending` is one that no pharmacist has looked at: no row. Source: Decree
 * 131/2020/ND-CP on clinical pharmacy (the pharmacist looks at orders before medicines are given out); FHIR R4 MedicationDispense, whose
 * `substitution` is what `substituted` says here.
 */
export const REVIEW_STATES = ['pending', 'questioned', 'answered', 'verified', 'substituted'] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

export const REVIEW_ACTIONS = ['verify', 'question', 'answer', 'substitute'] as const;
export type ReviewAction = (typeof REVIEW_ACTIONS)[number];

export type ReviewRefusal = 'pharmacy-verified' | 'pharmacy-questioned' | 'pharmacy-not-questioned';

const OPEN = {
  verify: 'verified',
  question: 'questioned',
  answer: 'pharmacy-not-questioned',
  substitute: 'substituted',
} as const;

/** A question can be settled by the doctor's answer or, after a call, by the pharmacist; what was verified can be questioned again. */
const LIFECYCLE: Lifecycle<ReviewState, ReviewAction, ReviewRefusal> = {
  pending: OPEN,
  questioned: { ...OPEN, question: 'pharmacy-questioned', answer: 'answered' },
  answered: OPEN,
  verified: { ...OPEN, verify: 'pharmacy-verified' },
  substituted: { ...OPEN, verify: 'pharmacy-verified' },
};

export const reviewAfter = transitionsOf<ReviewState, ReviewAction, ReviewRefusal>(LIFECYCLE);

/** Every move that these rules make: the database refuses the others. What is pending is no row. */
export const REVIEW_MOVES: readonly Move<ReviewState>[] = movesOf(
  REVIEW_STATES.filter((state) => state !== 'pending'),
  REVIEW_ACTIONS.map((action) => (state: ReviewState) => reviewAfter(state, action)),
);

/** Whether a medicine may leave the pharmacy. */
export const isReleased = (state: ReviewState): boolean => state === 'verified' || state === 'substituted';

/** How much of what was given out may still come back. */
export const mayReturn = (dispensed: { quantity: number; returnedQuantity: number }, quantity: number): boolean =>
  quantity <= Number((dispensed.quantity - dispensed.returnedQuantity).toFixed(4));

export const DISPENSING_STATES = ['dispensed', 'returned'] as const;
export type DispensingState = (typeof DISPENSING_STATES)[number];
export const DISPENSING_MOVES: readonly Move<DispensingState>[] = [['dispensed', 'returned']];
