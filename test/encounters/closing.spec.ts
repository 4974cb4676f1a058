import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { verifyClosingFile } from '../../src/clinical/closing/closing-file.js';
import type { NoteType } from '../../src/clinical/notes/note-types.js';
import { usualTemplate } from '../../src/clinical/notes/templates/templates.js';
import { aPatient, anOrder } from '../support/builders.js';
import { sealTrail } from '../support/seal-trail.js';
import { withoutTriggers } from '../support/without-triggers.js';
import { print } from '../documents/printed.js';
import { PASSWORD, startWorld, type World } from '../support/world.js';
import { SETTINGS_TOKEN } from '../../src/platform/config/settings.js';
import { hospitalDate } from '../../src/kernel/hospital-time.js';
import { elementAt } from '../../src/kernel/list.js';

let world: World;
let superuser: pg.Client;
const folder = mkdtempSync(join(tmpdir(), 'closing-'));
beforeAll(async () => {
  world = await startWorld();
  superuser = new pg.Client(world.database.superuserUrl);
  await superuser.connect();
});
afterAll(async () => {
  await superuser.end();
  await world.close();
  rmSync(folder, { recursive: true });
});

const at = (version: number) => ({ 'If-Match': `"${version}"` });
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
const typeOf = ({ status, body }: { status: number; body: { type?: string } }) => [status, body.type?.split('/').pop()];
const act = (
  id: string,
  action: string,
  version: number,
  body: object = {},
  as: 'doctor' | 'records-officer' | 'nurse' = 'doctor',
) => world.as(as).post(`/api/v1/encounters/${id}/${action}`, body, at(version));
const get = (id: string, part: string) => world.as('doctor').get(`/api/v1/encounters/${id}/${part}`);
/** A day so many years after what ended since these tests began, over the turn of a year too. */
const inYears = (years: number) =>
  expect.stringMatching(new RegExp(`^(${BEGAN_IN + years}|${yearNow() + years})-`)) as unknown;
const yearNow = () => Number(hospitalDate().slice(0, 4));
const BEGAN_IN = yearNow();
const codes = (missing: { code: string }[]) => missing.map(({ code }) => code);

async function signedNote(
  id: string,
  type: NoteType,
  as: 'doctor' | 'nurse' = 'doctor',
  effectiveAt?: string,
): Promise<string> {
  const required = usualTemplate(type)?.sections.filter((section) => section.required) ?? [];
  const sections = [...new Set(['course', ...required.map(({ code }) => code)])].map((code) => ({
    code,
    text: `Có ${code}`,
  }));
  const { body } = await world.as(as).post(`/api/v1/encounters/${id}/notes`, { type, sections, effectiveAt });
  const confirmed = type === 'discharge' ? ['stay-open'] : [];
  expect((await world.as(as).post(`/api/v1/notes/${body.id}/sign`, { confirmed }, at(1))).status).toBe(200);
  return body.id;
}

async function admitted(patient: object = {}) {
  const { id: patientId } = await aPatient(world, patient);
  const input = { patientId, class: 'inpatient', wardId: world.wards[0].id, reason: 'Sốt', startedAt: hoursAgo(1) };
  return (await world.as('doctor').post('/api/v1/encounters', input)).body as { id: string; patientId: string };
}

/** A stay of which everything is on record, and which is over. */
async function whole(code = 'J18.9') {
  const identifiers = [{ system: 'https://benhan.vn/fhir/sid/passport', value: `B${Date.now() % 1e7}` }];
  const addresses = [{ text: '12 Lê Lợi, Thủ Đức' }];
  const { id, patientId } = await admitted({ addresses, identifiers });
  const doctor = world.as('doctor');
  await doctor.post(`/api/v1/patients/${patientId}/allergies`, { noneKnown: true });
  await doctor.post(`/api/v1/encounters/${id}/vitals`, { heartRate: 80 });
  const coded = { system: 'http://hl7.org/fhir/sid/icd-10', code, display: 'Viêm phổi' };
  await doctor.post(`/api/v1/patients/${patientId}/problems`, {
    code: coded,
    encounterId: id,
    verificationStatus: 'confirmed',
  });
  // Around midnight the stay is of two days, and each has its note.
  const note = await signedNote(id, 'admission', 'doctor', hoursAgo(0.999));
  await signedNote(id, 'nursing', 'nurse');
  await signedNote(id, 'discharge');
  const { status } = await act(id, 'discharge', 1, { disposition: 'home' });
  expect(status).toBe(200);
  return { id, patientId, note, version: 2 };
}

