import type { Settings } from '../config/settings.js';
import { Problem } from '../../kernel/problem.js';
import { ROLES, type Role } from '../routes/policy.js';
import { NEEDS_SECOND_FACTOR } from './second-factor/second-factor.rules.js';
import { securityProblems } from './security.errors.js';

/** What a person must do before their session is good for anything else. */
export type Due = 'password' | 'second-factor';

export const problemOf = (due: Due, role = '-'): Problem =>
  due === 'password'
    ? new Problem(securityProblems.passwordChangeDue)
    : new Problem(securityProblems.secondFactorDue, { params: { role } });

/** Roles that need an authenticator in this hospital. */
export const rolesInNeed = ({ secondFactor }: Settings): readonly Role[] =>
  secondFactor === 'everyone' ? ROLES : secondFactor === 'optional' ? [] : NEEDS_SECOND_FACTOR;
