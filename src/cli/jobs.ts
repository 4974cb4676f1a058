import { parseArgs } from 'node:util';
import { fill, type Language } from '../kernel/language.js';
import { Session } from '../platform/database/session.js';
import { StartError } from '../server/start-error.js';
import { JOBS_WORDS } from './jobs.words.js';
import { LANGUAGE_OPTION, languageOf } from './language.js';
import { withDatabase } from './owner-database.js';
import { USAGE } from './usage.js';

interface DeadLetter {
  readonly id: string;
  readonly queue: string;
  readonly payload: string | null;
  readonly failed: Date;
  readonly tries: number;
}

/** Lists background work that failed for good, does it again or gives it up. @returns 1 when there is some that nobody has seen to */
export async function runJobs(words: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { all: { type: 'boolean', default: false }, language: LANGUAGE_OPTION },
  });
  const language = languageOf(values.language);
  const [verb, ...ids] = positionals;
  const isAsked = verb === undefined ? !values.all : ids.length > 0 !== values.all;
  if (!isAsked || ![undefined, 'retry', 'drop'].includes(verb) || (verb === 'drop' && values.all)) {
    throw new StartError(`Usage: ${USAGE.jobs}`);
  }
  return withDatabase(
    ({ ownerUrl }) =>
      withSession(ownerUrl, (session) => (verb ? act(session, verb as Verb, ids, language) : list(session, language))),
    {
      mustExist: true,
    },
  );
}

type Verb = 'retry' | 'drop';

const said = (what: keyof typeof JOBS_WORDS, values: Readonly<Record<string, unknown>>, language: Language): string =>
  fill(JOBS_WORDS[what][language], values, language);

async function list({ query }: Session, language: Language): Promise<number> {
  const rows = await query<DeadLetter>({ name: 'jobs.dead', text: LIST });
  for (const { id, queue, payload, failed, tries } of rows) {
    console.log(said('one', { id, queue, failed: failed.toISOString(), tries, payload: payload ?? '' }, language));
  }
  console.log(said(rows.length === 0 ? 'none' : 'failed', { count: rows.length }, language));
  return rows.length === 0 ? 0 : 1;
}

/** All of them where no id is given. */
async function act({ query }: Session, verb: Verb, ids: readonly string[], language: Language): Promise<number> {
  const chosen = ids.length > 0 ? [...new Set(ids)] : null;
  const text = verb === 'retry' ? RETRY : DROP;
  const rows = await query<{ isSent: boolean }>({ name: `jobs.${verb}`, text }, [chosen]);
  console.log(said(verb, { count: rows.length }, language));
  const waiting = rows.filter(({ isSent }) => !isSent).length;
  if (waiting > 0) console.log(said('waiting', { waiting }, language));
  return chosen && rows.length !== chosen.length ? 1 : 0;
}

async function withSession<T>(url: string, work: (session: Session) => Promise<T>): Promise<T> {
  const session = await Session.open(url);
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}

const CHOSEN = `name = 'dead-letter' AND ($1::text[] IS NULL OR id::text = ANY ($1::text[]))`;
const LIST = `SELECT id, source_name AS queue, data::text AS payload, created_on AS failed, coalesce(source_retry_count, 0) + 1 AS tries
  FROM pgboss.job WHERE name = 'dead-letter' ORDER BY created_on, id`;
const DROP = `DELETE FROM pgboss.job WHERE ${CHOSEN} RETURNING true AS "isSent"`;
/** By the queue's rules of now; a job of the same key that waits already takes its place. Of a queue that is no more, it stays where it is. */
const RETRY = `
  WITH chosen AS (
    DELETE FROM pgboss.job WHERE ${CHOSEN} AND EXISTS (SELECT FROM pgboss.queue q WHERE q.name = source_name)
      RETURNING source_name, data, singleton_key),
  sent AS (INSERT INTO pgboss.job (name, data, singleton_key, policy, retry_limit, retry_delay, retry_backoff, retry_delay_max, expire_seconds,
      deletion_seconds, keep_until, heartbeat_seconds, dead_letter)
    SELECT q.name, c.data, c.singleton_key, q.policy, q.retry_limit, q.retry_delay, q.retry_backoff, q.retry_delay_max, q.expire_seconds,
      q.deletion_seconds, now() + q.retention_seconds * interval '1 second', q.heartbeat_seconds, q.dead_letter
    FROM chosen c JOIN pgboss.queue q ON q.name = c.source_name
  ON CONFLICT DO NOTHING RETURNING id)
  SELECT row_number() OVER () <= (SELECT count(*) FROM sent) AS "isSent" FROM chosen`;
