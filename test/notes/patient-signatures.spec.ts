import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifyNoteFile } from '../../src/clinical/notes/note-file.js';
import { anAdmission } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

let world: World;
let encounterId: string;
let noteId: string;
beforeAll(async () => {
  world = await startWorld();
  ({ id: encounterId } = await anAdmission(world));
  noteId = await aConsent();
});
afterAll(() => world.close());

const strokes = ['10,20 14,26', '30,31'];
const said = { meaning: 'consent', fullName: 'Nguyễn Thị Ánh', relation: 'self' };
const sections = ['intervention', 'reason', 'risks'].map((code) => ({ code, text: `Nội dung ${code}` }));

async function aDraft(): Promise<string> {
  const input = { type: 'consent', sections };
  return (await world.as('doctor').post(`/api/v1/encounters/${encounterId}/notes`, input)).body.id;
}
async function aConsent(): Promise<string> {
  const id = await aDraft();
  const signed = await world.as('doctor').post(`/api/v1/notes/${id}/sign`, {}, { 'If-Match': '"1"' });
  expect(signed.status).toBe(200);
  return id;
}
const sign = (body: object, id = noteId, headers: Record<string, string> = {}) =>
  world.as('nurse').post(`/api/v1/notes/${id}/patient-signatures`, { ...said, ...body }, headers);
const verify = async (id: string) => (await world.as('doctor').get(`/api/v1/notes/${id}/verify`)).body;

describe('A patient signs', () => {
  it('by drawing, and the note tells who and for what; a double click is one signature', async () => {
    const key = { 'Idempotency-Key': randomUUID() };
    const answers = [
      await sign({ drawing: { strokes } }, noteId, key),
      await sign({ drawing: { strokes } }, noteId, key),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(elementAt(answers, 1).body.signatures).toMatchObject([
      { kind: 'author', patient: null },
      {
        kind: 'patient',
        signer: { id: world.staff.nurse.id },
        patient: { meaning: 'consent', fullName: 'Nguyễn Thị Ánh', relation: 'self', method: 'drawn', witness: null },
      },
    ]);
    expect(await verify(noteId)).toMatchObject({ state: 'valid' });
    const { body: file } = await world.as('doctor').get(`/api/v1/notes/${noteId}/signed`);
    expect(file.signatures[1]).toMatchObject({ drawing: { strokes } });
    expect((await verifyNoteFile(file, [])).verdict).toBe('not-proven');
    for (const drawing of [null, { strokes: ['10,20 14,27', '30,31'] }]) {
      const copy = structuredClone(file);
      copy.signatures[1].drawing = drawing;
      expect((await verifyNoteFile(copy, [])).verdict).toBe('altered');
    }
  });

  it('or confirms before a witness, and without either is refused', async () => {
    const id = await aConsent();
    const none = await sign({}, id);
    expect([none.status, none.body.errors[0].pointer]).toEqual([400, '/witness']);
    const confirmed = await sign({ relation: 'child', witness: 'Trần Văn Bình, người cùng phòng' }, id);
    expect(confirmed.body.signatures[1].patient).toMatchObject({ method: 'confirmed', relation: 'child' });
  });

  it.each([
    ['a script for a drawing', { drawing: { image: Buffer.from('<script>').toString('base64') } }, '/drawing'],
    ['too much of a drawing', { drawing: { strokes: [Array(5001).fill('1,2').join(' ')] } }, '/drawing'],
    ['a meaning nobody knows', { meaning: 'poem', drawing: { strokes } }, '/meaning'],
    ['no name', { fullName: ' ', drawing: { strokes } }, '/fullName'],
  ])('but not with %s', async (_, body, pointer) => {
    const refused = await sign(body);
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([400, pointer]);
  });

  it('nothing that the author has not signed', async () => {
    const refused = await sign({ drawing: { strokes } }, await aDraft());
    expect([refused.status, refused.body.type]).toEqual([409, expect.stringContaining('note-not-signed')]);
  });

  it.each([
    ['another drawing', `patient = jsonb_set(patient, '{drawing,strokes,0}', '"11,20"')`],
    ['another name', `patient = jsonb_set(patient, '{fullName}', '"Người khác"')`],
    ['no drawing', `patient = patient - 'drawing'`],
  ])('and %s put there behind the triggers is found', async (_, change) => {
    const id = await aConsent();
    await sign({ drawing: { strokes } }, id);
    expect(await verify(id)).toMatchObject({ state: 'valid' });
    await world.sql(`ALTER TABLE note_signature DISABLE TRIGGER USER;
      UPDATE note_signature SET ${change} WHERE note_id = '${id}' AND kind = 'patient';
      ALTER TABLE note_signature ENABLE TRIGGER USER`);
    expect(await verify(id)).toMatchObject({ state: 'altered' });
  });

  it('and the trail has neither what was drawn nor the number of a card', async () => {
    const id = await aConsent();
    const number = '079190777123';
    expect((await sign({ idNumber: number, drawing: { strokes } }, id)).status).toBe(201);
    expect(await world.sql(`SELECT FROM audit.event e WHERE e::text LIKE '%' || $1 || '%'`, [number])).toEqual([]);
  });
});
