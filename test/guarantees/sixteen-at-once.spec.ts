import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { addressOf, isOfOnePatient, staleNames } from '../support/get-addresses.js';
import { sixteenAskers, sixteenCharts, SIXTEEN, type Asker, type SixteenCharts } from '../support/sixteen-charts.js';
import { elementAt, valueOf } from '../../src/kernel/list.js';

interface Documented {
  readonly paths: Readonly<Record<string, { get?: { 'x-action': string; 'x-discloses': string } }>>;
}
const { paths } = JSON.parse(readFileSync('openapi.json', 'utf8')) as Documented;
const ROUTES = Object.keys(paths).filter((path) => valueOf(paths, path).get);
const ASKED = ROUTES.filter((path) => addressOf(path));

/** Which requests meet in one statement is chance: more than one try. */
const ROUNDS = 3;

let hospital: SixteenCharts;
/** Nothing that happens later is asked of the trail, so that it answers the same twice. */
let until: string;
beforeAll(async () => {
  hospital = await sixteenCharts();
  until = new Date().toISOString();
});
afterAll(() => hospital.world.close());

/** What of an answer must be the same twice. */
interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly access: string | undefined;
  readonly tag: string | undefined;
  readonly events: readonly Readonly<Record<string, unknown>>[];
}

const answerOf = ({ status, text, body, headers }: Response): Omit<Answer, 'events'> => ({
  status,
  // Of what is no text, such as a file, its bytes.
  body: lasting(
    bodyOf(
      valueOf(headers, 'content-type'),
      (text ?? String(body)).replaceAll(valueOf(headers, 'x-request-id'), 'the request'),
    ),
  ),
  access: headers['x-care-access'],
  tag: headers.etag,
});

const bodyOf = (type: string, text: string): unknown => (/json/.test(type) ? JSON.parse(text) : text);

/** Moments at which something was used or answered, and what is counted from then. */
const PASSING = ['lastUsedAt', 'madeAt', 'asOf', 'ageMinutes', 'waitedMinutes', 'lateMinutes', 'overdueMinutes'];

function lasting(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lasting);
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(([name]) => !PASSING.includes(name));
  return Object.fromEntries(kept.map(([name, one]) => [name, lasting(one)]));
}

/** Everything about an event but its id, its moment and the ids of its request; by what the caller calls that. */
async function eventsOf(
  callersIds: readonly string[],
  after: string,
): Promise<Record<string, Record<string, unknown>[]>> {
  const rows = await hospital.world.sql(
    `SELECT * FROM audit.event WHERE id > $2 AND detail->>'callerRequestId' = ANY ($1) ORDER BY id`,
    [callersIds, after],
  );
  const events: Record<string, Record<string, unknown>[]> = {};
  for (const event of rows) {
    for (const passing of ['id', 'xid', 'occurred_at', 'request_id']) delete event[passing];
    const { callerRequestId, ...detail } = event.detail as { callerRequestId: string; export?: string };
    (events[callerRequestId] ??= []).push({ ...event, detail: { ...detail, export: undefined } });
  }
  return events;
}

async function answersOf(name: string, askers: readonly Asker[], addresses: readonly string[], round: number) {
  const idOf = (n: number) => `${name} ${round} ${n}`.replace(/[^\w.:-]/g, '-');
  const ask = (n: number) =>
    elementAt(askers, n).client.get(elementAt(addresses, n), { 'X-Request-Id': idOf(n), 'X-Reason': `reason ${n}` });
  // The ids of events go with the clock: what is older need not be looked through.
  const { after } = elementAt(await hospital.world.sql<{ after: string }>(`SELECT uuidv7('-1 second') AS after`), 0);
  const responses: Response[] = [];
  if (round > 0) responses.push(...(await Promise.all(SIXTEEN.map(ask))));
  else for (const n of SIXTEEN) responses.push(await ask(n));
  const events = await eventsOf(SIXTEEN.map(idOf), after);
  return responses.map((response, n): Answer => ({ ...answerOf(response), events: events[idOf(n)] ?? [] }));
}

/** What stands for closed records only, and for who has a certificate of a CA; these are open and have none, and each is refused alike. */
const ONLY_REFUSED = [
  '/api/v1/encounters/{id}/closing',
  '/api/v1/encounters/{id}/closing/signed',
  '/api/v1/staff/{id}/signing-certificate',
];

describe('Sixteen who ask at once', () => {
  it('are tried on every route that reads: a new one is listed in test/support/get-addresses.ts', () => {
    expect(ROUTES.filter((path) => addressOf(path) === undefined)).toEqual([]);
    expect(staleNames(ROUTES)).toEqual([]);
  });

  it.each(ASKED)(
    'are each answered as if they had asked alone: GET %s',
    async (path) => {
      const { 'x-action': action, 'x-discloses': discloses } = valueOf(paths, path).get!;
      const askers = sixteenAskers(hospital, action, path.startsWith('/fhir/R4/') && !path.includes('AuditEvent'));
      const addresses = hospital.charts.map((chart) => addressOf(path)!(chart, until));
      const alone = await answersOf(path, askers, addresses, 0);
      for (let round = 1; round <= ROUNDS; round++) {
        const together = await answersOf(path, askers, addresses, round);
        for (const n of SIXTEEN) {
          const who = `${elementAt(askers, n).username} asks ${addresses[n]}`;
          const { username } = elementAt(askers, n);
          expect([who, together[n]]).toEqual([who, alone[n]]);
          for (const event of elementAt(together, n).events) expect([who, event]).toMatchObject([who, { username }]);
          if (elementAt(together, n).status < 400 && discloses !== 'nothing') {
            expect([who, elementAt(together, n).events]).not.toEqual([who, []]);
            const { patientId } = elementAt(hospital.charts, n);
            const about = elementAt(together, n).events.map((event) => event.patient_id);
            if (isOfOnePatient(path)) expect([who, new Set(about)]).toEqual([who, new Set([patientId])]);
          }
        }
      }
      // Else it would be about refusals only.
      if (!ONLY_REFUSED.includes(path)) expect(alone.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    },
    180_000,
  );
});