describe('The check of a record', () => {
  it('tells what an inpatient record lacks, in words, in the order of the form', async () => {
    const { id, patientId } = await admitted({ birthDate: undefined });
    const { body } = await get(id, 'completeness');
    expect(body).toMatchObject({ encounterId: id, patientId, complete: false });
    expect(codes(body.missing)).toEqual([
      'birth-date',
      'address',
      'identity',
      'allergies',
      'admission-record',
      'progress-notes',
      'nursing-notes',
      'vital-signs',
      'diagnosis',
      'discharge-summary',
      'disposition',
    ]);
    expect(body.missing[0].text).toBe('Thiếu ngày sinh');
  });

  it('finds a whole record complete', async () => {
    const { id } = await whole();
    expect((await get(id, 'completeness')).body).toMatchObject({ complete: true, missing: [] });
  });
});

type Seal = { signatureCheck: { checks: { check: string; result: string }[] } };
/** Which checks of the signature were found how; time is proven when the trail is sealed. */
const resultsOf = ({ signatureCheck: { checks } }: Seal) =>
  Object.fromEntries(checks.filter(({ check }) => check !== 'time').map(({ check, result }) => [check, result]));
const RIGHT = { signature: 'right', canonical: 'right', content: 'right', key: 'right' };

describe('The signature of a closing', () => {
  it('is that of who closed it; another hash, another closer or none at all is found', async () => {
    const { id, version } = await whole();
    expect((await act(id, 'close', version, {}, 'records-officer')).status).toBe(200);
    const seal = async () => (await get(id, 'closing')).body;
    expect(await seal()).toMatchObject({
      state: 'as-closed',
      signatureCheck: { signer: { id: world.staff['records-officer'].id }, title: { vi: expect.any(String) } },
    });
    await expect(world.sql(`UPDATE encounter SET closing_signature = NULL WHERE id = $1`, [id])).rejects.toThrow();
    const behind = (set: string) => withoutTriggers(superuser, `UPDATE encounter SET ${set} WHERE id = '${id}'`);
    const { signature } = await seal();
    const forged = signature.replace(/(?<=\.)[^.](?=[^.]*$)/, (first: string) => (first === 'A' ? 'Q' : 'A'));
    await behind(`closed_by = '${world.staff.doctor.id}'`);
    expect([(await seal()).state, resultsOf(await seal())]).toEqual(['signature-wrong', { ...RIGHT, key: 'wrong' }]);
    await behind(
      `closed_by = '${world.staff['records-officer'].id}', closed_without = '[{"code":"address","reason":"x"}]'`,
    );
    expect([(await seal()).state, resultsOf(await seal())]).toEqual([
      'signature-wrong',
      { ...RIGHT, content: 'wrong' },
    ]);
    await behind(`closed_without = NULL, closing_signature = NULL`);
    expect(await seal()).toMatchObject({ state: 'signature-wrong', signature: null, signatureCheck: null });
    await behind(`closing_signature = '${forged}'`);
    expect(await seal()).toMatchObject({ state: 'signature-wrong', stateText: expect.stringContaining('Chữ ký') });
    await behind(`closing_signature = '${signature}'`);
    expect((await seal()).state).toBe('as-closed');
  });

  it('is proven years later without the service, by a file and the key of the trail', async () => {
    const { runNote } = await import('../../src/cli/note/note.js');
    const { id, version } = await whole();
    expect(typeOf(await get(id, 'closing/signed'))).toEqual([409, 'record-open']);
    expect((await act(id, 'close', version, {}, 'records-officer')).status).toBe(200);
    const early = (await get(id, 'closing/signed')).body;
    const key = await sealTrail(world, join(folder, 'key.pem'));
    expect((await verifyClosingFile(early, [key])).verdict).toBe('not-proven');
    const { body: file } = await get(id, 'closing/signed');
    expect((await verifyClosingFile(file, [])).verdict).toBe('not-proven');
    const { verdict, signatures } = await verifyClosingFile(file, [key]);
    expect([verdict, signatures[0]?.kind, signatures[0]?.fullName]).toEqual([
      'valid',
      'closer',
      'Người thử records-officer',
    ]);
    type File = typeof file;
    const changes: [string, (copy: File) => unknown][] = [
      ['content', (copy) => (copy.content.record.closedAt = '2020-01-01T00:00:00.000Z')],
      ['record', (copy) => copy.rows.pop()],
      ['record', (copy) => (copy.rows[0].hash = '0'.repeat(64))],
      [
        'key',
        (copy) => (copy.proof.leaf = copy.proof.leaf.replace(world.staff['records-officer'].id, world.staff.doctor.id)),
      ],
      [
        'signature',
        (copy) => (copy.jws = copy.jws.replace(/(?<=\.)[^.](?=[^.]*$)/, (one: string) => (one === 'A' ? 'Q' : 'A'))),
      ],
    ];
    for (const [what, change] of changes) {
      const copy: File = structuredClone(file);
      change(copy);
      const report = await verifyClosingFile(copy, [key]);
      const failed = report.signatures[0]?.checks.filter(({ result }) => result !== 'right').map(({ check }) => check);
      expect([what, report.verdict, failed]).toEqual([
        what,
        expect.stringMatching(/altered/),
        expect.arrayContaining([what]),
      ]);
    }
    const saved = join(folder, 'closing.json');
    const log = jest.spyOn(console, 'log').mockImplementation(() => undefined);
    writeFileSync(saved, JSON.stringify(file));
    expect(await runNote(['verify', saved, '--key', key])).toBe(0);
    writeFileSync(saved, readFileSync(saved, 'utf8').replaceAll(file.content.record.contentHash, '0'.repeat(64)));
    expect(await runNote(['verify', saved, '--key', key])).toBe(1);
    log.mockRestore();
  });

  it('is proven with the rows themselves; one that changed since is left out, and another text for one is found', async () => {
    const { id, version } = await whole();
    await act(id, 'close', version, {}, 'records-officer');
    const key = await sealTrail(world, join(folder, 'key.pem'));
    const found = async (change?: (row: { content: string }) => void) => {
      const { body: file } = await get(id, 'closing/signed?contents=true');
      change?.(file.rows[1]);
      const { verdict, signatures } = await verifyClosingFile(file, [key]);
      return `${verdict} ${signatures[0]?.checks.find(({ check }) => check === 'rows')?.result}`;
    };
    expect(await found()).toBe('valid right');
    expect(await found((row) => (row.content += ' '))).toBe('altered wrong');
    await withoutTriggers(superuser, `UPDATE vital_signs SET heart_rate = 71 WHERE encounter_id = '${id}'`);
    expect(await found()).toBe('valid unproven');
  });

  it('asks who signs, where the hospital asks for it', async () => {
    const { id, version } = await whole();
    const settings = world.app.get<{ signatureAsks: readonly string[] }>(SETTINGS_TOKEN, { strict: false });
    const before = settings.signatureAsks;
    Object.assign(settings, { signatureAsks: ['password'] });
    try {
      expect(typeOf(await act(id, 'close', version))[1]).toBe('signature-asks-who');
      expect(typeOf(await act(id, 'close', version, { password: 'khong-dung' }))[1]).toBe('current-password-wrong');
      expect((await act(id, 'close', version, { password: PASSWORD })).status).toBe(200);
    } finally {
      Object.assign(settings, { signatureAsks: before });
    }
    expect((await get(id, 'closing')).body.signatureCheck.method).toBe('password');
  });
});

