import type { Localised } from '../../kernel/language.js';
import { CARE_ROLES, type Role } from '../../platform/routes/policy.js';
import { taskKindWords } from './tasks.words.js';

/** Whom a task goes to. A ward is that where the patient is when they look; the last four are of no ward. */
export const ADDRESSEES = [
  'nurse',
  'requester',
  'on-duty',
  'head',
  'laboratory',
  'records-officer',
  'privacy-officer',
  'auditor',
] as const;
export type Addressee = (typeof ADDRESSEES)[number];

/** A step: to whom the task goes, when nobody has seen to it for so long. */
export interface Step {
  readonly to: Addressee;
  /** Since the task was opened. */
  readonly afterMinutes: number;
}

export interface TaskKind {
  readonly words: Localised;
  /** In the order of their times; the first is at once. */
  readonly steps: readonly [Step, ...Step[]];
  /** Who sees it from the first on, before it is their turn to answer for it. */
  readonly team: readonly Addressee[];
  /** Whoever acknowledges it says back what they were told. */
  readonly needsReadBack: boolean;
  /** Whoever acknowledges it says what came of it; kept where a read-back is. */
  readonly needsAnswer?: true;
  /** Who sees to it, where it is not those at the bedside. One about no patient names nobody; what it is about is read by its own route. */
  readonly ofRoles?: readonly Role[];
}

/** For results that the laboratory is asked about: what they hide may be dangerous, so the ward knows as soon as the laboratory. */
const ASKED_OF_THE_LABORATORY = {
  steps: [
    { to: 'laboratory', afterMinutes: 0 },
    { to: 'requester', afterMinutes: 10 },
    { to: 'on-duty', afterMinutes: 20 },
    { to: 'head', afterMinutes: 40 },
  ],
  team: ['laboratory', 'nurse', 'requester'],
  needsReadBack: false,
  needsAnswer: true,
  ofRoles: ['lab', ...CARE_ROLES],
} as const satisfies Omit<TaskKind, 'words'>;

/**
 * The kinds of task there are. Times are a starting point of our own, for the hospital to decide: a critical result is to reach somebody who can act
 * within 30 to 60 minutes (Joint Commission NPSG.02.03.01 asks each hospital to set its own time); the times by NEWS2 follow RCP 2017 (urgent
 * review at 5 to 6 or a red parameter, emergency assessment at 7 and more), those by Bedside PEWS the same two steps.
 */
