/** Roles a person signs in with. One person may hold several and acts in one at a time. */
export const ROLES = ['doctor', 'nurse', 'registrar', 'lab', 'auditor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/**
 * What each role may do. Whatever is not written here is refused.
 * Auditors read the trail and chart nothing; administrators manage people and see no chart.
 */
export const POLICY = {
  'patient.register': ['registrar', 'doctor', 'nurse'],
  'patient.read': ['doctor', 'nurse', 'registrar', 'lab'],
  'patient.search': ['doctor', 'nurse', 'registrar', 'lab'],
  'patient.update': ['registrar', 'doctor', 'nurse'],
  'chart.read': ['doctor', 'nurse'],
  'history.write': ['doctor', 'nurse'],
  'ward.read': ['doctor', 'nurse', 'registrar', 'admin', 'lab'],
  'ward.board': ['doctor', 'nurse', 'registrar'],
  'ward.manage': ['admin'],
  'encounter.read': ['doctor', 'nurse', 'registrar'],
  'encounter.admit': ['doctor', 'nurse', 'registrar'],
  'encounter.transfer': ['doctor', 'nurse'],
  'encounter.discharge': ['doctor'],
  'vitals.write': ['nurse', 'doctor'],
  'note.write': ['doctor', 'nurse'],
  'note.sign': ['doctor', 'nurse'],
  'order.write': ['doctor'],
  'order.read': ['doctor', 'nurse', 'lab'],
  'order.fulfil': ['lab'],
  'result.read': ['doctor', 'nurse', 'lab'],
  'result.write': ['lab'],
  'fhir.import': ['lab', 'registrar'],
  'fhir.read': ['doctor', 'nurse', 'lab'],
  'staff.read': ['admin'],
  'staff.manage': ['admin'],
  'audit.read': ['auditor'],
  'radar.read': ['auditor'],
  'radar.review': ['auditor'],
  'radar.manage': ['auditor'],
} as const satisfies Record<string, readonly Role[]>;

export type Action = keyof typeof POLICY;

/** Whether a role may do an action; unknown roles may do nothing. */
export function may(role: string | undefined, action: Action): boolean {
  return (POLICY[action] as readonly string[]).includes(role ?? '');
}
