import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { blocked } from '../support/blocked.js';
import { anOrder, PANEL } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { hoursAgo, potassium, report, send, sodium } from './reports.js';
import { elementAt } from '../../src/kernel/list.js';
import { runAsSystem } from '../../src/kernel/request-context.js';
import { RejudgeService } from '../../src/clinical/results/rejudge.service.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { until } from '../support/until.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const read = async (id: string) => (await world.as('doctor').get(`/api/v1/results/${id}`)).body;
interface Shown {
  observations: { code: string; value: number | null; status: string }[];
}
const values = ({ observations }: Shown) => observations.map(({ value }) => value);

describe('A corrected report', () => {
  it('shows the new value and keeps the old one with who said it and when', async () => {
    const order = await anOrder(world);
    const first = (await send(world, order, report([potassium(5.9), sodium(140)]))).body;
    const second = await send(
      world,
      order,
      report([potassium(4.9)], { status: 'corrected', conclusion: 'Mẫu trước bị tán huyết.' }),
    );
    expect([second.status, second.body.id, second.body.version]).toEqual([201, first.id, 2]);
    const shown = await read(first.id);
    expect(shown).toMatchObject({ status: 'corrected', conclusion: 'Mẫu trước bị tán huyết.' });
    expect(new Set(values(shown))).toEqual(new Set([4.9, 140]));
    expect(shown.observations.map(({ status }: { status: string }) => status).sort()).toEqual(['corrected', 'final']);
    const corrected = shown.observations.find(({ value }: { value: number }) => value === 4.9);
    expect(corrected.correctsId).toBe(first.observations[0].id);
    const [now, then] = shown.versions;
    expect([now.number, then.number]).toEqual([2, 1]);
    expect(now).toMatchObject({ status: 'corrected', observations: shown.observations });
    expect(then).toMatchObject({ status: 'final', conclusion: null, observations: first.observations });
    expect(then.recordedBy).toEqual({ id: world.staff.lab.id, fullName: 'Người thử lab' });
    const list = await world.as('doctor').get(`/api/v1/encounters/${order.encounterId}/results`);
    expect(list.body.items.map(({ observations }: Shown) => observations)).toEqual([shown.observations]);
  });

  it('stays corrected though another value of it is judged again at the same moment', async () => {
    const order = await anOrder(world);
    const unknown = {
      code: { system: 'http://lis.example', code: 'NA-7', display: 'Natri' },
      value: 171,
      unit: 'mmol/L',
    };
    const first = (await send(world, order, report([potassium(5.9), unknown]))).body;
    const { id } = first.observations.find(({ code }: { code: string }) => code === 'NA-7');
    const rejudging = world.app.get(RejudgeService, { strict: false });
    const of = { system: 'http://lis.example', code: 'NA-7' };
    const meaning = { of, code: { system: 'http://loinc.org', code: '2951-2' } };
    const other = new pg.Client(world.database.superuserUrl);
    await other.connect();
    const waiting = (many: number) => until(async () => (await blocked(other)) >= many);
    try {
      await other.query('BEGIN');
      await other.query('SELECT FROM diagnostic_report WHERE id = $1 FOR UPDATE', [first.id]);
      const correcting = send(world, order, report([potassium(4.9)], { status: 'corrected' })).then((answer) => answer);
      await waiting(1);
      const judging = runAsSystem('test', () =>
        world.app.get(UnitOfWork, { strict: false }).write((tx) => rejudging.rejudgeWithin(tx, [id], meaning)),
      );
      await waiting(2);
      await other.query('ROLLBACK');
      const [corrected, judged] = await Promise.all([correcting, judging]);
      expect([corrected.status, judged.length]).toEqual([201, 1]);
    } finally {
      await other.end();
    }
    const shown = await read(first.id);
    expect([shown.versions.length, new Set(values(shown))]).toEqual([3, new Set([4.9, 171])]);
    expect(shown.observations.find(({ value }: { value: number }) => value === 171)).toMatchObject({
      code: '2951-2',
      critical: true,
    });
  });

  it('takes one value back without touching the others', async () => {
    const order = await anOrder(world);
    await send(world, order, report([potassium(5.9), sodium(140)]));
    const { code } = potassium(0);
    const { body } = await send(world, order, report([{ code, status: 'entered-in-error' }], { status: 'corrected' }));
    expect(body.observations).toMatchObject([
      { code: '2951-2', value: 140, status: 'final' },
      { code: '2823-3', value: null, status: 'entered-in-error', critical: false },
    ]);
  });

  it('that is withdrawn shows nothing any more, keeps what it said, and makes room for another', async () => {
    const order = await anOrder(world);
    const first = (await send(world, order, report([potassium(5.9)]))).body;
    const message = report([], { status: 'entered-in-error', conclusion: 'Nhầm ống.' });
    const withdrawn = await send(world, order, message);
    expect(withdrawn.body).toMatchObject({ id: first.id, status: 'entered-in-error', observations: [] });
    const again = await send(world, order, { ...message, observations: [potassium(5.9)] });
    expect(again.body).toEqual(withdrawn.body);
    expect((await read(first.id)).versions.map(values)).toEqual([[], [5.9]]);
    const failed = await send(world, order, report([], { status: 'cancelled', conclusion: 'Mẫu đông.' }));
    expect(failed.status).toBe(201);
    const next = (await send(world, order, report([potassium(4.2)]))).body;
    expect(new Set([first.id, failed.body.id, next.id]).size).toBe(3);
    expect(values(next)).toEqual([4.2]);
  });
});