export const TASK_KINDS = {
  'critical-result': {
    words: taskKindWords.criticalResult,
    steps: [
      { to: 'nurse', afterMinutes: 0 },
      { to: 'requester', afterMinutes: 10 },
      { to: 'on-duty', afterMinutes: 20 },
      { to: 'head', afterMinutes: 40 },
    ],
    team: ['nurse', 'requester'],
    needsReadBack: true,
  },
  'news2-high': {
    words: taskKindWords.news2High,
    steps: [
      { to: 'nurse', afterMinutes: 0 },
      { to: 'on-duty', afterMinutes: 10 },
      { to: 'head', afterMinutes: 30 },
    ],
    team: ['nurse', 'on-duty'],
    needsReadBack: false,
  },
  'news2-red': {
    words: taskKindWords.news2Red,
    steps: [
      { to: 'nurse', afterMinutes: 0 },
      { to: 'on-duty', afterMinutes: 30 },
      { to: 'head', afterMinutes: 60 },
    ],
    team: ['nurse'],
    needsReadBack: false,
  },
  'pews-high': {
    words: taskKindWords.pewsHigh,
    steps: [
      { to: 'nurse', afterMinutes: 0 },
      { to: 'on-duty', afterMinutes: 10 },
      { to: 'head', afterMinutes: 30 },
    ],
    team: ['nurse', 'on-duty'],
    needsReadBack: false,
  },
  'pews-medium': {
    words: taskKindWords.pewsMedium,
    steps: [
      { to: 'nurse', afterMinutes: 0 },
      { to: 'on-duty', afterMinutes: 30 },
      { to: 'head', afterMinutes: 60 },
    ],
    team: ['nurse'],
    needsReadBack: false,
  },
  'called-to-patient': {
    words: taskKindWords.calledToPatient,
    steps: [
      { to: 'requester', afterMinutes: 0 },
      { to: 'on-duty', afterMinutes: 10 },
      { to: 'head', afterMinutes: 20 },
    ],
    // Whoever is on duty sees it from the first on: a call that names nobody is theirs.
    team: ['requester', 'on-duty'],
    needsReadBack: false,
  },
  'impossible-result': { words: taskKindWords.impossibleResult, ...ASKED_OF_THE_LABORATORY },
  'unclear-result': { words: taskKindWords.unclearResult, ...ASKED_OF_THE_LABORATORY },
  'vitals-overdue': {
    words: taskKindWords.vitalsOverdue,
    steps: [
      { to: 'nurse', afterMinutes: 0 },
      { to: 'on-duty', afterMinutes: 60 },
      { to: 'head', afterMinutes: 180 },
    ],
    team: ['nurse'],
    needsReadBack: false,
  },
  'verbal-order': {
    words: taskKindWords.verbalOrder,
    steps: [
      { to: 'requester', afterMinutes: 0 },
      { to: 'on-duty', afterMinutes: 12 * 60 },
      { to: 'head', afterMinutes: 24 * 60 },
    ],
    team: ['requester'],
    needsReadBack: false,
  },
  'pharmacy-question': {
    words: taskKindWords.pharmacyQuestion,
    steps: [
      { to: 'requester', afterMinutes: 0 },
      { to: 'on-duty', afterMinutes: 60 },
      { to: 'head', afterMinutes: 240 },
    ],
    team: ['requester'],
    needsReadBack: false,
  },
  'dose-out-of-scale': {
    words: taskKindWords.doseOutOfScale,
    steps: [
      { to: 'requester', afterMinutes: 0 },
      { to: 'on-duty', afterMinutes: 10 },
      { to: 'head', afterMinutes: 30 },
    ],
    team: ['requester', 'on-duty'],
    needsReadBack: false,
  },
  'dose-against-order': {
    words: taskKindWords.doseAgainstOrder,
    steps: [
      { to: 'requester', afterMinutes: 0 },
      { to: 'on-duty', afterMinutes: 10 },
      { to: 'head', afterMinutes: 30 },
    ],
    team: ['requester', 'on-duty'],
    needsReadBack: false,
  },
  'medicine-substituted': {
    words: taskKindWords.medicineSubstituted,
    steps: [{ to: 'requester', afterMinutes: 0 }],
    team: ['requester'],
    needsReadBack: false,
  },
  'newborn-mismatch': {
    words: taskKindWords.newbornMismatch,
    steps: [
      { to: 'nurse', afterMinutes: 0 },
      { to: 'head', afterMinutes: 5 },
    ],
    team: ['nurse', 'on-duty'],
    needsReadBack: false,
  },
  'infusion-empty': {
    words: taskKindWords.infusionEmpty,
    steps: [
      { to: 'nurse', afterMinutes: 0 },
      { to: 'on-duty', afterMinutes: 60 },
    ],
    team: ['nurse'],
    needsReadBack: false,
  },
  'infusion-to-stop': {
    words: taskKindWords.infusionToStop,
    steps: [
      { to: 'nurse', afterMinutes: 0 },
      { to: 'requester', afterMinutes: 10 },
      { to: 'on-duty', afterMinutes: 20 },
      { to: 'head', afterMinutes: 40 },
    ],
    team: ['nurse', 'requester'],
    needsReadBack: false,
  },
  'specimen-rejected': {
    words: taskKindWords.specimenRejected,
    steps: [
      { to: 'nurse', afterMinutes: 0 },
      { to: 'requester', afterMinutes: 30 },
      { to: 'on-duty', afterMinutes: 60 },
      { to: 'head', afterMinutes: 240 },
    ],
    team: ['nurse', 'requester'],
    needsReadBack: false,
  },
  'order-judged-anew': {
    words: taskKindWords.orderJudgedAnew,
    steps: [
      { to: 'requester', afterMinutes: 0 },
      { to: 'on-duty', afterMinutes: 30 },
      { to: 'head', afterMinutes: 120 },
    ],
    team: ['requester', 'on-duty'],
    needsReadBack: false,
  },
  cosignature: {
    words: taskKindWords.cosignature,
    steps: [
      { to: 'on-duty', afterMinutes: 0 },
      { to: 'head', afterMinutes: 24 * 60 },
    ],
    team: ['on-duty'],
    needsReadBack: false,
  },
  'break-glass-review': {
    words: taskKindWords.breakGlassReview,
    steps: [
      { to: 'privacy-officer', afterMinutes: 0 },
      { to: 'auditor', afterMinutes: 3 * 24 * 60 },
    ],
    team: ['privacy-officer'],
    needsReadBack: false,
    ofRoles: ['privacy-officer', 'auditor'],
  },
  // Nobody knows yet whose it is: whoever can find out is asked as fast as a ward would be.
  'unmatched-critical': {
    words: taskKindWords.unmatchedCritical,
    steps: [
      { to: 'laboratory', afterMinutes: 0 },
      { to: 'records-officer', afterMinutes: 10 },
    ],
    team: ['laboratory'],
    needsReadBack: false,
    ofRoles: ['lab', 'records-officer'],
  },
  'unmatched-result': {
    words: taskKindWords.unmatchedResult,
    steps: [
      { to: 'laboratory', afterMinutes: 0 },
      { to: 'records-officer', afterMinutes: 60 },
    ],
    team: ['laboratory'],
    needsReadBack: false,
    ofRoles: ['lab', 'records-officer'],
  },
} as const satisfies Record<string, TaskKind>;

export type TaskKindCode = keyof typeof TASK_KINDS;

export const taskKind = (code: string): TaskKind => TASK_KINDS[code as TaskKindCode];

/** Who may see to tasks of a kind: those who are at the bedside, or whose work the kind is. */
export const rolesOf = (code: string): readonly Role[] => taskKind(code).ofRoles ?? CARE_ROLES;

/** The step of a level, and the one that follows it. */
export const stepAt = (code: string, level: number): Step | undefined => taskKind(code).steps[level];

/** When a step is due, for a task that was opened then. */
export const dueAt = (openedAt: Date, { afterMinutes }: Step): Date =>
  new Date(openedAt.getTime() + afterMinutes * 60_000);
