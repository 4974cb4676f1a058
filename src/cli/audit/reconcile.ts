import { parseArgs } from 'node:util';
import { findingText } from '../../platform/audit/reconciliation/findings.js';
import { keepResult } from '../../platform/audit/reconciliation/keep-result.js';
import { reconcile, type Reconciliation } from '../../platform/audit/reconciliation/reconcile.js';
import { namesOf } from '../../platform/database/definitions/advice.js';
import { differencesNow } from '../../platform/database/definitions/differences-now.js';
import { withAuditSession } from './audit-session.js';

const FOUND = 1;
const SAID = 50;

/**
 * Compares the hospital's data with the trail, row by row, and keeps the result.
 * @returns exit code 0: every row is what its events say; 1: some are not, or a write could escape the trail by what is defined
 */
export function runReconcile(words: string[]): Promise<number> {
  const { values } = parseArgs({ args: words, options: { json: { type: 'boolean', default: false } } });
  return withAuditSession(
    async (session) => {
      const result = await reconcile(session, 'audit.event');
      await keepResult(session, result);
      // Rows are read through what is defined in the database, the hashes of secrets above all.
      const definitions = await differencesNow(session.query);
      const remarks = definitions.length > 0 ? [`Not as the last upgrade sealed it: ${namesOf(definitions)}.`] : [];
      console.log(
        values.json ? JSON.stringify({ ...result, definitions }, null, 2) : [text(result), ...remarks].join('\n'),
      );
      return result.findings.total === 0 && !definitions.some(({ escapes }) => escapes) ? 0 : FOUND;
    },
    { readsOnly: true },
  );
}

function text({ rows, events, archived, unknown, findings: { total, counts, named } }: Reconciliation): string {
  const compared = `${rows} rows compared with ${events} events`;
  const partly = [
    ...(archived > 0
      ? [`Of ${archived} rows some events may lie in archives: compared with those that are left.`]
      : []),
    ...(unknown > 0
      ? [
          `Of ${unknown} rows a secret (password, PIN, key) was last written before the trail kept its hash: whether it was replaced since is not known.`,
        ]
      : []),
  ];
  if (total === 0) return [`RECONCILED: ${compared}, and every row is what its events say.`, ...partly].join('\n');
  return [
    `NOT RECONCILED: ${total} rows are not what their events say; ${compared}.`,
    ...Object.entries(counts).map(([what, count]) => `  ${what}: ${count}`),
    ...named.slice(0, SAID).map((finding) => `  ${findingText(finding)}`),
    ...(total > SAID ? [`  and ${total - SAID} more (--json names the first ${named.length})`] : []),
    ...partly,
  ].join('\n');
}
