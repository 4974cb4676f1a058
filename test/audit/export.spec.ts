import { get as httpGet } from 'node:http';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { cell } from '../../src/platform/audit/exports/csv.writer.js';
import { checkpointText } from '../../src/platform/audit/sealing/checkpoint.js';
import { CompactRange } from '../../src/platform/audit/sealing/compact-range.js';
import { sealBatch } from '../../src/platform/audit/sealing/seal-batch.js';
import { readSigner, signNote, verifierKey } from '../../src/platform/audit/sealing/signed-note.js';
import { registeredKeys, signingKey } from '../../src/platform/audit/sealing/signing-key.js';
import { readNote } from '../../src/platform/audit/verification/known-checkpoints.js';
import { verifyProofs } from '../../src/platform/audit/verification/verify-proofs.js';
import { Coverage } from '../../src/platform/database/definitions/coverage.js';
import { Session } from '../../src/platform/database/session.js';
import { addEvents, openingOf } from '../support/audit-events.js';
import { heardBy } from '../support/processes.js';
import { until } from '../support/until.js';
import { firstSignIn, LENT_PASSWORD } from '../support/first-sign-in.js';
import { aPatient } from '../support/builders.js';
import { PASSWORD, startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

let world: World;
let patientId: string;
let folder: string;
let keys: string[];

beforeAll(async () => {
  world = await startWorld();
  folder = mkdtempSync(join(tmpdir(), 'export-'));
  const owner = openingOf(world.database.ownerUrl);
  await addEvents(owner, 1300, 'crowd');
  await owner.end();
  patientId = (await aPatient(world, { fullName: '=HYPERLINK("http://x")' })).id;
  const session = await Session.open(world.database.sealerUrl);
  const signer = await signingKey(session.query, join(folder, 'key.pem'), 'hospital/audit');
  await sealBatch(session, signer, new CompactRange(), 5000);
  keys = (await registeredKeys(session.query)).map(({ verifierKey }) => verifierKey);
  await session.close();
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

const get = (question: string) => world.as('auditor').get(`/api/v1/audit/export?${question}`);
const lines = async (question: string) => {
  const { text } = await get(question);
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, never>);
};
const ownEvents = () =>
  world.sql<{ detail: Record<string, unknown>; patient_ids: string[] }>(
    `SELECT detail, patient_ids FROM audit.event WHERE detail ? 'export' ORDER BY id`,
  );

/** What comes first of an answer: its head and, in a later piece, events. */
async function someEvents(answer: import('node:http').IncomingMessage): Promise<string> {
  let text = '';
  while (text.split('\n').length < 20) {
    const piece = answer.read() as Buffer | null;
    if (piece === null) await once(answer, 'readable');
    else text += piece.toString();
  }
  return text;
}

describe('An export of the trail', () => {
  it('does not ask the database for the text that is hashed', async () => {
    const superuser = openingOf(world.database.superuserUrl);
    // Whoever looks meanwhile at what is defined would have reading refused, too: one look is waited for, and there is none until it is over.
    const coverage = world.app.get(Coverage, { strict: false });
    const look = coverage.look.bind(coverage);
    const looks = jest.spyOn(coverage, 'look').mockImplementation(() => Promise.resolve(coverage.state));
    await look();
    const honest = elementAt(
      (await superuser.query<{ def: string }>(`SELECT pg_get_functiondef('audit.leaf_text'::regproc) AS def`)).rows,
      0,
    );
    await superuser.query(`CREATE OR REPLACE FUNCTION audit.leaf_text(event audit.event) RETURNS text LANGUAGE sql STABLE
      AS $$ SELECT '{"v":1,"forged":true}' $$`);
    const { text } = await get('username=crowd&proof=inclusion');
    await superuser.query(honest.def);
    await superuser.end();
    looks.mockRestore();
    const file = join(folder, 'honest.ndjson');
    writeFileSync(file, text);
    expect(await verifyProofs(file, keys)).toMatchObject({ verdict: 'intact', findings: [] });
  });

  it('as ndjson has every event once, what it is an export of, and its end', async () => {
    const [head, ...rest] = await lines('username=crowd');
    const tail = rest.pop();
    expect(head).toMatchObject({ export: { hospital: '79016', filter: { username: 'crowd' } } });
    expect(tail).toEqual({ end: { events: 1300 } });
    expect(new Set(rest.map(({ leaf }) => (leaf as unknown as { id: string }).id)).size).toBe(1300);
  });

  it('with proofs verifies with the public key alone, and not when a value was changed', async () => {
    await world.as('doctor').get(`/api/v1/patients/${patientId}`);
    const { text } = await get(`patientId=${patientId}&proof=inclusion`);
    const file = join(folder, 'patient.ndjson');
    writeFileSync(file, text);
    expect(await verifyProofs(file, keys)).toMatchObject({
      verdict: 'not-proven',
      unproven: 1,
      findings: [{ kind: 'unproven', sentence: expect.stringContaining('carries no proof') }],
    });
    writeFileSync(file, text.replace('"registrar"', '"nobody"'));
    const report = await verifyProofs(file, keys);
    expect(report.intact).toBe(false);
    expect(report.findings[0]!.sentence).toContain('is not the one that was sealed');
    writeFileSync(file, text.split('\n').slice(0, -2).join('\n'));
    expect((await verifyProofs(file, keys)).findings.map(({ sentence }) => sentence).join()).toContain('broken off');
    // In the middle of a line it is a doubt, and no accusation; as text, packed or cut at its top it is no export.
    writeFileSync(file, text.slice(0, text.lastIndexOf('{"index"') + 40));
    expect(await verifyProofs(file, keys)).toMatchObject({
      verdict: 'not-proven',
      findings: expect.arrayContaining([
        expect.objectContaining({ sentence: expect.stringMatching(/broken off, in the middle of line \d+$/) }),
      ]),
    });
    writeFileSync(file, text.replaceAll('\n', '\r\n'));
    await expect(verifyProofs(file, keys)).rejects.toThrow(/its lines end in CR LF/);
    for (const no of ['', text.slice(0, 100), gzipSync(text)]) {
      writeFileSync(file, no);
      await expect(verifyProofs(file, keys)).rejects.toThrow(/does not begin as an export of a sealed trail does/);
    }
  });

  it('with proofs is compared with a witness who is given: of as many events it has one root', async () => {
    const { text } = await get('username=crowd&proof=inclusion');
    const file = join(folder, 'witnessed.ndjson');
    writeFileSync(file, text);
    const { export: head } = JSON.parse(elementAt(text.split('\n'), 0)) as { export: { checkpoint: string } };
    const signer = readSigner('hospital/audit', readFileSync(join(folder, 'key.pem'), 'utf8'));
    const own = readNote(head.checkpoint, 'witness');
    const other = readNote(signNote(checkpointText({ ...own, root: Buffer.alloc(32, 1) }), signer), 'witness');
    const kinds = async (...witnessed: (typeof own)[]) =>
      (await verifyProofs(file, keys, { witnessed })).findings.map(({ kind, sentence }) => `${kind} ${sentence}`);
    expect(await kinds(own)).toEqual([]);
    expect(await kinds(own, other)).toEqual([expect.stringMatching(/^rewritten a witness has kept another root/)]);
    expect(await kinds({ ...own, size: 7 })).toEqual([expect.stringMatching(/^unproven none .* is over \d+ events/)]);
    const elsewhere = readSigner('other/audit', readFileSync(join(folder, 'key.pem'), 'utf8'));
    const foreign = readNote(signNote(checkpointText({ ...own, origin: 'other/audit' }), elsewhere), 'witness');
    expect(await kinds(foreign)).toEqual([expect.stringMatching(/^unproven none .*: it says nothing of this trail$/)]);
    // Of keys that were rotated the one is enough that signed then.
    const later = verifierKey(elsewhere);
    await expect(verifyProofs(file, [later])).rejects.toThrow(
      /none of the keys given .* give the public key that sign/,
    );
    expect(await verifyProofs(file, [later, ...keys])).toMatchObject({ verdict: 'intact' });
  });

  it('with proofs is not believed where lines were cut out, doubled, added behind its end, or robbed of their proof', async () => {
    const { text } = await get('username=crowd&proof=inclusion');
    const file = join(folder, 'part.ndjson');
    const all = text.trimEnd().split('\n');
    const first = async (lines: string[]) => {
      writeFileSync(file, `${lines.join('\n')}\n`);
      const { verdict, findings } = await verifyProofs(file, keys);
      return [verdict, findings[0]?.sentence];
    };
    expect(await first(all)).toEqual(['intact', undefined]);
    expect(await first(all.toSpliced(1, 1))).toEqual([
      'tampered',
      expect.stringMatching(/says that it has \d+ events, but/),
    ]);
    expect(await first(all.toSpliced(1, 1, all[2]!))).toEqual([
      'tampered',
      expect.stringContaining('stands there twice'),
    ]);
    expect(await first([...all, all[1]!])).toEqual(['tampered', expect.stringContaining('behind the end')]);
    expect(await first(all.with(1, 'nonsense'))).toEqual([
      'tampered',
      expect.stringContaining('is not a line of an export'),
    ]);
    const robbed = all[1]!.replace(/"index":\d+,"hash":"[^"]+","proof":\[[^\]]*\]/, '"index":null,"hash":null');
    expect(await first(all.with(1, robbed.replace('crowd', 'nobody')))).toEqual([
      'not-proven',
      expect.stringContaining('carries no proof'),
    ]);
  });

  it('as csv opens in a spreadsheet as text: with a byte order mark, quoted, and no formula', async () => {
    const { text, headers } = await get(`patientId=${patientId}&kind=create&format=csv`);
    expect(headers['content-type']).toContain('text/csv');
    expect(headers['content-disposition']).toMatch(/^attachment; filename="audit-[\d-]+\.csv"$/);
    expect(text.startsWith('\uFEFFseq,id,occurred_at')).toBe(true);
    expect(text).toContain('\r\n');
  });

  it.each([
    ['=1+1', `"'=1+1"`],
    ['+84901234567', `"'+84901234567"`],
    ['-5', `"'-5"`],
    ['@x', `"'@x"`],
    ['\t=1', `"'\t=1"`],
    ['＝1', `"'＝1"`],
    ['Nguyễn "Ánh", 3\n4', '"Nguyễn ""Ánh"", 3\n4"'],
    ['plain', 'plain'],
    [-5, '-5'],
    [null, ''],
  ])('writes the cell %j as %j', (value, text) => {
    expect(cell(value)).toBe(text);
  });

  it('as FHIR has AuditEvents after IHE BALP, one for each patient a list showed', async () => {
    const events = await lines(`patientId=${patientId}&format=fhir`);
    const created = events.find(({ action }) => action === 'C') as Record<string, unknown>;
    expect(created).toMatchObject({
      resourceType: 'AuditEvent',
      meta: { profile: ['https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.PatientCreate'] },
      outcome: '0',
      recorded: expect.stringMatching(/Z$/) as unknown,
    });
    const entities = created['entity'] as { what?: { reference?: string } }[];
    expect(entities.map(({ what }) => what?.reference)).toContain(`Patient/${patientId}`);
    const agents = created['agent'] as { requestor: boolean }[];
    expect(agents.filter(({ requestor }) => requestor).length).toBe(1);
    const searches = await lines('username=crowd&kind=search&format=fhir');
    expect(searches.length).toBeGreaterThan(600);
    for (const { entity } of searches as unknown as { entity: { what?: { reference?: string } }[] }[]) {
      expect(entity.filter(({ what }) => what?.reference?.startsWith('Patient/')).length).toBe(1);
    }
  });

  it('is itself on the trail: that it begins, each part with its patients before it leaves, and its end', async () => {
    const before = (await ownEvents()).length;
    await get('username=crowd');
    const [begun, ...events] = (await ownEvents()).slice(before);
    expect(begun!.detail).toMatchObject({ output: 'export', query: { username: 'crowd' } });
    expect(events.map(({ detail }) => detail['events'] ?? detail['exported'])).toEqual([500, 500, 300, 1300]);
    expect(events.at(-1)?.detail).toMatchObject({ complete: true });
    expect(events[0]!.patient_ids.length).toBeGreaterThan(100);
  });

  it('that a client breaks off stops, and the trail says so', async () => {
    await world.app.listen(0);
    const { port } = world.app.getHttpServer().address() as AddressInfo;
    const token = await world.anonymous.post('/api/v1/auth/login', { username: 'auditor', password: PASSWORD });
    const { accessToken } = token.body as { accessToken: string };
    const owner = openingOf(world.database.ownerUrl);
    await addEvents(owner, 20_000, 'flood');
    await owner.end();
    const request = httpGet({
      port,
      path: '/api/v1/audit/export',
      headers: { authorization: `Bearer ${accessToken}` },
    });
    const [answer] = (await once(request, 'response')) as [import('node:http').IncomingMessage];
    await once(answer, 'readable');
    request.destroy();
    let last: { detail: Record<string, unknown> } | undefined;
    await until(async () => (last = (await ownEvents()).at(-1))?.detail['complete'] === false);
    expect(last?.detail).toMatchObject({ complete: false });
    expect(last?.detail['exported']).toBeLessThan(20_000);
  });

  it.each(['ndjson', 'csv', 'fhir'])(
    '(%s) stops when its reader leaves: cut off, without an end, and on the trail',
    async (format) => {
      const username = `kiem.toan.${format}`;
      const input = { username, fullName: 'Người Kiểm Toán', roles: ['auditor'], password: LENT_PASSWORD };
      const { body: person } = await world.as('admin').post('/api/v1/staff', input);
      const { session } = await firstSignIn(world, username);
      const { port } = world.app.getHttpServer().address() as AddressInfo;
      const headers = { authorization: `Bearer ${session.accessToken}` };
      const request = httpGet({ port, path: `/api/v1/audit/export?format=${format}&username=flood`, headers });
      const [answer] = (await once(request, 'response')) as [import('node:http').IncomingMessage];
      const first = await someEvents(answer);
      // Nothing more is read meanwhile: of 20,000 events most wait on the other side.
      await world.as('admin').post(`/api/v1/staff/${person.id}/leave`, {}, { 'If-Match': '"2"' });
      await heardBy(world, world.app);
      let rest = '';
      answer.on('data', (text: Buffer) => (rest += text.toString()));
      const [error] = (await once(answer, 'error')) as [Error];
      expect([first.length > 0, answer.complete, error.message]).toEqual([true, false, 'aborted']);
      expect(rest).not.toContain('{"end":');
      const { detail } = (await ownEvents()).at(-1)!;
      expect(detail).toMatchObject({ complete: false, why: 'session ended' });
      expect(detail['exported']).toBeGreaterThan(0);
      expect(detail['exported']).toBeLessThan(20_000);
    },
  );

  it('is refused to whoever may not read the trail, and for a wrong question', async () => {
    expect((await world.as('doctor').get('/api/v1/audit/export')).status).toBe(403);
    expect((await get('format=pdf')).status).toBe(400);
    expect((await get('from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z')).status).toBe(400);
  });
});

describe('In the order of sealing', () => {
  it('an event that was committed late is found by who goes on from where they were', async () => {
    const late = openingOf(world.database.ownerUrl);
    const sealer = await Session.open(world.database.sealerUrl);
    const signer = await signingKey(sealer.query, join(folder, 'key.pem'), 'hospital/audit');
    const range = new CompactRange();
    const seal = async () => {
      while ((await sealBatch(sealer, signer, range, 5000)).count > 0);
    };
    const client = await late.connect();
    const event = (username: string) =>
      `INSERT INTO audit.event (kind, actor_kind, username, entity) VALUES ('read', 'system', '${username}', 'patient')`;
    await client.query('BEGIN');
    await client.query(event('late'));
    await late.query(event('early'));
    await seal();
    const read = async (after: number) => {
      const { body } = await world.as('auditor').get(`/api/v1/audit/events?order=sealed&limit=100&after=${after}`);
      return body as { items: { actor: { username: string } }[]; sealedTo: number; next: string | null };
    };
    const { newest } = elementAt(await world.sql<{ newest: number }>('SELECT max(seq) AS newest FROM audit.leaf'), 0);
    const before = await read(newest - 1);
    expect(before.next).toBeNull();
    await client.query('COMMIT');
    client.release();
    await seal();
    const after = await read(before.sealedTo);
    expect(after.items.map(({ actor }) => actor.username)).toEqual(expect.arrayContaining(['late', 'early']));
    const [, ...exported] = await lines(`order=sealed&after=${before.sealedTo}`);
    const told = exported.flatMap(({ leaf }) => (leaf ? [(leaf as { username: string }).username] : []));
    expect(told).toEqual(expect.arrayContaining(['late', 'early']));
    const indexes = exported.flatMap(({ index }) => (index === undefined ? [] : [index as number]));
    expect(indexes).toEqual(indexes.map((_, at) => before.sealedTo + 1 + at));
    await sealer.close();
    await late.end();
  });

  it('pages follow each other without gap or double, and a number is refused in any other order', async () => {
    const { body } = await world.as('auditor').get('/api/v1/audit/events?order=sealed&username=crowd&limit=7');
    const { body: second } = await world.as('auditor').get(body.next as string);
    const { body: from } = await world
      .as('auditor')
      .get(`/api/v1/audit/events?order=sealed&username=crowd&limit=7&after=${body.sealedTo}`);
    expect(second.items).toHaveLength(7);
    expect(second.items).toEqual(from.items);
    expect((await world.as('auditor').get('/api/v1/audit/events?after=3')).status).toBe(400);
  });
});
