import { parseArgs } from 'node:util';
import { findingText } from '../../platform/audit/reconciliation/findings.js';
import { keepResult } from '../../platform/audit/reconciliation/keep-result.js';
import { reconcile, type Reconciliation } from '../../platform/audit/reconciliation/reconcile.js';
import { withAuditSession } from './audit-session.js';

const FOUND = 1;
const SAID = 50;

/**
 * Compares the hospital's data with the trail, row by row, and keeps the result.
 * @returns exit code 0: every row is what its events say; 1: some are not
 */
export function runReconcile(words: string[]): Promise<number> {
  const { values } = parseArgs({ args: words, options: { json: { type: 'boolean', default: false } } });
  return withAuditSession(
    async (session) => {
      const result = await reconcile(session, 'audit.event');
      await keepResult(session, result);
      console.log(values.json ? JSON.stringify(result, null, 2) : text(result));
      return result.findings.total === 0 ? 0 : FOUND;
    },
    { readsOnly: true },
  );
}

function text({ rows, events, archived, findings: { total, counts, named } }: Reconciliation): string {
  const compared = `${rows} rows compared with ${events} events`;
  const partly =
    archived > 0 ? [`Of ${archived} rows some events may lie in archives: compared with those that are left.`] : [];
  if (total === 0) return [`RECONCILED: ${compared}, and every row is what its events say.`, ...partly].join('\n');
  return [
    `NOT RECONCILED: ${total} rows are not what their events say; ${compared}.`,
    ...Object.entries(counts).map(([what, count]) => `  ${what}: ${count}`),
    ...named.slice(0, SAID).map((finding) => `  ${findingText(finding)}`),
    ...(total > SAID ? [`  and ${total - SAID} more (--json names the first ${named.length})`] : []),
    ...partly,
  ].join('\n');
}
