import { MOST_LOOKED_AT, periodOf, type EventFilter } from './event-places.js';
import { conditions, questionOf, type Question } from './event-question.js';

/** Which leaves a page in the order of sealing looks at. @param after the number to go on behind; -1 from the beginning */
export const sealedSpan = (after: number): Question =>
  questionOf(
    (bind) => `SELECT count(*) AS leaves, max(seq) AS last FROM (
      SELECT seq FROM audit.leaf WHERE seq > ${bind(after)} ORDER BY seq LIMIT ${MOST_LOOKED_AT}) span`,
  );

/**
 * A question to the trail in the order of sealing, oldest first: numbers are given without gaps and only once, so that nothing comes
 * to stand later behind where a reader has been.
 * @param span the leaves looked at, of {@link sealedSpan}, asked before: what is sealed meanwhile is for the next page
 */
export const sealedQuestion = (
  filter: EventFilter,
  columns: string,
  limit: number,
  span: { readonly after: number; readonly last: number },
): Question =>
  questionOf((bind) => {
    // OFFSET 0: leaves lead to their events one by one, in their order and only as far as the page needs.
    const found = `(SELECT seq, event_id FROM audit.leaf WHERE seq > ${bind(span.after)} AND seq <= ${bind(span.last)} ORDER BY seq) found
      CROSS JOIN LATERAL (SELECT * FROM audit.trail event WHERE event.id = found.event_id OFFSET 0) candidate`;
    const where = [...periodOf(filter, bind, undefined, 'candidate.id'), ...conditions(filter, bind)];
    return `SELECT found.seq AS sealed_as, ${columns} FROM ${found} ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''}
      ORDER BY found.seq LIMIT ${bind(limit)}`;
  });
