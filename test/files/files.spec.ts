import { once } from 'node:events';
import { request as httpRequest, type ClientRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deflateSync } from 'node:zlib';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { Response } from 'supertest';
import { Reseal } from '../../src/platform/security/reseal.js';
import { runAsSystem } from '../../src/kernel/request-context.js';
import { elementAt, valueOf } from '../../src/kernel/list.js';
import { anAdmission, anEncounter, aPatient, endEncounter } from '../support/builders.js';
import { aJpeg, aPdf, aPng, aStoredFile, sendFile, type FormOfAFile } from '../support/files.js';
import { expectProblem } from '../support/problems.js';
import { startBeside } from '../support/processes.js';
import { until } from '../support/until.js';
import { withoutTriggers } from '../support/without-triggers.js';
import { breakGlass, markConfidential, worksOnlyIn } from '../support/ward-staff.js';
import { PASSWORD, SECOND_FACTOR_KEYS, startWorld, type World } from '../support/world.js';

let world: World;
let patientId: string;
let encounterId: string;
beforeAll(async () => {
  world = await startWorld({ FILE_LIMIT_BYTES: String(2 * 1_048_576) });
  ({ id: encounterId, patientId } = await anAdmission(world));
});
afterAll(() => world.close());

const files = () => `/api/v1/patients/${patientId}/files`;
const add = (form: FormOfAFile, path = files()) => sendFile(world.as('nurse'), path, form);
const bytesOf = (role: 'nurse' | 'doctor', id: string): Promise<Response> =>
  world.as(role).get(`/api/v1/files/${id}/content`);
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const rules = ({ body }: Response) => body.errors.map(({ rule }: { rule: string }) => rule);