describe('Closing', () => {
  it('seals what the record holds; later changes are late entries with a reason, and anything else is found', async () => {
    const { id, version, note } = await whole();
    const closed = await act(id, 'close', version);
    expect(closed.body.closing).toMatchObject({
      contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      retentionClass: 'ordinary',
      retainUntil: inYears(10),
    });
    const seal = await get(id, 'closing');
    expect(seal.body).toMatchObject({
      matches: true,
      state: 'as-closed',
      changed: [],
      added: 0,
      by: { id: world.staff.doctor.id },
      signature: expect.stringMatching(/^eyJ/),
      signatureCheck: { kind: 'closer', signer: { id: world.staff.doctor.id }, method: 'session', certificate: null },
    });
    expect(resultsOf(seal.body)).toEqual(RIGHT);
    expect(typeOf(await act(id, 'close', closed.body.version))).toEqual([409, 'record-closed']);
    for (const action of ['reopen', 'discharge/correct']) {
      const body = { ...(action !== 'reopen' && { disposition: 'home' }), reason: 'Nhầm' };
      expect([action, ...typeOf(await act(id, action, closed.body.version, body))]).toEqual([
        action,
        409,
        'record-closed',
      ]);
    }

    const doctor = world.as('doctor');
    const effectiveAt = hoursAgo(0.9);
    const late = { heartRate: 90, effectiveAt };
    const unexplained = await doctor.post(`/api/v1/encounters/${id}/vitals`, late);
    expect(typeOf(unexplained)).toEqual([409, 'record-closed']);
    const lateReason = 'Máy chưa đồng bộ';
    const explained = await doctor.post(`/api/v1/encounters/${id}/vitals`, { ...late, lateReason });
    expect([explained.status, explained.body.lateReason]).toEqual([201, lateReason]);
    const addendum = (more: object) =>
      doctor.post(`/api/v1/notes/${note}/addenda`, { sections: [{ code: 'course', text: 'Thêm' }], ...more });
    expect(typeOf(await addendum({}))).toEqual([409, 'record-closed']);
    expect((await addendum({ lateReason })).status).toBe(201);
    const [last] = (await doctor.get(`/api/v1/encounters/${id}/notes?limit=1`)).body.items as { id: string }[];
    const { signatures, state } = (await doctor.get(`/api/v1/notes/${last!.id}/verify`)).body;
    const { contentHash, closedAt, signature } = seal.body;
    const digest = createHash('sha256').update(signature).digest('hex');
    expect([state, signatures.at(-1).afterClosing]).toEqual(['valid', { closedAt, contentHash, signature: digest }]);
    const draft = await doctor.post(`/api/v1/encounters/${id}/notes`, {
      type: 'progress',
      sections: [{ code: 'course', text: 'Bổ sung' }],
      effectiveAt,
      lateReason,
    });
    expect((await doctor.post(`/api/v1/notes/${draft.body.id}/sign`, {}, at(1))).status).toBe(200);
    const hash = contentHash.slice(0, 16);
    const paper = async (form: string) => (await print(world, `/api/v1/encounters/${id}/documents/${form}.pdf`)).text;
    expect(await paper('discharge')).toMatch(
      new RegExp(`Khóa hồ sơ.*Người thử doctor · đã ký điện tử · mã niêm phong ${hash}`),
    );
    expect(await paper('admission')).toContain(`${lateReason} · sau khi khóa hồ sơ lúc`);
    const since = (await get(id, 'closing')).body;
    expect([since.state, since.matches, since.changed, since.added > 2]).toEqual(['added-to', true, [], true]);

    await doctor.post(`/api/v1/notes/${note}/mark-in-error`, { reason: 'Nhầm' }, at(2));
    expect((await get(id, 'closing')).body).toMatchObject({
      state: 'changed',
      stateText: expect.stringContaining('ai đã sửa gì'),
      changed: [
        {
          ...{ entity: 'note', id: note, text: expect.any(String) },
          changes: [
            {
              by: { id: world.staff.doctor.id, fullName: expect.stringMatching(/\S/), role: 'doctor' },
              fields: expect.arrayContaining(['status']),
              fieldTexts: expect.arrayContaining(['trạng thái']),
              reason: 'Nhầm',
            },
          ],
        },
      ],
    });
    await expect(world.sql(`UPDATE encounter SET content_hash = 'x' WHERE id = $1`, [id])).rejects.toThrow();
  });

  it('is refused while something is missing, unless each is passed over with a reason, and of what is not over', async () => {
    const { id } = await admitted({ addresses: [{ text: 'Thủ Đức' }] });
    expect(typeOf(await act(id, 'close', 1))).toEqual([409, 'encounter-not-finished']);
    const order = await anOrder(world, { encounterId: id });
    await act(id, 'discharge', 1, { disposition: 'exp', passedOver: [{ item: order.id, reason: 'Tử vong' }] });
    const refused = await act(id, 'close', 2);
    expect(typeOf(refused)).toEqual([409, 'record-incomplete']);
    expect(codes(refused.body.missing)).toEqual(expect.arrayContaining(['death-cause', 'open-items']));
    const passedOver = codes(refused.body.missing).map((code) => ({ code, reason: `Không có ${code}` }));
    const half = await act(id, 'close', 2, { passedOver: passedOver.slice(1) });
    expect([half.status, codes(half.body.missing)]).toEqual([409, [elementAt(passedOver, 0).code]]);
    const closed = await act(id, 'close', 2, { passedOver }, 'records-officer');
    expect([closed.status, closed.body.closing.retentionClass]).toEqual([200, 'long']);
    expect((await get(id, 'closing')).body.without[0]).toEqual({
      code: elementAt(passedOver, 0).code,
      text: expect.any(String),
      reason: elementAt(passedOver, 0).reason,
    });
  });

  it('takes a diagnosis after the stay from those who cared, and with a reason once closed; one of an accident keeps it longer', async () => {
    const { id, patientId } = await admitted();
    const doctor = world.as('doctor');
    const diagnosis = (code: string, more: object = {}) =>
      doctor.post(`/api/v1/patients/${patientId}/problems`, {
        ...{ code: { system: 'icd-10', code }, encounterId: id, ...more },
      });
    expect((await act(id, 'discharge', 1, { disposition: 'home' })).status).toBe(200);
    expect(codes((await get(id, 'completeness')).body.missing)).toContain('diagnosis');
    const main = await diagnosis('J18.9', { rank: 'main' });
    expect(main.status).toBe(201);
    const { missing } = (await get(id, 'completeness')).body;
    expect(codes(missing)).not.toContain('diagnosis');
    const passedOver = codes(missing).map((code) => ({ code, reason: 'Không có' }));
    expect((await act(id, 'close', 2, { passedOver })).body.closing.retentionClass).toBe('ordinary');
    expect(typeOf(await diagnosis('I10'))).toEqual([409, 'record-closed']);
    expect((await diagnosis('I10', { lateReason: 'Mã hóa khi hoàn tất hồ sơ' })).status).toBe(201);
    const change = (body: object, version: number) =>
      doctor.patch(`/api/v1/problems/${main.body.id}`, body, at(version));
    expect(typeOf(await change({ verificationStatus: 'entered-in-error' }, 1))).toEqual([409, 'record-closed']);
    expect((await change({ clinicalStatus: 'resolved' }, 1)).status).toBe(200);
    expect((await change({ rank: 'additional', lateReason: 'Sửa theo hội chẩn' }, 2)).status).toBe(200);
    const told = await world.sql(`SELECT reason FROM audit.event WHERE entity_id = $1 ORDER BY id`, [main.body.id]);
    expect(told.at(-1)).toEqual({ reason: 'Sửa theo hội chẩn' });
    expect((await diagnosis('S72.0', { lateReason: 'Bổ sung chẩn đoán' })).status).toBe(201);
    expect((await get(id, 'closing')).body).toMatchObject({
      ...{ retentionClass: 'accident', retainUntil: inYears(15), state: 'changed', added: 2 },
    });
    const english = await world.as('doctor').get(`/api/v1/encounters/${id}/closing`, { 'Accept-Language': 'en' });
    const [problem] = english.body.changed as { changes: { fieldTexts: string[]; reason: string | null }[] }[];
    expect(problem!.changes.map(({ fieldTexts, reason }) => [fieldTexts.includes('clinical status'), reason])).toEqual([
      [true, null],
      [false, 'Sửa theo hội chẩn'],
    ]);
  });

  it('leaves orders to be carried out, and lets them change otherwise with a reason only', async () => {
    const { id } = await admitted();
    const [kept, held] = [await anOrder(world, { encounterId: id }), await anOrder(world, { encounterId: id })];
    const order = (
      one: { id: string },
      action: string,
      version: number,
      body: object = {},
      as: 'doctor' | 'lab' = 'doctor',
    ) => world.as(as).post(`/api/v1/orders/${one.id}/${action}`, body, at(version));
    const waiting = await order(held, 'hold', held.version, { reason: 'Chờ ý kiến' });
    await act(id, 'discharge', 1, { disposition: 'home', passedOver: [{ kind: 'active-order', reason: 'Trả sau' }] });
    const { missing } = (await get(id, 'completeness')).body;
    const passedOver = codes(missing).map((code) => ({ code, reason: 'Đã hỏi trưởng khoa' }));
    expect((await act(id, 'close', 2, { passedOver })).status).toBe(200);
    expect(typeOf(await order(held, 'resume', waiting.body.version))).toEqual([409, 'record-closed']);
    expect(typeOf(await order(kept, 'hold', kept.version))).toEqual([409, 'record-closed']);
    const ended = await order(held, 'cancel', waiting.body.version, { reason: 'Không cần nữa' });
    expect([ended.status, ended.body.status]).toEqual([200, 'cancelled']);
    const done = await order(kept, 'complete', kept.version, {}, 'lab');
    expect([done.status, done.body.status]).toEqual([200, 'completed']);
    const changed = (await get(id, 'closing')).body.changed.map(({ id: one }: { id: string }) => one);
    expect(new Set(changed)).toEqual(new Set([kept.id, held.id]));
  });

  it('keeps an accident for 15 years, or longer when asked to, never shorter', async () => {
    const { id, version } = await whole('S72.0');
    const closed = await act(id, 'close', version, { retentionClass: 'ordinary' });
    expect(closed.body.closing).toMatchObject({ retentionClass: 'accident', retainUntil: inYears(15) });
    const held = await act(id, 'legal-hold', closed.body.version, { reason: 'Công văn 12' }, 'records-officer');
    expect(held.body.legalHold).toMatchObject({ reason: 'Công văn 12' });
    expect(typeOf(await act(id, 'legal-hold', held.body.version, { reason: 'Gõ nhầm' }, 'records-officer'))).toEqual([
      409,
      'record-held',
    ]);
    const ended = await act(id, 'legal-hold/end', held.body.version, { reason: 'Xong' }, 'records-officer');
    expect([ended.status, ended.body.legalHold]).toEqual([200, null]);
    expect((await act(id, 'legal-hold', ended.body.version, { reason: 'Gõ nhầm' })).status).toBe(403);
    expect((await act(id, 'close', ended.body.version, {}, 'nurse')).status).toBe(403);
  });
});
