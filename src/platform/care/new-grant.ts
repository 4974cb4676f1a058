import { Problem } from '../../kernel/problem.js';
import { actingPerson } from '../../kernel/request-context.js';
import type { Tx } from '../database/prisma.js';
import { careProblems } from './care.errors.js';

/** Access that somebody gives, or takes in an emergency. */
export interface NewGrant {
  readonly kind: 'consultation' | 'referral' | 'break-glass';
  readonly patientId: string;
  readonly staffId?: string;
  readonly wardId?: string;
  readonly reasonCode: string;
  readonly reason: string;
  readonly until: Date;
}

/** Keeps it in the name of who acts. @returns its id. @throws Problem ownRecord: nobody is let into their own record */
export async function giveWithin(tx: Tx, grant: NewGrant): Promise<string> {
  const grantedBy = actingPerson();
  const ids = [grantedBy, grant.staffId].filter((id) => id !== undefined);
  const where = { id: { in: ids }, patientId: grant.patientId };
  const own = await tx.staffMember.findFirst({ where, select: { id: true } });
  if (own) throw new Problem(careProblems.ownRecord);
  const { id } = await tx.accessGrant.create({ data: { ...grant, grantedBy }, select: { id: true } });
  return id;
}
