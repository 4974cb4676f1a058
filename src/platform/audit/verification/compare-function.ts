import { hash } from 'node:crypto';
import type { Session } from '../../database/session.js';
import { leafColumns, leafText, type LeafColumns } from '../sealing/leaf-text.js';
import type { TrailCheck } from './trail-check.js';

/** How many of the newest events the database's function is asked for: what it answers now is what is sealed next. */
const NEWEST = 1000;

/**
 * Compares what the database's own `audit.leaf_text` answers with the columns: for events found altered, which a replaced function
 * would hide, and for the newest. The verdict on events does not rest on it; sealing does.
 */
export async function compareFunction(session: Session, check: TrailCheck): Promise<void> {
  const altered = check.findings.flatMap(({ kind, eventId }) => (kind === 'altered' && eventId ? [eventId] : []));
  const say = (what: string, eventId?: string) =>
    check.found({ kind: 'function', index: check.tree.size, ...(eventId && { eventId }), sentence: what });
  await session.query({ name: '', text: 'SAVEPOINT function' });
  try {
    const rows = await session.query<LeafColumns & { told: string }>(TOLD, [altered, NEWEST]);
    const other = rows.find((row) => hash('sha256', leafText(row)) !== hash('sha256', row.told));
    if (other) {
      say(`the database's function audit.leaf_text answers event ${other.id} otherwise than its columns say`, other.id);
    }
  } catch (error) {
    say(`the database's function audit.leaf_text fails: ${(error as Error).message}`);
  }
  await session.query({ name: '', text: 'ROLLBACK TO SAVEPOINT function' });
}

const TOLD = {
  name: 'audit.verify.function',
  text: `SELECT ${leafColumns('e')}, audit.leaf_text(e) AS told FROM audit.event e
         WHERE e.id = ANY ($1::uuid[]) OR e.id IN (SELECT id FROM audit.event ORDER BY id DESC LIMIT $2)`,
};
