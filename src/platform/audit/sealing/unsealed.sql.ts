/**
 * SQL of how long the oldest event of the trail has waited to be sealed, in seconds; 0 when none waits. It reads a thousand events at most: the
 * position is given to a sub-select of its own, as a join it only filters what walks through all that was sealed in years. What lies behind the
 * position may be sealed already where a copy was restored into another cluster.
 */
export const UNSEALED_SECONDS = `coalesce((
    SELECT greatest(0, extract(epoch FROM clock_timestamp() - min(next.occurred_at)))::float8
      FROM audit.seal_position at, LATERAL (
        SELECT e.id, e.occurred_at FROM audit.event e WHERE (e.xid, e.id) > (at.xid, at.id) ORDER BY e.xid, e.id LIMIT 1000) next
     WHERE NOT EXISTS (SELECT FROM audit.leaf l WHERE l.event_id = next.id)), 0)`;
