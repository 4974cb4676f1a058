import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { verifyNoteFile } from '../../src/clinical/notes/note-file.js';
import type { Role } from '../../src/platform/routes/policy.js';
import { anAdmission } from '../support/builders.js';
import { sealTrail } from '../support/seal-trail.js';
import { PASSWORD, startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

let world: World;
let encounterId: string;
beforeAll(async () => {
  world = await startWorld();
  ({ id: encounterId } = await anAdmission(world));
});
afterAll(() => world.close());

const at = (version: number) => ({ 'If-Match': `"${version}"` });
const course = (text: string) => [{ code: 'course', text }];
const draft = (role: Role = 'doctor', text = 'Tỉnh, hết sốt') =>
  world.as(role).post(`/api/v1/encounters/${encounterId}/notes`, { type: 'progress', sections: course(text) });
const act = (role: Role, id: string, version: number, action: string, body: object = {}) =>
  world.as(role).post(`/api/v1/notes/${id}/${action}`, body, at(version));
const aSigned = async (role: Role = 'doctor', text?: string) => {
  const { body } = await draft(role, text);
  return (await act(role, body.id, 1, 'sign')).body as { id: string; version: number; status: string };
};
const verify = async (id: string) => (await world.as('nurse').get(`/api/v1/notes/${id}/verify`)).body;
type Checked = { checks: { check: string; result: string }[] };
const wrongIn = (answer: { signatures: Checked[] }) =>
  answer.signatures.flatMap(({ checks }) =>
    checks.filter(({ result }) => result === 'wrong').map(({ check }) => check),
  );
const addendum = (role: Role, id: string, text = 'Bổ sung') =>
  world.as(role).post(`/api/v1/notes/${id}/addenda`, { sections: course(text) });

/** Seals what is on the trail. @returns the public key of the trail */
const seal = () => sealTrail(world, join(folder, 'key.pem'));
const folder = mkdtempSync(join(tmpdir(), 'notes-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** As an owner of the database who has switched the triggers off. */
const behind = (table: string, change: string) =>
  world.sql(`ALTER TABLE ${table} DISABLE TRIGGER USER; ${change}; ALTER TABLE ${table} ENABLE TRIGGER USER`);

describe('A signature', () => {
  it('says who signed, as what and by which certificate at that moment, whatever they are called later', async () => {
    const { id } = await aSigned();
    await world.sql(`SELECT set_config('emr.context', '{"actorKind":"system","username":"system:x"}', true);`);
    await behind('staff_member', `UPDATE staff_member SET full_name = 'Tên Mới' WHERE username = 'doctor'`);
    const answer = await verify(id);
    await behind('staff_member', `UPDATE staff_member SET full_name = 'Người thử doctor' WHERE username = 'doctor'`);
    expect(answer).toMatchObject({
      state: 'valid',
      matches: true,
      signatures: [
        {
          kind: 'author',
          signer: { id: world.staff.doctor.id, fullName: 'Người thử doctor' },
          title: { vi: 'bác sĩ' },
          practisingCertificate: 'doctor/CCHN',
          method: 'session',
        },
      ],
    });
    expect(wrongIn(answer)).toEqual([]);
  });

  it('is made with a key of the person alone, sealed, of which neither answers nor the trail tell anything', async () => {
    const key = elementAt(
      await world.sql(`SELECT * FROM staff_signing_key WHERE staff_id = $1`, [world.staff.doctor.id]),
      0,
    );
    expect(key.sealed).toMatch(/^1\.[\w-]+$/);
    expect(key.public_jwk).toMatchObject({ kty: 'EC', crv: 'P-256' });
    expect(JSON.stringify(key.public_jwk)).not.toContain('"d"');
    expect(await world.sql(`SELECT FROM audit.event e WHERE e::text LIKE '%' || $1 || '%'`, [key.sealed])).toEqual([]);
  });

  it('is made with another key when nobody can open the first any more, and what that signed stays proven', async () => {
    const { id } = await aSigned('trainee');
    const before = `SET sealed = '99.' || sealed WHERE staff_id = '${world.staff.trainee.id}'`;
    await behind('staff_signing_key', `UPDATE staff_signing_key ${before}`);
    const again = await aSigned('trainee');
    for (const one of [id, again.id]) expect(await verify(one)).toMatchObject({ state: 'valid' });
    const keys = await world.sql('SELECT retired_at FROM staff_signing_key WHERE staff_id = $1 ORDER BY id', [
      world.staff.trainee.id,
    ]);
    expect(keys.map(({ retired_at }) => retired_at !== null)).toEqual([true, false]);
  });

  it('of many who sign at once for the first time is made with one key each', async () => {
    const drafts = await Promise.all([1, 2, 3].map(() => draft('department-head')));
    const signed = await Promise.all(drafts.map(({ body }) => act('department-head', body.id, 1, 'sign')));
    expect(signed.map(({ status }) => status)).toEqual([200, 200, 200]);
    const keys = await world.sql('SELECT FROM staff_signing_key WHERE staff_id = $1', [
      world.staff['department-head'].id,
    ]);
    expect(keys).toHaveLength(1);
  });
});

describe('What was changed behind the triggers is found', () => {
  it.each([
    [
      'the text',
      `UPDATE note SET sections = '[{"code":"course","text":"Dị ứng"}]' WHERE id = $id`,
      'note',
      ['content'],
    ],
    [
      'the text and its hash',
      `UPDATE note SET sections = '[]', content_hash = repeat('0', 64) WHERE id = $id`,
      'note',
      ['content'],
    ],
    ['the author', `UPDATE note SET author_id = uuidv7() WHERE id = $id`, 'note', ['content']],
    ['the form', `UPDATE note SET template = 'nursing' WHERE id = $id`, 'note', ['content']],
    ['the time it is about', `UPDATE note SET effective_at = now() WHERE id = $id`, 'note', ['content']],
    ['why it was written late', `UPDATE note SET late_reason = 'Quên' WHERE id = $id`, 'note', ['content']],
    ['that it came in time', `UPDATE note SET late_entry = true WHERE id = $id`, 'note', ['content']],
    ['what was pulled in', `UPDATE note SET pulled = '[]'::jsonb || '{}'::jsonb WHERE id = $id`, 'note', ['content']],
    ['the signer', `UPDATE note_signature SET signer_id = uuidv7() WHERE note_id = $id`, 'note_signature', ['key']],
    [
      'the signature',
      `UPDATE note_signature SET jws = overlay(jws placing 'AAAA' from length(jws) - 9) WHERE note_id = $id`,
      'note_signature',
      ['signature'],
    ],
    [
      'when it was signed',
      `UPDATE note_signature SET signed_at = signed_at - interval '1 day' WHERE note_id = $id`,
      'note_signature',
      ['time'],
    ],
    ['that it is signed', `UPDATE note SET status = 'draft' WHERE id = $id`, 'note', []],
    [
      'its place',
      `UPDATE note_signature SET digest = repeat('0', 64) WHERE note_id = $id`,
      'note_signature',
      ['canonical'],
    ],
  ])('%s', async (_, change, table, expected) => {
    const { id } = await aSigned();
    expect(await verify(id)).toMatchObject({ state: 'valid' });
    await behind(table, change.replaceAll('$id', `'${id}'`));
    const answer = await verify(id);
    expect(answer).toMatchObject({ state: 'altered', matches: false });
    expect(wrongIn(answer)).toEqual(expect.arrayContaining(expected));
  });

  it('a signature that was taken away, which the trail still knows', async () => {
    const { id } = await aSigned();
    await behind('note_signature', `DELETE FROM note_signature WHERE note_id = '${id}'`);
    expect(await verify(id)).toMatchObject({ state: 'altered', signaturesMissing: true, signatures: [] });
  });

  it('the reason of an addendum that came late', async () => {
    const { id } = await aSigned();
    const input = { sections: course('Giải phẫu bệnh: lành tính'), lateReason: 'Kết quả về sau' };
    const { body } = await world.as('doctor').post(`/api/v1/notes/${id}/addenda`, input);
    expect(await verify(body.id)).toMatchObject({ state: 'valid' });
    await behind('note', `UPDATE note SET late_reason = NULL WHERE id = '${body.id}'`);
    expect(wrongIn(await verify(body.id))).toEqual(['content']);
  });

  it('an addendum before another, taken out of the chain', async () => {
    const { id } = await aSigned();
    const first = await addendum('doctor', id, 'một');
    const second = await addendum('doctor', id, 'hai');
    expect(await verify(second.body.id)).toMatchObject({ state: 'valid' });
    await behind('note_signature', `DELETE FROM note_signature WHERE note_id = '${first.body.id}'`);
    expect(wrongIn(await verify(second.body.id))).toEqual(['chain']);
  });

  it('and nobody may change a signature with the triggers on', async () => {
    const { id } = await aSigned();
    const context = `SELECT set_config('emr.context', '{"actorKind":"system","username":"system:x"}', true);`;
    const attack = world.sql(`${context} UPDATE note_signature SET digest = 'x' WHERE note_id = '${id}'`);
    await expect(attack).rejects.toMatchObject({ code: 'EM004' });
    await expect(world.appSql(`UPDATE note_signature SET digest = 'x'`)).rejects.toThrow(/permission denied/);
  });
});

describe('Years later, without the service', () => {
  it('the file proves who signed what and when, with the key of the trail alone', async () => {
    const { id, version } = await aSigned('doctor', 'Bụng mềm');
    await addendum('doctor', id, 'Đã xem phim');
    await act('department-head', id, version, 'cosign');
    const early = (await world.as('doctor').get(`/api/v1/notes/${id}/signed`)).body;
    const key = await seal();
    expect(await verifyNoteFile(early, [key])).toMatchObject({ verdict: 'not-proven' });
    const { body: file } = await world.as('doctor').get(`/api/v1/notes/${id}/signed`);
    const report = await verifyNoteFile(file, [key]);
    expect(report.verdict).toBe('valid');
    expect(report.signatures.map(({ kind, fullName }) => [kind, fullName])).toEqual([
      ['author', 'Người thử doctor'],
      ['author', 'Người thử doctor'],
      ['cosigner', 'Người thử department-head'],
    ]);
    expect((await verifyNoteFile(file, [])).verdict).toBe('not-proven');
    expect(await verify(id)).toMatchObject({ signatures: [{ sealedAt: expect.any(String) }, { kind: 'cosigner' }] });
    for (const change of [
      (copy: typeof file) => (copy.signatures[0].content.note.sections[0].text = 'Bụng cứng'),
      (copy: typeof file) => copy.signatures.splice(1, 1),
      (copy: typeof file) => (copy.signatures[0].publicJwk = copy.signatures[2].publicJwk),
      (copy: typeof file) => (copy.signatures[0].proof = copy.signatures[1].proof),
      // Nor is it the file of another note, or a signature that of another.
      (copy: typeof file) => (copy.id = encounterId),
      (copy: typeof file) => (copy.encounterId = id),
      (copy: typeof file) => (copy.signatures[1].noteId = id),
      (copy: typeof file) => (copy.signatures[0].drawing = { strokes: ['1,2'] }),
    ]) {
      const copy = structuredClone(file);
      change(copy);
      expect((await verifyNoteFile(copy, [key])).verdict).toBe('altered');
    }
  });

  it('emr note verify says so, and answers with its exit code', async () => {
    const { runNote } = await import('../../src/cli/note/note.js');
    const { id } = await aSigned();
    const key = await seal();
    const file = join(folder, 'note.json');
    const { body } = await world.as('doctor').get(`/api/v1/notes/${id}/signed`);
    writeFileSync(file, JSON.stringify(body));
    const printed: string[] = [];
    const log = jest.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
    try {
      expect(await runNote(['verify', file, '--key', key])).toBe(0);
      writeFileSync(file, readFileSync(file, 'utf8').replace('hết sốt', 'còn sốt'));
      expect(await runNote(['verify', file, '--key', key])).toBe(1);
    } finally {
      log.mockRestore();
    }
    expect(printed.map((line) => line.split(':')[0])).toEqual(['VALID', 'ALTERED']);
    await expect(runNote(['verify', join(folder, 'none.json')])).rejects.toThrow('There is no file');
  });
});

describe('A trainee', () => {
  it('signs, and a doctor confirms it: until then it waits in the queue and in the chart', async () => {
    const signed = await aSigned('trainee', 'Trẻ tỉnh, bú khá');
    expect(signed.status).toBe('awaiting-cosignature');
    const queue = async (role: Role) =>
      (await world.as(role).get('/api/v1/notes/awaiting-cosignature')).body.items?.map(({ id }: { id: string }) => id);
    expect(await queue('doctor')).toContain(signed.id);
    expect((await world.as('trainee').get('/api/v1/notes/awaiting-cosignature')).status).toBe(403);
    expect((await act('trainee', signed.id, signed.version, 'cosign')).status).toBe(403);
    expect((await act('nurse', signed.id, signed.version, 'cosign')).status).toBe(403);
    const confirmed = await act('doctor', signed.id, signed.version, 'cosign');
    expect(confirmed.body).toMatchObject({
      status: 'signed',
      signedBy: { id: world.staff.trainee.id },
      signatures: [
        { kind: 'author', signer: { id: world.staff.trainee.id } },
        { kind: 'cosigner', signer: { id: world.staff.doctor.id } },
      ],
    });
    expect(await queue('doctor')).not.toContain(signed.id);
    const twice = await act('doctor', signed.id, confirmed.body.version, 'cosign');
    expect([twice.status, twice.body.type]).toEqual([409, expect.stringContaining('cosigned-already')]);
    expect(await verify(signed.id)).toMatchObject({ state: 'valid' });
  });

  it('leaves a task for a doctor, which the confirmation settles, or that it was an error', async () => {
    const tasksOf = (id: string) => world.sql(`SELECT kind, status, focus FROM task WHERE focus_id = $1`, [id]);
    const [one, other] = [await aSigned('trainee'), await aSigned('trainee')];
    expect(await tasksOf(one.id)).toEqual([{ kind: 'cosignature', status: 'open', focus: 'note' }]);
    await act('doctor', one.id, one.version, 'cosign');
    await act('doctor', other.id, other.version, 'mark-in-error', { reason: 'Nhầm người bệnh' });
    for (const { id } of [one, other]) expect((await tasksOf(id))[0]?.status).toBe('settled');
    expect(await tasksOf((await aSigned()).id)).toEqual([]);
  });

  it('is confirmed once by two doctors at once, and the one who came too late is told', async () => {
    const { id, version } = await aSigned('trainee');
    const answers = await Promise.all([
      act('doctor', id, version, 'cosign'),
      act('department-head', id, version, 'cosign'),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it('nobody confirms their own, nor a draft', async () => {
    const { id, version } = await aSigned();
    expect((await act('doctor', id, version, 'cosign')).status).toBe(409);
    const { body } = await draft('trainee');
    expect((await act('doctor', body.id, 1, 'cosign')).body.type).toContain('note-not-signed');
  });

  it('may be confirmed while addenda are written: all of it stands in one chain', async () => {
    const { id, version } = await aSigned('trainee');
    const answers = await Promise.all([
      addendum('doctor', id, 'một'),
      act('department-head', id, version, 'cosign'),
      addendum('doctor', id, 'hai'),
      addendum('trainee', id, 'ba'),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([201, 200, 201, 201]);
    expect(answers.map(({ body }) => body.status)).toEqual(['signed', 'signed', 'signed', 'awaiting-cosignature']);
    for (const one of [id, ...[0, 2, 3].map((place) => elementAt(answers, place).body.id)]) {
      expect(await verify(one)).toMatchObject({ state: 'valid' });
    }
    const links = await world.sql('SELECT number FROM note_signature WHERE root_id = $1 ORDER BY number', [id]);
    expect(links.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
  });
});

describe('Signing asks who signs', () => {
  it('and where nothing is asked, a request without a body signs', async () => {
    const { body } = await draft();
    expect((await world.as('doctor').post(`/api/v1/notes/${body.id}/sign`, undefined, at(1))).status).toBe(200);
  });

  it('and checks what is shown, also where nothing is asked', async () => {
    const { body } = await draft();
    const wrong = await act('doctor', body.id, 1, 'sign', { password: 'không phải' });
    expect([wrong.status, wrong.body.type]).toEqual([403, expect.stringContaining('current-password-wrong')]);
    expect((await act('doctor', body.id, 1, 'sign', { pin: '407159' })).body.type).toContain('pin-or-badge-wrong');
    expect((await act('doctor', body.id, 1, 'sign', { password: PASSWORD })).status).toBe(200);
    expect((await verify(body.id)).signatures[0].method).toBe('password');
  });

  it('and an addendum is written once, however often the button is pressed and however the person shows who they are', async () => {
    const { id } = await aSigned();
    const add = (shown: object, text = 'Một lần') =>
      world
        .as('doctor')
        .post(`/api/v1/notes/${id}/addenda`, { sections: course(text), ...shown }, { 'Idempotency-Key': `once-${id}` });
    const twice = await Promise.all([add({ password: PASSWORD }), add({ password: PASSWORD })]);
    expect(twice.map(({ status }) => status)).toEqual([201, 201]);
    expect(twice[0].body.id).toBe(twice[1].body.id);
    await world.as('doctor').post('/api/v1/auth/pin', { password: PASSWORD, pin: '407159' });
    const again = await add({ pin: '407159' });
    expect(again.body).toMatchObject({ id: twice[0].body.id });
    expect([again.body.id, again.headers['idempotency-replayed']]).toEqual([twice[0].body.id, 'true']);
    expect((await add({ password: 'không phải' })).status).toBe(403);
    expect((await add({ password: PASSWORD }, 'Khác')).body.type).toContain('key-reused');
    expect((await world.as('doctor').get(`/api/v1/notes/${id}`)).body.addenda).toHaveLength(1);
  });

  it('where the hospital wants it, each time', async () => {
    const strict = await startWorld({ SIGNATURE_ASKS: 'pin,badge' });
    try {
      const { id } = await anAdmission(strict);
      const note = await strict
        .as('doctor')
        .post(`/api/v1/encounters/${id}/notes`, { type: 'progress', sections: course('Tỉnh') });
      const signs = (body: object) => strict.as('doctor').post(`/api/v1/notes/${note.body.id}/sign`, body, at(1));
      for (const shown of [{}, { password: PASSWORD }, { pin: '407159', badge: '04A2245B6C7D80' }]) {
        const refused = await signs(shown);
        expect([refused.status, refused.body.type, refused.body.accepts]).toEqual([
          403,
          expect.stringContaining('signature-asks-who'),
          ['pin', 'badge'],
        ]);
      }
      await strict.as('doctor').post('/api/v1/auth/pin', { password: PASSWORD, pin: '407159' });
      await strict.as('admin').post(`/api/v1/staff/${strict.staff.nurse.id}/badges`, { badge: '04A2245B6C7D80' });
      expect((await signs({ badge: '04A2245B6C7D80' })).body.type).toContain('pin-or-badge-wrong');
      expect((await signs({ pin: '407159' })).body.status).toBe('signed');
      const failed = await strict.sql(`SELECT FROM audit.event WHERE kind = 'sign-in-failed' AND entity_id = $1`, [
        strict.staff.doctor.id,
      ]);
      expect(failed).toHaveLength(1);
    } finally {
      await strict.close();
    }
  });
});

describe('Entered in error', () => {
  it('the text is for its author, for doctors and for the records office; others read that there was one, and why', async () => {
    const { id, version } = await aSigned('trainee', 'Nhầm người bệnh này');
    await act('doctor', id, version, 'mark-in-error', { reason: 'Nhầm người' });
    const shown = async (role: Role) => {
      const { body } = await world.as(role).get(`/api/v1/notes/${id}`);
      const { body: kept } = await world.as(role).get(`/api/v1/notes/${id}/versions`);
      const file = await world.as(role).get(`/api/v1/notes/${id}/signed`);
      return [
        body.textWithheld,
        body.sections.length,
        body.headline,
        kept.items[0].sections.length,
        file.status,
        body.statusReason,
      ];
    };
    for (const role of ['trainee', 'doctor', 'records-officer'] as const) {
      expect([role, await shown(role)]).toEqual([role, [false, 1, 'Nhầm người bệnh này', 1, 200, 'Nhầm người']]);
    }
    for (const role of ['nurse', 'pharmacist'] as const) {
      expect([role, await shown(role)]).toEqual([role, [true, 0, '', 0, 409, 'Nhầm người']]);
    }
  });
});

describe("A patient's notes", () => {
  it('are searched without accents, and found words are shown where they stand', async () => {
    const { id: encounter, patientId } = await anAdmission(world);
    const write = async (text: string, role: Role = 'doctor') =>
      (await world.as(role).post(`/api/v1/encounters/${encounter}/notes`, { type: 'progress', sections: course(text) }))
        .body.id;
    const pain = await write('Người bệnh đau bụng hạ sườn phải, không sốt');
    await act('doctor', pain, 1, 'sign');
    const draftId = await write('Đau đầu nhẹ, chưa khám xong');
    const find = async (q: string, role: Role = 'doctor') =>
      (await world.as(role).get(`/api/v1/patients/${patientId}/notes?q=${encodeURIComponent(q)}`)).body;
    const ids = ({ items }: { items: { id: string }[] }) => items.map(({ id }) => id);
    const found = await find('dau bung');
    expect(ids(found)).toEqual([pain]);
    expect(found).toMatchObject({
      patientId,
      items: [{ found: [{ code: 'course', text: expect.stringContaining('đau bụng') }] }],
    });
    expect(ids(await find('ĐAU'))).toEqual([draftId, pain]);
    expect(ids(await find('đau', 'nurse'))).toEqual([pain]);
    expect(ids(await find('phai ha su'))).toEqual([pain]);
    for (const none of ['ung', 'sốt xuất', '%', '_____']) {
      expect([none, ids(await find(none)).length]).toEqual([none, none === '%' || none === '_____' ? 2 : 0]);
    }
    const [event] = await world.sql(`SELECT * FROM audit.event ORDER BY id DESC LIMIT 1`);
    expect(event).toMatchObject({ kind: 'list', entity: 'note', patient_id: patientId });
  });
});
