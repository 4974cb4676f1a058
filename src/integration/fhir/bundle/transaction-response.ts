import type { Language, Localised } from '../../../kernel/language.js';
import type { ImportedEntry } from './imported-entry.js';
import { outcomeWords } from '../fhir.words.js';

/** The answer to a transaction, entry for entry: where each is now, and what of it is only kept. */
export function transactionResponse(entries: readonly ImportedEntry[], language: Language): object {
  return {
    resourceType: 'Bundle',
    type: 'transaction-response',
    entry: entries.map((entry) => {
      const issue = issuesOf(entry, language);
      return {
        response: {
          status: entry.outcome === 'created' ? '201 Created' : '200 OK',
          location: `${entry.type}/${entry.id}/_history/${entry.version}`,
          etag: `W/"${entry.version}"`,
          ...(issue.length > 0 && { outcome: { resourceType: 'OperationOutcome', issue } }),
        },
      };
    }),
  };
}

/** What there is to tell of one resource. */
export function outcomeOf(entry: ImportedEntry, language: Language, words: Localised = outcomeWords.stored): object {
  const issue = issuesOf(entry, language);
  const done = { severity: 'information', code: 'informational', diagnostics: words[language] };
  return { resourceType: 'OperationOutcome', issue: issue.length > 0 ? issue : [done] };
}

function issuesOf({ notUnderstood, leadNowhere, doubtful = [] }: ImportedEntry, language: Language): object[] {
  const kept = { severity: 'information', code: 'not-supported', diagnostics: outcomeWords.notUnderstood[language] };
  const lost = { severity: 'warning', code: 'not-found', diagnostics: outcomeWords.leadsNowhere[language] };
  return [
    ...(notUnderstood.length > 0 ? [{ ...kept, expression: notUnderstood }] : []),
    ...(leadNowhere.length > 0 ? [{ ...lost, details: { text: [...new Set(leadNowhere)].join(', ') } }] : []),
    ...doubtful.map(({ element, words }) => ({
      ...{ severity: 'warning', code: 'business-rule' },
      ...{ diagnostics: words[language], expression: [element] },
    })),
  ];
}
