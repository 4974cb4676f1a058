import type { Action } from '../../platform/routes/policy.js';

/** What is told that it changed: the list to be read again, by its own route, which records who is shown. */
export interface LiveKind {
  /** What a role may do that reads the list; nobody else is told of it. */
  readonly needs: Action;
  /** The tables whose rows the list shows. */
  readonly of: readonly string[];
}

export const LIVE_KINDS = {
  board: {
    needs: 'ward.board',
    of: [
      ...['stay', 'encounter', 'bed', 'vital_signs', 'allergy', 'problem', 'observation_setting'],
      ...['dose', 'service_order', 'diagnostic_report', 'report_review', 'task'],
      // Whom another ward has asked this one to take; who died, or was given a name.
      'access_grant',
      'patient',
    ],
  },
  inbox: { needs: 'result.read', of: ['diagnostic_report'] },
  tasks: { needs: 'task.read', of: ['task'] },
  orders: { needs: 'order.read', of: ['service_order'] },
  mar: { needs: 'dose.record', of: ['dose', 'service_order'] },
} as const satisfies Record<string, LiveKind>;

export type LiveKindName = keyof typeof LIVE_KINDS;

/** That a list changed: of a ward, or of a person whose order or task it is. It names no patient. */
export interface Change {
  readonly kind: LiveKindName;
  readonly wardId: string | null;
  readonly staffId: string | null;
}
