import { Problem } from '../../kernel/problem.js';
import { actingPerson } from '../../kernel/request-context.js';
import { personRef } from '../../kernel/person-ref.response.js';
import type { Tx } from '../../platform/database/prisma.js';
import type { HeldNote } from './held-note.js';
import { noteProblems } from './notes.errors.js';
import { TAKEN_OVER } from './section.rules.js';

interface TakenRow {
  readonly authorId: string;
  readonly authorName: string | null;
  readonly signedAt: Date;
}

/** The handover is held: of two who take it over at once one is the first. @throws Problem noHandover, ownHandover, handoverTaken */
export async function requireOpenHandover(tx: Tx, note: HeldNote): Promise<void> {
  if (note.type !== 'handover') throw new Problem(noteProblems.noHandover);
  if (note.authorId === actingPerson()) throw new Problem(noteProblems.ownHandover);
  const [taken] = await tx.$queryRawUnsafe<TakenRow[]>(TAKEN, note.id, JSON.stringify([{ code: TAKEN_OVER }]));
  if (!taken) return;
  const { authorId, authorName, signedAt } = taken;
  const extra = { takenBy: personRef(authorId, authorName), takenAt: signedAt.toISOString() };
  throw new Problem(noteProblems.handoverTaken, { extra });
}

const TAKEN = `SELECT n.author_id AS "authorId", author.full_name AS "authorName", n.signed_at AS "signedAt"
  FROM note n LEFT JOIN staff_member author ON author.id = n.author_id
  WHERE n.addendum_to = $1::uuid AND n.status IN ('signed', 'awaiting-cosignature') AND n.sections @> $2::jsonb ORDER BY n.id LIMIT 1`;
