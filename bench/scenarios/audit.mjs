// Auditors' questions for which one event in the whole trail is the answer: by what they may know of it.
import { makePastMonths, writeSeldom } from '../audit-events.mjs';
import { writingMany } from '../bulk.mjs';

const SELDOM = 16;
/** Of which place among the seldom events each question asks by. */
const KEYS = { requestId: 'request_id', username: 'username', terminal: 'terminal', address: 'address' };
const WORDS = { requestId: 'a request id', username: 'a username', terminal: 'a terminal', address: 'an address' };

const prepare = async ({ adminUrl, sql }) => {
  const known = `SELECT id, request_id, username, terminal, host(address) AS address FROM audit.event
    WHERE request_id LIKE 'bench-seldom-%' ORDER BY id LIMIT ${SELDOM}`;
  if ((await sql(known)).length === 0) {
    await writingMany(adminUrl, async (client) => {
      await makePastMonths(client);
      await writeSeldom(client, SELDOM);
    });
  }
  return { events: await sql(known) };
};

export const audit = Object.fromEntries(
  Object.entries(KEYS).map(([parameter, column]) => [
    `audit-${parameter}`,
    {
      says: `audit: ${WORDS[parameter]}`,
      prepare,
      levels: [1, 16],
      requests: (_, { events }) =>
        events.map((event) => ({
          as: 'auditor',
          path: `/api/v1/audit/events?${new URLSearchParams({ [parameter]: event[column] })}`,
          answer: { contains: [`"id":"${event.id}"`] },
        })),
    },
  ]),
);
