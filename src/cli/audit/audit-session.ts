import { Session } from '../../platform/database/session.js';
import { auditFiles } from '../../server/sealing.js';
import { StartError } from '../../server/start-error.js';
import { withDatabase } from '../owner-database.js';
import { firstRow } from '../../platform/database/rows.js';

export type AuditFiles = ReturnType<typeof auditFiles>;

/**
 * Runs work as the owner role on a connection without statement time-out.
 * @param readsOnly as the auditor's role where DATABASE_AUDITOR_URL names it: nothing is changed
 * @throws StartError when there is no database, it does not answer, or it has no trail
 */
export function withAuditSession<T>(
  work: (session: Session, files: AuditFiles) => Promise<T>,
  { readsOnly = false } = {},
): Promise<T> {
  return withDatabase(
    async ({ ownerUrl, dataDir }, settings) => {
      const session = await Session.open(ownerUrl, { statementTimeoutMs: 0 }).catch((cause: unknown) => {
        const error = cause as Error;
        const reason = error.message || (error as { code?: string }).code;
        throw new StartError(`The database cannot be reached: ${reason}.`, { cause: error });
      });
      try {
        const { hasTrail } = firstRow(await session.query<{ hasTrail: boolean }>(HAS_TRAIL));
        if (!hasTrail) throw new StartError('This database has no audit trail: run "emr migrate" first.');
        return await work(session, auditFiles(settings, dataDir));
      } finally {
        await session.close();
      }
    },
    { mustExist: true, readsOnly },
  );
}

const HAS_TRAIL = { name: 'audit.trail', text: `SELECT to_regclass('audit.witness') IS NOT NULL AS "hasTrail"` };
