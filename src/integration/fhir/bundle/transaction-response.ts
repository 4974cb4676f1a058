import type { Language, Localised } from '../../../kernel/language.js';
import type { ImportedEntry } from './import.service.js';

const NOT_UNDERSTOOD: Localised = {
  vi: 'Được lưu nguyên văn, chưa đưa vào hồ sơ.',
  en: 'Kept whole as sent; not part of the chart.',
};
const LEADS_NOWHERE: Localised = {
  vi: 'Tham chiếu không có trong Bundle; được lưu nguyên văn.',
  en: 'The reference names nothing in the Bundle; kept as sent.',
};

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

function issuesOf({ notUnderstood, leadNowhere }: ImportedEntry, language: Language): object[] {
  const kept = { severity: 'information', code: 'not-supported', diagnostics: NOT_UNDERSTOOD[language] };
  const lost = { severity: 'warning', code: 'not-found', diagnostics: LEADS_NOWHERE[language] };
  return [
    ...(notUnderstood.length > 0 ? [{ ...kept, expression: notUnderstood }] : []),
    ...(leadNowhere.length > 0 ? [{ ...lost, details: { text: [...new Set(leadNowhere)].join(', ') } }] : []),
  ];
}
