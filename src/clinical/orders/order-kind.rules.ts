import type { Role } from '../../platform/routes/policy.js';

/** Who carries out orders of a kind, and reports on them: each technician what is theirs. */
const CARRIED_OUT_BY: Readonly<Record<string, readonly Role[]>> = { laboratory: ['lab'], imaging: ['radiographer'] };

const TECHNICIANS: ReadonlySet<string> = new Set(Object.values(CARRIED_OUT_BY).flat());

/** Whether the role is a technician's of another kind: a radiographer completes no laboratory order, nor a laboratory an imaging one. */
export const isOfOtherKind = (kind: string, role: string | undefined): boolean =>
  role !== undefined && TECHNICIANS.has(role) && !(CARRIED_OUT_BY[kind] ?? []).some((one) => one === role);
