import type { Tx } from '../../database/prisma.js';
import { Problem } from '../../../kernel/problem.js';
import type { EnrolledTerminal } from '../../../kernel/request-context.js';
import { terminalProblems } from './terminals.errors.js';

/**
 * Locks out whoever is signed in at a terminal. A session by PIN or badge ends. A full one is locked: nothing opens with it any
 * more, but its shift goes on, so that its person comes back by PIN or badge.
 */
export async function lockOutAt(tx: Tx, terminalId: string): Promise<void> {
  const now = new Date();
  const there = { terminalId, revokedAt: null };
  await tx.session.updateMany({ where: { ...there, parentId: { not: null } }, data: { revokedAt: now } });
  await tx.session.updateMany({ where: { ...there, parentId: null, lockedAt: null }, data: { lockedAt: now } });
}

/**
 * The same for the next person, who gets the terminal alone: two at once come one after the other, and neither comes after it
 * was retired or got another key.
 * @throws Problem terminalUnknown
 */
export async function takeOver(tx: Tx, { id, keyHash }: EnrolledTerminal): Promise<void> {
  const held = await tx.$queryRaw<object[]>`SELECT id FROM terminal
    WHERE id = ${id}::uuid AND key_hash = ${keyHash} AND retired_at IS NULL FOR NO KEY UPDATE`;
  if (held.length === 0) throw new Problem(terminalProblems.terminalUnknown);
  await lockOutAt(tx, id);
}
