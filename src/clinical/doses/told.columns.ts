import { MOST_RECORDED, recordedSql, toldSql } from './dose.sql.js';

/** What a dose `d` of the order `o` is judged by, whether it went against it: of what was given. */
export const TOLD_OF_DOSE = `CASE WHEN d.status IN ('given', 'in-progress', 'paused', 'stopped') THEN jsonb_build_object('told', jsonb_build_object(
    'order', jsonb_build_object('display', o.display, 'detail', o.detail, 'signedAt', coalesce(o.signed_at, o.read_back_at), 'endedAt', o.ended_at),
    'row', ${toldSql}, 'before', CASE WHEN o.detail->'timing' ? 'asNeeded' THEN (
      SELECT coalesce(jsonb_agg(${recordedSql('n')}), '[]') FROM (SELECT * FROM dose e WHERE e.order_id = o.id
        AND e.effective_at BETWEEN d.effective_at - interval '7 days' AND d.effective_at ORDER BY e.effective_at DESC LIMIT ${MOST_RECORDED}) n)
      ELSE '[]' END)) ELSE '{}' END`;
