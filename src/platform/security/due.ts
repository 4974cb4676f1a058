import type { Settings } from '../config/settings.js';
import { Problem } from '../../kernel/problem.js';
import type { Due } from '../routes/due.js';
import { ROLES, type Role } from '../routes/policy.js';
import { roleAsSubject } from '../routes/policy.words.js';
import { NEEDS_SECOND_FACTOR } from './second-factor/second-factor.rules.js';
import { securityProblems } from './security.errors.js';

export const problemOf = (due: Due, role?: string): Problem =>
  due === 'password'
    ? new Problem(securityProblems.passwordChangeDue)
    : new Problem(securityProblems.secondFactorDue, { params: { role: roleAsSubject(role) } });

/** Roles that need an authenticator in this hospital. */
export const rolesInNeed = ({ secondFactor }: Settings): readonly Role[] =>
  secondFactor === 'everyone' ? ROLES : secondFactor === 'optional' ? [] : NEEDS_SECOND_FACTOR;