describe('A file in a record', () => {
  it('is kept as it came, told by its bytes and not by what it was sent as, and sealed in the database', async () => {
    const picture = aPng({ before: Buffer.from('một dấu hiệu dễ tìm') });
    const fields = { kind: 'wound-photograph', title: ' Vết mổ, ngày 3 ', datedOn: '2026-11-20' };
    const sent = await add(
      { fields, file: picture, type: 'application/pdf' },
      `/api/v1/encounters/${encounterId}/files`,
    );
    expect(sent.status).toBe(201);
    const { id, version, content } = sent.body;
    expect(sent.body).toMatchObject({
      ...{ patientId, encounterId, kind: 'wound-photograph', kindText: 'Ảnh vết thương', title: 'Vết mổ, ngày 3' },
      ...{ datedOn: '2026-11-20', mediaType: 'image/png', size: picture.length, width: 2, height: 2, sameAs: null },
      ...{ sha256: sha256(picture), status: 'current', addedBy: { id: world.staff.nurse.id }, version: 1 },
    });
    expect(content).toBe(`/api/v1/files/${id}/content`);
    const got = await bytesOf('doctor', id);
    expect(got.status).toBe(200);
    expect(Buffer.compare(got.body as Buffer, picture)).toBe(0);
    expect(got.headers).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': `attachment; filename="wound-photograph-${id}.png"`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      'cache-control': 'no-store',
    });
    expect((await world.as('doctor').get(`/api/v1/files/${id}`)).body).toEqual(sent.body);
    const [row] = await world.sql(
      `SELECT position(convert_to('dấu hiệu', 'UTF8') IN content) AS clear, k.sealed FROM stored_file_content c
        JOIN stored_file_key k USING (file_id) WHERE file_id = $1`,
      [id],
    );
    expect(row).toMatchObject({ clear: 0, sealed: expect.stringMatching(/^1\./) });
    expect(version).toBe(1);
  });

  it('leaves no byte and no key on the trail; that it was read is there, with output file', async () => {
    const { id } = await aStoredFile(world, files());
    await bytesOf('doctor', id);
    const events = await world.sql<{ kind: string; entity: string; detail: unknown; changes: Record<string, unknown> }>(
      `SELECT kind, entity, detail, changes FROM audit.event WHERE patient_id = $1 AND (entity_id = $2
        OR entity_id = (SELECT id FROM stored_file_content WHERE file_id = $2))`,
      [patientId, id],
    );
    const read = events.find(({ kind }) => kind === 'read');
    expect(read).toMatchObject({ entity: 'stored_file', detail: { output: 'file' } });
    const written = events.find(({ entity }) => entity === 'stored_file_content');
    expect(written?.changes.content).toMatch(/^sha256:/);
    expect(JSON.stringify(events)).not.toMatch(/\\\\x[0-9a-f]{20}/);
  });

  it('that came before says so, and a form sent again under its key is answered once', async () => {
    const file = aPdf('hai lần');
    const headers = { 'Idempotency-Key': randomUUID() };
    const first = await add({ file, headers });
    const again = await add({ file, headers });
    expect([again.headers['idempotency-replayed'], again.body.id]).toEqual(['true', first.body.id]);
    expectProblem(await add({ file: aPdf('khác'), headers }), 422, 'key-reused');
    expect((await add({ file })).body.sameAs).toBe(first.body.id);
    expect((await add({ file }, `/api/v1/patients/${(await aPatient(world)).id}/files`)).body.sameAs).toBeNull();
  });

  it('stands in the list by kind and encounter, page by page', async () => {
    const { id } = await aPatient(world);
    const path = `/api/v1/patients/${id}/files`;
    for (const kind of ['consent', 'other', 'consent']) await aStoredFile(world, path, { fields: { kind } });
    const page = await world.as('doctor').get(`${path}?kind=consent&limit=1`);
    expect(page.body).toMatchObject({ patientId: id, items: [{ kind: 'consent' }] });
    const rest = await world.as('doctor').get(page.body.next);
    expect([rest.body.items.length, rest.body.next]).toEqual([1, null]);
    expect((await world.as('doctor').get(`${path}?encounterId=${encounterId}`)).body.items).toEqual([]);
  });

  it('is counted in the chart, with the latest few', async () => {
    const { id } = await aPatient(world);
    for (const n of [1, 2, 3, 4, 5]) {
      await aStoredFile(world, `/api/v1/patients/${id}/files`, { file: aPdf(`${n}`), fields: { title: `Tờ ${n}` } });
    }
    const { body } = await world.as('doctor').get(`/api/v1/patients/${id}/chart`);
    expect(body.files.map(({ title }: { title: string }) => title)).toEqual(['Tờ 5', 'Tờ 4', 'Tờ 3', 'Tờ 2']);
    expect(body.cut.files).toEqual({ more: 1, orMore: false, address: `/api/v1/patients/${id}/files` });
  });
});

