import { ROLES, type Role } from '../routes/policy.js';

/** What a role is for: giving rights, watching what was done with them, or the work of the hospital. */
type Duty = 'administration' | 'watching' | 'work';

const DUTIES: Partial<Record<Role, Duty>> = {
  admin: 'administration',
  auditor: 'watching',
  'privacy-officer': 'watching',
};
const dutyOf = (role: Role): Duty => DUTIES[role] ?? 'work';

/**
 * Whether nobody may hold both (separation of duty, NIST SP 800-53 AC-5): who gives rights must not use them, and who watches
 * must not be among the watched. Auditor and privacy officer go together: both only look. The database holds the same
 * as `staff_role_separate`.
 */
export const exclude = (one: Role, other: Role): boolean => dutyOf(one) !== dutyOf(other);

/** The first two of these roles that nobody may hold together. */
export function conflictIn(roles: readonly Role[]): readonly [Role, Role] | undefined {
  for (const [at, one] of roles.entries()) {
    const other = roles.slice(at + 1).find((later) => exclude(one, later));
    if (other) return [one, other];
  }
  return undefined;
}

/** The roles that may not be held beside this one. */
export const excludedBy = (role: Role): Role[] => ROLES.filter((other) => exclude(role, other));