describe('After any number of versions', () => {
  it('every one can be read as it was, and the newest is shown', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            k: fc.option(fc.integer({ min: 20, max: 90 }), { nil: undefined }),
            na: fc.option(fc.integer({ min: 100, max: 180 }), { nil: undefined }),
          }),
          { minLength: 1, maxLength: 6 },
        ),
        async (messages) => {
          const order = await anOrder(world, { code: PANEL });
          const said: { k?: number; na?: number }[] = [];
          let id: string | undefined;
          for (const { k, na } of messages.filter((message) => message.k !== undefined || message.na !== undefined)) {
            const observations = [
              ...(k === undefined ? [] : [potassium(k / 10)]),
              ...(na === undefined ? [] : [sodium(na)]),
            ];
            const status = said.length === 0 ? 'final' : 'corrected';
            const answer = await send(world, order, report(observations, { status }));
            expect(answer.status).toBe(201);
            id = answer.body.id;
            const now = { ...said.at(-1), ...(k !== undefined && { k: k / 10 }), ...(na !== undefined && { na }) };
            const same = said.length > 1 && now.k === said.at(-1)!.k && now.na === said.at(-1)!.na;
            if (!same) said.push(now);
            expect(answer.body.version).toBe(said.length);
          }
          if (!id) return;
          const shown = await read(id);
          expect(shown.versions.map(asPair)).toEqual(said.toReversed());
          expect(asPair(shown)).toEqual(said.at(-1));
        },
      ),
      { numRuns: 12 },
    );
  });
});

describe('A preliminary report', () => {
  it('becomes final, each value with it, and both can be read', async () => {
    const order = await anOrder(world);
    const first = (await send(world, order, report([potassium(5.8)], { status: 'preliminary' }))).body;
    const { body } = await send(world, order, report([potassium(5.9)]));
    expect(body).toMatchObject({ id: first.id, status: 'final', version: 2 });
    expect(body.observations).toMatchObject([{ value: 5.9, status: 'final', correctsId: first.observations[0].id }]);
    expect((await read(first.id)).versions.map(values)).toEqual([[5.9], [5.8]]);
  });

  it('cannot follow a final one', async () => {
    const order = await anOrder(world);
    const first = (await send(world, order, report([potassium(5.9)]))).body;
    for (const status of ['preliminary', 'partial', 'registered', 'cancelled']) {
      const { status: code, body } = await send(world, order, report([potassium(4)], { status }));
      expect([code, body.type]).toEqual([409, 'https://benhan.vn/problems/report-is-final']);
    }
    expect(await read(first.id)).toMatchObject({ status: 'final', version: 1 });
  });
});