describe('What is no paper and no picture', () => {
  const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  const script = '5 0 obj\n<< /S /JavaScript /JS (app.alert(1)) >>\nendobj';
  const packed = Buffer.concat([
    Buffer.from('%PDF-1.7\n5 0 obj\n<< /Type /Obj#53tm /Filter /FlateDecode >>\nstream\n'),
    deflateSync(script),
    Buffer.from('\nendstream\nendobj\n%%EOF\n'),
  ]);
  const stored = (dictionary: string, content: string | Buffer) =>
    Buffer.concat([
      Buffer.from(`%PDF-1.7\n5 0 obj\n<< ${dictionary} >>\nstream\n`),
      Buffer.from(content),
      Buffer.from('\nendstream\nendobj\n%%EOF\n'),
    ]);
  const asHex = Buffer.from(`7 0 ${script}`)
    .toString('hex')
    .replace(/^(..)(..)(..)(..)/, '37 20 30 20 ');
  const predicted = deflateSync(Buffer.from([2, ...Buffer.from(script)].map((byte, at) => (at === 0 ? 2 : byte))));
  it.each([
    [
      'a PDF that packs objects in a stream without a name',
      stored('/N 1 /First 4 /Filter [/FlateDecode]', deflateSync(script)),
      422,
      'file-active',
    ],
    [
      'a PDF that packs objects otherwise, which begin as plain ones do',
      stored('/Filter /ASCIIHexDecode /Type /ObjStm /N 1 /First 4', asHex),
      422,
      'file-locked',
    ],
    [
      'a PDF that packs objects twice',
      stored('/Type /ObjStm /Filter [/ASCII85Decode /FlateDecode]', 'x'),
      422,
      'file-locked',
    ],
    [
      'a PDF that packs objects as differences',
      stored('/Type /ObjStm /Filter /FlateDecode /DecodeParms << /Predictor 12 >>', predicted),
      422,
      'file-locked',
    ],
    ['an SVG as a picture', SVG, 415, 'file-type-refused'],
    ['a page as a picture', '<html><script>alert(1)</script></html>', 415, 'file-type-refused'],
    ['a program', Buffer.from('MZ\x90\0\x03'), 415, 'file-type-refused'],
    ['a picture with markup in it', aPng({ before: Buffer.from('<script>alert(1)</script>') }), 422, 'file-active'],
    ['a picture with an archive behind it', aPng({ behind: 'PK\x03\x04' }), 422, 'file-trailing'],
    ['a JPEG with a page behind it', Buffer.concat([aJpeg(), Buffer.from('<html>')]), 422, 'file-trailing'],
    ['a JPEG cut off', aJpeg().subarray(0, -2), 422, 'file-damaged'],
    ['a picture of 2.5 gigapixels', aPng({ width: 50_000, height: 50_000 }), 422, 'file-pixels'],
    ['a PDF with a script', aPdf('a', script), 422, 'file-active'],
    ['a PDF that hides its letters', aPdf('a', script.replace('/JavaScript', '/J#61v#61Script')), 422, 'file-active'],
    ['a PDF that packs a script, and hides that', packed, 422, 'file-active'],
    ['a PDF that starts programs', aPdf('a', '<< /S /Launch /F (cmd.exe) >>'), 422, 'file-active'],
    ['a PDF with an attachment', aPdf('a', '<< /Type /EmbeddedFile >>'), 422, 'file-active'],
    ['an encrypted PDF', aPdf('a', '<< /Encrypt 9 0 R >>'), 422, 'file-locked'],
    ['a PDF and a page at once', Buffer.concat([aPdf(), Buffer.from('<html>x</html>')]), 422, 'file-trailing'],
    ['a PDF cut off', aPdf().subarray(0, -8), 422, 'file-damaged'],
  ])('is refused: %s', async (_, file, status, what) => {
    const answer = await add({ file, type: 'image/jpeg' });
    expect(answer.status).toBe(status);
    if (status === 415) expectProblem(answer, 415, what);
    else expect([answer.body.type, rules(answer)]).toEqual([expect.stringMatching(/file-refused$/), [what]]);
  });

  it('nor is nothing, a form without a file, or JSON', async () => {
    expect(rules(await add({ file: '' }))).toEqual(['empty']);
    expectProblem(await add({}), 400, 'malformed-body');
    expectProblem(await world.as('nurse').post(files(), { kind: 'other', title: 'a' }), 415, 'unsupported-media-type');
    const elsewhere = await add({ file: aPdf() }, `/api/v1/patients/${patientId}/allergies`);
    expectProblem(elsewhere, 415, 'unsupported-media-type');
  });

  it('and what is too large is told so politely, before and after it was read; the limit of JSON stays', async () => {
    const large = await add({ file: aPdf('x'.repeat(3 * 1_048_576)) });
    expectProblem(large, 413, 'file-too-large');
    const little = await add({ file: aPdf('x'.repeat(2 * 1_048_576)) });
    expectProblem(little, 413, 'file-too-large');
    expect(little.body.detail).toContain('2 MiB');
    const json = await world.as('nurse').post(`/api/v1/patients/${patientId}/allergies`, { a: 'x'.repeat(1_100_000) });
    expectProblem(json, 413, 'body-too-large');
  });

  it('what is said of it is checked like any body', async () => {
    const fields = { kind: 'selfie', title: ' ', datedOn: '2999-01-01', hidden: 'x' };
    const answer = await add({ file: aPdf(), fields });
    expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/datedOn',
      '/hidden',
      '/kind',
      '/title',
    ]);
  });

  it('pictures of telephones, with more of them behind the first, are taken', async () => {
    const answer = await add({ file: Buffer.concat([aJpeg(640, 480), aJpeg(), Buffer.alloc(64)]) });
    expect(answer.body).toMatchObject({ mediaType: 'image/jpeg', width: 640, height: 480 });
  });
});

