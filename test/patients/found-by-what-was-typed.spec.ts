import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPatient, anAdmission } from '../support/builders.js';
import { expectProblem } from '../support/problems.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

interface Page {
  readonly items: { readonly id: string; readonly fullName: string }[];
  readonly next: string | null;
}
const get = (path: string) => world.as(path.startsWith('/fhir') ? 'nurse' : 'registrar').get(path);
const search = async (query: Record<string, string>) =>
  (await get(`/api/v1/patients?${new URLSearchParams(query).toString()}`)).body as Page;
const idsOf = async (query: Record<string, string>) => (await search(query)).items.map(({ id }) => id);

/** Whom the nurse's ward treats. */
async function anInpatient(fields: object): Promise<{ id: string }> {
  const patient = await aPatient(world, fields);
  await anAdmission(world, { patientId: patient.id, bedId: null });
  return patient;
}

describe('Telephone numbers', () => {
  it('of those who are called for a patient stand in one form, and find the patient', async () => {
    const child = await aPatient(world, {
      fullName: 'Lê Gọi Mẹ',
      phones: ['0912 345 670', '+84912345670', '0084912345670', '024 3825 3531'],
      contacts: [
        { name: 'Lê Thị Mẹ', relationship: 'mẹ', phone: '0988.111.222' },
        { name: 'Lê Bà Ngoại', relationship: 'bà' },
      ],
    });
    const { body } = await get(`/api/v1/patients/${child.id}`);
    expect([body.phones, body.contacts[0].phone]).toEqual([['+84912345670', '+842438253531'], '+84988111222']);
    for (const query of [
      { phone: '+84 988 111 222' },
      { q: '0988111222' },
      { q: '111222' },
      { q: 'goi me 1222' },
      { phone: '0912345670' },
    ]) {
      expect(await idsOf(query as unknown as Record<string, string>)).toEqual([child.id]);
    }
  });
});

describe('A search of many words', () => {
  it('is answered by all of them, and refused where it has more than are used', async () => {
    const names = [
      'Alpha Bravo Charlie Delta Echo Foxtrot Golf Hotel India',
      'Alpha Bravo Charlie Delta Echo Foxtrot Golf Hotel Juliet',
    ];
    const [, juliet] = [await aPatient(world, { fullName: names[0] }), await aPatient(world, { fullName: names[1] })];
    expect(await idsOf({ name: elementAt(names, 1) })).toEqual([juliet.id]);
    expect(await idsOf({ q: elementAt(names, 1) })).toEqual([juliet.id]);
    const tooMany = Array.from({ length: 17 }, (_, at) => `t${String.fromCharCode(97 + at)}`).join('%20');
    for (const name of ['name', 'q']) {
      const { status, body } = await get(`/api/v1/patients?${name}=${tooMany}`);
      expect([status, body.errors]).toMatchObject([400, [{ pointer: name, rule: 'too-many-words' }]]);
    }
  });
});

describe('The address of the next page', () => {
  it('carries ids and no name, wherever patients are searched for', async () => {
    for (const fullName of ['Trang Một', 'Trang Hai', 'Trang Ba']) await anInpatient({ fullName });
    for (const path of [
      '/api/v1/patients?name=trang&limit=1',
      '/api/v1/patients?q=trang&limit=1',
      '/fhir/R4/Patient?name=trang&_count=1',
    ]) {
      const found: string[] = [];
      let next: string | null = path;
      while (next !== null) {
        const { body } = await get(next);
        const cursor = new URL(next, 'http://x').searchParams.get(path.startsWith('/fhir') ? '_cursor' : 'cursor');
        expect(Buffer.from(cursor ?? '', 'base64url').toString()).not.toMatch(/tr?ang|mot|hai/);
        const names = (body.items ?? body.entry.map(({ resource }: { resource: object }) => resource)) as {
          fullName?: string;
          name?: { text: string }[];
        }[];
        found.push(...names.map(({ fullName, name }) => fullName ?? elementAt(name!, 0).text));
        const link = (body.link as { relation: string; url: string }[] | undefined)?.find(
          ({ relation }) => relation === 'next',
        );
        next = (body.next as string | null | undefined) ?? (link ? link.url.replace(/^https?:\/\/[^/]+/, '') : null);
      }
      expect(found).toEqual(['Trang Ba', 'Trang Hai', 'Trang Một']);
    }
  });

  it('that was made of an id which the request does not show is none', async () => {
    const cursor = Buffer.from(JSON.stringify(['019a1b2c-0000-7000-8000-000000000009', 'exact'])).toString('base64url');
    expectProblem(await get(`/api/v1/patients?name=trang&cursor=${cursor}`), 400, 'validation');
    const other = Buffer.from(JSON.stringify(['019a1b2c-0000-7000-8000-000000000009', 'x'])).toString('base64url');
    expect((await get(`/fhir/R4/Patient?name=trang&_cursor=${other}`)).status).toBe(400);
  });
});

describe('Characters that nobody sees', () => {
  it('neither hide a patient from a search nor stand in what is kept', async () => {
    const { id } = await anInpatient({
      fullName: 'Vô\u00ad H\u200bình\ufeff',
      addresses: [{ text: '12\u00ad Lê Lợi' }],
    });
    const { body } = await get(`/api/v1/patients/${id}`);
    expect([body.fullName, body.addresses[0].text]).toEqual(['Vô Hình', '12 Lê Lợi']);
    for (const name of ['vo hinh', 'Vô H\u202eình', 'v\u200do hi\u200fnh', 'vo hi\u{e0041}nh']) {
      expect(await idsOf({ name })).toEqual([id]);
      expect(await idsOf({ q: name })).toEqual([id]);
      expect((await get(`/fhir/R4/Patient?name=${encodeURIComponent(name)}`)).body.entry).toHaveLength(1);
    }
  });

  it('that turn a line round or hide words are refused in notes, orders and reasons alike', async () => {
    const encounter = await anAdmission(world, { bedId: null });
    const doctor = world.as('doctor');
    const told = async (path: string, body: object, pointer: string) => {
      const answer = await doctor.post(path, body);
      expect([answer.status, answer.body.errors]).toMatchObject([400, [{ pointer, rule: 'invisible-character' }]]);
      expect(answer.body.errors[0].message).toMatch(/hãy gõ lại/);
    };
    for (const unseen of ['\u202e', '\u2066', '\u{e0041}', '\ufff9']) {
      const sections = [{ code: 'course', text: `Cho 5${unseen}0 mg` }];
      await told(`/api/v1/encounters/${encounter.id}/notes`, { type: 'progress', sections }, '/sections/0/text');
    }
    const code = { system: 'http://loinc.org', code: '2823-3', display: 'Ka\u202eli' };
    await told(`/api/v1/encounters/${encounter.id}/orders`, { kind: 'laboratory', code }, '/code/display');
    await told('/api/v1/break-glass', { patientId: encounter.patientId, reason: 'Cấp cứu\u202d ngừng tim' }, '/reason');
    const soft = await doctor.post(`/api/v1/encounters/${encounter.id}/notes`, {
      type: 'progress',
      sections: [{ code: 'course', text: 'Tỉnh\u00ad táo \u{1f468}\u200d\u2695\ufe0f' }],
    });
    expect([soft.status, soft.body.sections[0].text]).toEqual([201, 'Tỉnh táo \u{1f468}\u200d\u2695\ufe0f']);
  });
});