describe('A message that comes again', () => {
  it.each(['preliminary', 'final', 'corrected'])('(%s) changes nothing, even without a key', async (status) => {
    const order = await anOrder(world);
    const message = report([potassium(5.9), sodium(140)], { status, conclusion: 'Ổn.', issuedAt: hoursAgo(1) });
    const first = await send(world, order, message);
    const again = await send(world, order, message);
    expect(again.body).toEqual(first.body);
    expect((await read(first.body.id)).versions).toHaveLength(1);
    const { n } = elementAt(
      await world.sql(
        `SELECT count(*)::int AS n FROM audit.event WHERE request_id = $1 AND kind IN ('create', 'update')`,
        [again.headers['x-request-id']],
      ),
      0,
    );
    expect(n).toBe(0);
  });

  it('with its key is answered from the store, and the key serves no other message', async () => {
    const order = await anOrder(world);
    const key = { 'Idempotency-Key': 'lab-1' };
    const first = await send(world, order, report([potassium(5.9)]), key);
    const again = await send(world, order, report([potassium(5.9)]), key);
    expect([again.body, again.headers['idempotency-replayed']]).toEqual([first.body, 'true']);
    expect((await send(world, order, report([potassium(5.8)]), key)).status).toBe(422);
  });

  it('late cannot undo a correction', async () => {
    const order = await anOrder(world);
    const early = report([potassium(5.9)], { issuedAt: hoursAgo(3) });
    await send(world, order, early);
    const correction = report([potassium(4.9)], { status: 'corrected', issuedAt: hoursAgo(1) });
    const { body } = await send(world, order, correction);
    const contradicts = await send(world, order, early);
    expect([contradicts.status, contradicts.body.type]).toEqual([
      409,
      'https://benhan.vn/problems/report-needs-correction',
    ]);
    const overtaken = await send(world, order, {
      ...correction,
      issuedAt: hoursAgo(2),
      observations: [potassium(4.8)],
    });
    expect([overtaken.status, overtaken.body.type]).toEqual([409, 'https://benhan.vn/problems/report-outdated']);
    expect(values(await read(body.id))).toEqual([4.9]);
  });

  it('with the same test several times keeps each at its time, and again changes nothing', async () => {
    const order = await anOrder(world);
    const curve = [1, 2, 3].map((hour) => potassium(4 + hour / 10, { effectiveAt: hoursAgo(hour) }));
    const first = (await send(world, order, report(curve))).body;
    expect(values(first)).toEqual([4.1, 4.2, 4.3]);
    expect((await send(world, order, report(curve))).body).toEqual(first);
    const changed = [{ ...elementAt(curve, 1), value: 4.9 }];
    const { body } = await send(
      world,
      order,
      report([elementAt(curve, 0), ...changed, elementAt(curve, 2)], { status: 'corrected' }),
    );
    expect(new Set(values(body))).toEqual(new Set([4.1, 4.9, 4.3]));
  });
});

describe('Two laboratories at once', () => {
  it('answer one order with one report that has the values of both', async () => {
    for (const status of ['preliminary', 'final']) {
      const order = await anOrder(world, { code: PANEL });
      const answers = await Promise.all([
        send(world, order, report([potassium(4)], { status })),
        send(world, order, report([sodium(140)], { status, effectiveAt: hoursAgo(4) })),
      ]);
      expect(answers.map((answer) => answer.status)).toEqual([201, 201]);
      const [one, other] = answers.map(({ body }) => body.id);
      expect(one).toBe(other);
      const shown = await read(one);
      expect(new Set(values(shown))).toEqual(new Set([4, 140]));
      expect(shown.versions).toHaveLength(2);
    }
  });

  it('that contradict each other: one is kept, the other is told to correct it', async () => {
    const order = await anOrder(world);
    const answers = await Promise.all([4, 5].map((value) => send(world, order, report([potassium(value)]))));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const kept = answers.find(({ status }) => status === 201)!.body;
    expect(values(await read(kept.id))).toEqual(values(kept));
  });

  it('that send the same: one report of one version', async () => {
    const order = await anOrder(world);
    const answers = await Promise.all([1, 2, 3].map(() => send(world, order, report([potassium(4)]))));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect((await read(elementAt(answers, 0).body.id)).versions).toHaveLength(1);
  });
});

function asPair({ observations }: Shown): { k?: number; na?: number } {
  const of = (code: string) => observations.find((value) => value.code === code)?.value ?? undefined;
  const [k, na] = [of('2823-3'), of('2951-2')];
  return { ...(k !== undefined && { k }), ...(na !== undefined && { na }) };
}