describe('Large files', () => {
  const MEBIBYTES = 6;
  const piece = Buffer.alloc(1_048_576, '% Lorem ipsum dolor sit amet\n');
  const head = (name: string, value: string) =>
    `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const before = Buffer.from(
    `${head('kind', 'consent')}${head('title', 'Giấy')}--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n%PDF-1.7\n`,
  );
  const behind = Buffer.from('\n%%EOF\n\r\n--b--\r\n');
  let large: Awaited<ReturnType<typeof startBeside>>;
  let port: number;
  let authorization: string;
  beforeAll(async () => {
    const signedIn = await world.anonymous.post('/api/v1/auth/login', { username: 'nurse', password: PASSWORD });
    authorization = `Bearer ${signedIn.body.accessToken}`;
    large = await startBeside(world, { FILE_LIMIT_BYTES: String((MEBIBYTES + 1) * 1_048_576) });
    await large.listen(0, '127.0.0.1');
    ({ port } = large.getHttpServer().address() as AddressInfo);
  });
  afterAll(() => large.close());

  /** Sends a file as a browser would; what it sends is in memory once for all. @param pieces mebibytes before it stops and waits */
  function upload(as: string, pieces = MEBIBYTES): { request: ClientRequest; status: Promise<number> } {
    const length = before.length + MEBIBYTES * piece.length + behind.length;
    const headers = { authorization: as, 'content-type': 'multipart/form-data; boundary=b', 'content-length': length };
    // No connection outlives its request: the service would wait for it when it closes.
    const request = httpRequest({ port, path: files(), method: 'POST', headers, agent: false });
    const status = once(request, 'response').then(([answer]) => {
      answer.resume();
      return answer.statusCode as number;
    });
    request.on('error', () => undefined);
    status.catch(() => undefined);
    request.write(before);
    const send = async () => {
      for (let n = 0; n < pieces; n++) if (!request.write(piece)) await once(request, 'drain');
      if (pieces === MEBIBYTES) request.end(behind);
    };
    send().catch(() => undefined);
    return { request, status };
  }

  it('take little more memory than they have, two at once; the next waits, and strangers take no place', async () => {
    const used = () => process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed;
    global.gc?.();
    const [start, most] = [used(), { bytes: 0 }];
    const watch = setInterval(() => (most.bytes = Math.max(most.bytes, used() - start)), 5);
    const strangers = [1, 2].map(() => upload('Bearer a.b.c'));
    expect(await Promise.all(strangers.map(({ status }) => status))).toEqual([401, 401]);
    const answers = await Promise.all([1, 2].map(() => upload(authorization).status));
    clearInterval(watch);
    expect(answers).toEqual([201, 201]);
    expect(most.bytes / 1_048_576).toBeLessThan(2 * MEBIBYTES * 6);
  });

  it('leave their places when they are killed on the way', async () => {
    const halves = [1, 2].map(() => upload(authorization, 2));
    await until(async () => (await upload(authorization).status) === 503);
    for (const { request } of halves) request.destroy();
    await until(async () => (await upload(authorization).status) === 201);
  });

  it('lose them to the next when they hardly send anything, and are told that they took too long', async () => {
    const slow: ClientRequest[] = [];
    const told: number[] = [];
    // Who comes behind a quick one finds no place, and tries again.
    const hold = (): void => {
      const { request, status } = upload(authorization, 0);
      slow.push(request);
      status.then((one) => (one === 503 ? hold() : told.push(one))).catch(() => undefined);
    };
    [1, 2].forEach(hold);
    await until(async () => (await upload(authorization).status) === 201 && told.length > 0);
    expect(told[0]).toBe(408);
    for (const request of slow) request.destroy();
  });
});

describe('Who may', () => {
  it('the desk adds what is administrative only, and opens none; others by their role', async () => {
    const desk = world.as('registrar');
    const card = { file: aPdf('thẻ'), fields: { kind: 'insurance-paper' } };
    const sent = await sendFile(desk, files(), card);
    expect(sent.status).toBe(201);
    expectProblem(await sendFile(desk, files(), { file: aPdf() }), 403, 'file-kind-not-yours');
    expectProblem(await desk.get(`/api/v1/files/${sent.body.id}/content`), 403, 'forbidden');
    expectProblem(await sendFile(world.as('lab'), files(), { file: aPdf() }), 403, 'forbidden');
    expectProblem(await sendFile(world.anonymous, files(), { file: aPdf() }), 401, 'unauthenticated');
    expect((await sendFile(world.as('records-officer'), files(), { file: aPdf('phòng hồ sơ') })).status).toBe(201);
  });

  it('what was added by mistake stays, and opens to who added it, doctors and the records office', async () => {
    const { id } = await aStoredFile(world, files());
    const reason = { reason: 'Ảnh của người bệnh khác' };
    const mark = (role: 'trainee' | 'nurse') =>
      world.as(role).post(`/api/v1/files/${id}/mark-in-error`, reason, { 'If-Match': '"1"' });
    expectProblem(await mark('trainee'), 403, 'file-not-yours');
    const marked = await mark('nurse');
    expect(marked.body).toMatchObject({ status: 'entered-in-error', statusReason: reason.reason, version: 2 });
    expectProblem(
      await world.as('nurse').post(`/api/v1/files/${id}/mark-in-error`, reason, { 'If-Match': '"2"' }),
      409,
      'file-in-error',
    );
    expectProblem(await world.as('trainee').get(`/api/v1/files/${id}/content`), 403, 'file-in-error-hidden');
    for (const role of ['nurse', 'doctor'] as const) expect((await bytesOf(role, id)).status).toBe(200);
  });

  it('after the discharge still, after the closing with a reason, and never in what was cancelled', async () => {
    const stay = await anEncounter(world);
    const path = `/api/v1/encounters/${stay.id}/files`;
    await endEncounter(world, stay.id);
    expect((await add({ file: aPdf('sau ra viện') }, path)).status).toBe(201);
    const officer = world.as('records-officer');
    const at = async () => ({
      'If-Match': valueOf((await world.as('doctor').get(`/api/v1/encounters/${stay.id}`)).headers, 'etag'),
    });
    const { missing } = (await world.as('doctor').get(`/api/v1/encounters/${stay.id}/completeness`)).body;
    const without = missing.map(({ code }: { code: string }) => ({ code, reason: 'Hồ sơ thử' }));
    expect(
      (await officer.post(`/api/v1/encounters/${stay.id}/close`, { passedOver: without }, await at())).status,
    ).toBe(200);
    expectProblem(await add({ file: aPdf('sau khoá') }, path), 409, 'record-closed');
    const late = await add({ file: aPdf('sau khoá'), fields: { lateReason: 'Tìm thấy sau' } }, path);
    expect(late.body).toMatchObject({ lateReason: 'Tìm thấy sau' });
  });
});

describe('Somebody at the database', () => {
  it('who alters bytes, or swaps them or their key, is found at the next reading', async () => {
    const [one, other] = [await aStoredFile(world, files()), await aStoredFile(world, files(), { file: aPdf('b') })];
    const superuser = new pg.Client({ connectionString: world.database.superuserUrl });
    await superuser.connect();
    const altered = (sql: string) => withoutTriggers(superuser, sql);
    await expect(
      world.sql(`UPDATE stored_file_content SET content = content || '\\x00'::bytea WHERE file_id = $1`, [one.id]),
    ).rejects.toThrow(/cannot be overwritten|refused/);
    await expect(world.appSql(`UPDATE stored_file_content SET content = '\\x00'`)).rejects.toThrow(/permission denied/);
    await expect(world.appSql('DELETE FROM stored_file_content')).rejects.toThrow(/permission denied/);
    const content = `(SELECT content FROM stored_file_content WHERE file_id = '${other.id}')`;
    await altered(`UPDATE stored_file_content SET content = ${content} WHERE file_id = '${one.id}'`);
    const answer = await bytesOf('doctor', one.id);
    expectProblem(answer, 500, 'file-damaged');
    const metrics = await world.as('admin').get('/metrics');
    expect(metrics.status === 401 ? 'asked for a token' : metrics.text).toMatch(/asked|stored_files_damaged_total 1/);
    await altered(`UPDATE stored_file SET sha256 = repeat('0', 64) WHERE id = '${other.id}'`);
    await superuser.end();
    expectProblem(await bytesOf('doctor', other.id), 500, 'file-damaged');
  });

  it('and keys are sealed anew with the others; the old one can go', async () => {
    const { id } = await aStoredFile(world, files());
    const NEXT = `2:${randomBytes(32).toString('base64')}`;
    const both = await startBeside(world, { SECOND_FACTOR_KEYS: `${SECOND_FACTOR_KEYS},${NEXT}` });
    const done = await runAsSystem('emr', () => both.get(Reseal, { strict: false }).all());
    await both.close();
    expect(done.files).toMatchObject({ lost: 0 });
    const { sealed } = elementAt(
      await world.sql<{ sealed: string }>('SELECT sealed FROM stored_file_key WHERE file_id = $1', [id]),
      0,
    );
    expect(sealed).toMatch(/^2\./);
  });
});

describe('Whose file it is', () => {
  it('goes with its patient in a merge and back, with its bytes', async () => {
    const [stays, goes] = [await aPatient(world), await aPatient(world)];
    const { id } = await aStoredFile(world, `/api/v1/patients/${goes.id}/files`);
    const officer = world.as('records-officer');
    const reason = 'Cùng một người';
    const versionOf = async (patient: string) =>
      `"${elementAt(await world.sql<{ version: number }>('SELECT version FROM patient WHERE id = $1', [patient]), 0).version}"`;
    const merged = await officer.post(
      `/api/v1/patients/${stays.id}/merge`,
      { otherId: goes.id, reason },
      { 'If-Match': await versionOf(stays.id) },
    );
    const { mergeId } = merged.body;
    expect(merged.status).toBe(201);
    expect((await world.as('doctor').get(`/api/v1/files/${id}`)).body.patientId).toBe(stays.id);
    expect((await bytesOf('doctor', id)).status).toBe(200);
    const back = await officer.post(
      `/api/v1/patients/${stays.id}/unmerge`,
      { mergeId, reason },
      { 'If-Match': await versionOf(stays.id) },
    );
    expect(back.status).toBe(200);
    expect((await world.as('doctor').get(`/api/v1/files/${id}`)).body.patientId).toBe(goes.id);
    expect((await bytesOf('doctor', id)).status).toBe(200);
  });

  it('is closed to another ward, and to all without a reason when the record is confidential', async () => {
    const { id } = await aStoredFile(world, files());
    await worksOnlyIn(world, 'trainee', world.wards[1].id);
    const stranger = world.as('trainee');
    for (const path of [`/api/v1/files/${id}`, `/api/v1/files/${id}/content`, files()]) {
      expect((await stranger.get(path)).status).toBe(403);
    }
    expect((await sendFile(stranger, files(), { file: aPdf() })).status).toBe(403);
    await breakGlass(world, 'trainee', patientId);
    expect((await stranger.get(`/api/v1/files/${id}/content`)).status).toBe(200);
    await markConfidential(world, patientId, 'V');
    expect((await world.as('records-officer').get(`/api/v1/files/${id}/content`)).status).toBe(403);
  });
});
