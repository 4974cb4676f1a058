const MOST_CHARACTERS = 4000;
const FORM = /^(\d{1,19}):(\d{1,19}):((?:\d{1,19}(?:,\d{1,19})*)?)$/;

/**
 * Whether a text is a place in the stream: a snapshot as PostgreSQL writes it (`pg_snapshot`: the oldest transaction under way, the next one,
 * and those under way between them, ascending). Callers send it back as Last-Event-ID, so it may be anything.
 */
export function isPosition(text: string): boolean {
  const [, oldest, next, between] = (text.length <= MOST_CHARACTERS && FORM.exec(text)) || [];
  if (!oldest || !next) return false;
  const [from, to] = [BigInt(oldest), BigInt(next)];
  if (from === 0n || to < from || to > MOST) return false;
  const underWay = between ? between.split(',').map(BigInt) : [];
  return underWay.every((xid, n) => xid >= from && xid < to && (n === 0 || xid > underWay[n - 1]!));
}

/** The largest number that `pg_snapshot` takes. */
const MOST = 2n ** 63n - 1n;
