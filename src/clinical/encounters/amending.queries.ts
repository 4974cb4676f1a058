import { invalidField, Problem } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import { careWords } from '../../platform/care/care.words.js';
import { saysSomething } from '../../platform/care/stated-reason.rules.js';
import type { Tx } from '../../platform/database/prisma.js';
import { followsCare } from '../../platform/routes/policy.js';
import { encounterProblems } from './encounters.errors.js';

/** Why something of a closed record is changed, and the field that says so. */
export interface Amending {
  readonly reason: string | null | undefined;
  /** `/reason` by default. */
  readonly pointer?: string;
  /** Of what is only ended, such as an order, any words do. */
  readonly anyWords?: true;
}

/**
 * What stands in a record that is closed is changed by those who cared in that stay, or whose work is with all wards, with a reason that says
 * something; a reason of one sign, or that it is urgent, tells nobody later why. Holds the encounter, so that a closing at the same moment comes first or waits. In a record that is not
 * closed nothing is asked here.
 * @throws Problem recordClosed without a reason, lateEntryNotYours, validation
 */
export async function requireAmendable(
  tx: Tx,
  encounterId: string | null,
  { reason, pointer = '/reason', anyWords }: Amending,
): Promise<void> {
  if (encounterId === null) return;
  const { actor } = requestContext();
  const [closed] = await tx.$queryRawUnsafe<{ cared: boolean }[]>(
    CLOSED,
    encounterId,
    actor.kind === 'staff' ? actor.id : null,
  );
  if (!closed) return;
  if (!reason) throw new Problem(encounterProblems.recordClosed);
  const isByRole = actor.kind === 'staff' && !followsCare(actor.role);
  if (!closed.cared && !isByRole) throw new Problem(encounterProblems.lateEntryNotYours);
  if (!anyWords && !saysSomething(reason)) throw invalidField(pointer, 'says-why', careWords.saysWhy);
}

const CLOSED = `SELECT coalesce(public.cared_in($2::uuid, id), false) AS cared FROM encounter
  WHERE id = $1::uuid AND closed_at IS NOT NULL FOR SHARE`;
