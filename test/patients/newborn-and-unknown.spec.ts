import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hospitalDate } from '../../src/kernel/hospital-time.js';
import { aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { withinOneDay } from '../support/days.js';
import { elementAt } from '../../src/kernel/list.js';

let world: World;
let mother: { id: string; mrn: string; version: number };
beforeAll(async () => {
  world = await startWorld();
  mother = await aPatient(world, { fullName: 'Nguyễn Thị Ánh', birthDate: '1996-01-15' });
});
afterAll(() => world.close());

const register = (fields: object) => world.as('registrar').post('/api/v1/patients', { sex: 'female', ...fields });
const patch = async (id: string, fields: object) => {
  const { body } = await world.as('registrar').get(`/api/v1/patients/${id}`);
  return world.as('registrar').patch(`/api/v1/patients/${id}`, fields, { 'If-Match': `"${body.version}"` });
};
const bornAt = new Date(Date.now() - 3_600_000).toISOString();
const newborn = (fields: object = {}) => ({ motherId: mother.id, bornAt, weightGrams: 2450, ...fields });
const rulesOf = ({ body }: { body: { errors?: { rule: string }[] } }) => (body.errors ?? []).map(({ rule }) => rule);

describe('Somebody whom nobody knows', () => {
  it(
    'is registered without a name, with an age judged by looks, and is found by the working name',
    withinOneDay(async () => {
      const { status, body } = await register({ sex: 'male', unknown: true, estimatedAge: 60 });
      const year = String(Number(hospitalDate().slice(0, 4)) - 60);
      expect([status, body.unknown, body.birthDate, body.birthDateEstimated]).toEqual([201, true, year, true]);
      expect(body.fullName).toMatch(/^Chưa rõ tên nam \d\d:\d\d \d\d\/\d\d\/\d{4}$/);
      const { body: read } = await world.as('nurse').get('/api/v1/patients?q=chua ro ten nam');
      expect((read.items as { id: string }[]).map(({ id }) => id)).toContain(body.id);
      const { body: again } = await world.as('registrar').get(`/api/v1/patients/${body.id}`);
      expect({ ...body, duplicates: undefined }).toEqual({ ...again, duplicates: undefined });
    }),
  );

  it('is called by the sex as it is corrected, and stays unknown', async () => {
    const { body } = await register({ sex: 'male', unknown: true, estimatedAge: 50 });
    const { body: woman } = await patch(body.id, { sex: 'female' });
    expect([woman.fullName, woman.unknown]).toEqual([body.fullName.replace(' nam ', ' nữ '), true]);
    const { body: other } = await patch(body.id, { sex: 'unknown' });
    expect(other.fullName).toBe(body.fullName.replace(' nam ', ' '));
  });

  it('is nobody’s duplicate by the working name, however many come from one accident', async () => {
    await register({ sex: 'other', unknown: true, estimatedAge: 30 });
    const { body } = await register({ sex: 'other', unknown: true, estimatedAge: 30 });
    expect([body.duplicates, body.warnings]).toEqual([undefined, []]);
    const { body: list } = await world.as('records-officer').get(`/api/v1/patients/${body.id}/duplicates`);
    expect(list.items).toEqual([]);
  });

  it('is somebody once a name is given, and an estimate ends with a birth date', async () => {
    const { body } = await register({ sex: 'male', unknown: true, estimatedAge: 40 });
    const { body: known } = await patch(body.id, { fullName: 'Trần Văn Tỉnh', birthDate: '1984-07-02' });
    expect([known.unknown, known.fullName, known.birthDate, known.birthDateEstimated]).toEqual([
      false,
      'Trần Văn Tỉnh',
      '1984-07-02',
      false,
    ]);
  });

  it('goes into the record of the known one, never the other way round', async () => {
    const [known, { body: unknown }] = [await aPatient(world), await register({ unknown: true })];
    const merge = (id: string, otherId: string, version: number) =>
      world
        .as('records-officer')
        .post(`/api/v1/patients/${id}/merge`, { otherId, reason: 'Cùng người' }, { 'If-Match': `"${version}"` });
    const preview = await world
      .as('records-officer')
      .get(`/api/v1/patients/${unknown.id}/merge-preview?with=${known.id}`);
    expect((preview.body.stops as { code: string }[]).map(({ code }) => code)).toEqual(['into-unknown']);
    const wrong = await merge(unknown.id, known.id, unknown.version);
    expect([wrong.status, wrong.body.type]).toEqual([409, expect.stringMatching(/merge-into-unknown$/)]);
    expect((await merge(known.id, unknown.id, known.version)).status).toBe(201);
  });

  it('cannot have an age beside a birth date, and whoever is known needs a name', async () => {
    expect(rulesOf(await register({ unknown: true, estimatedAge: 5, birthDate: '2020' }))).toEqual([
      'age-beside-birth-date',
    ]);
    expect(rulesOf(await register({ unknown: true, fullName: 'Trần Văn Rõ', birthDate: '1990-05-12' }))).toEqual([
      'unknown-with-name',
      'unknown-with-birth-date',
    ]);
    expect((await register({})).status).toBe(400);
    expect((await register({ unknown: false })).status).toBe(400);
  });
});

describe('A newborn', () => {
  it('is called after its mother, with the time of birth, weight and weeks, and is found by her', async () => {
    const { status, body } = await register({ newborn: newborn({ gestationalWeeks: 38, gestationalDays: 4 }) });
    expect([status, body.fullName, body.birthDate]).toEqual([
      201,
      'Con bà Nguyễn Thị Ánh',
      hospitalDate(new Date(bornAt)),
    ]);
    expect(body.newborn).toEqual({
      motherId: mother.id,
      bornAt,
      weightGrams: 2450,
      gestationalWeeks: 38,
      gestationalDays: 4,
      birthOrder: null,
      birthCount: null,
    });
    const { body: found } = await world.as('nurse').get(`/api/v1/patients?motherId=${mother.id}`);
    expect((found.items as { id: string }[]).map(({ id }) => id)).toContain(body.id);
    const events = await world.sql(`SELECT FROM audit.event WHERE kind = 'search' AND $1 = ANY (patient_ids)`, [
      mother.id,
    ]);
    expect(events.length).toBeGreaterThan(0);
  });

  it('has a number in its name as one of twins, who are nobody’s duplicates', async () => {
    const twins = [1, 2].map((birthOrder) => ({ newborn: newborn({ birthOrder, birthCount: 2 }) }));
    const [first, second] = [await register(elementAt(twins, 0)), await register(elementAt(twins, 1))];
    expect([first.body.fullName, second.body.fullName]).toEqual(['Con bà Nguyễn Thị Ánh 1', 'Con bà Nguyễn Thị Ánh 2']);
    expect(second.body.duplicates).toBeUndefined();
    const { body } = await world.as('lab').get(`/fhir/R4/Patient/${second.body.id}`);
    expect(body).toMatchObject({
      multipleBirthInteger: 2,
      _birthDate: { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/patient-birthTime' }] },
    });
  });

  it.each([
    ['a mother who is nobody', { motherId: '01900000-0000-7000-8000-000000000000' }, 'mother-unknown', {}],
    ['a birth date that is not of its time of birth', {}, 'birth-date-differs', { birthDate: '2020-01-01' }],
    ['a third of two', { birthOrder: 3, birthCount: 2 }, 'birth-order', {}],
  ])('does not have %s', async (_, fields, rule, more) => {
    expect(rulesOf(await register({ newborn: newborn(fields), ...more }))).toEqual([rule]);
  });

  it('does not have a man for a mother, nor one born later', async () => {
    const man = await aPatient(world, { sex: 'male' });
    expect(rulesOf(await register({ newborn: newborn({ motherId: man.id }) }))).toEqual(['mother-is-male']);
    const late = { newborn: { motherId: mother.id, bornAt: '1990-02-03T01:00:00Z' }, fullName: 'Lê Thị Lớn' };
    expect(rulesOf(await register(late))).toEqual(['mother-not-older']);
    const child = await aPatient(world, { birthDate: String(new Date().getFullYear() - 2) });
    expect(rulesOf(await register({ newborn: newborn({ motherId: child.id }) }))).toEqual(['mother-is-child']);
  });

  it('is merged neither into its mother nor into the other twin', async () => {
    const { id: motherId, version } = await aPatient(world, { sex: 'female', birthDate: '1994-01-01' });
    const twin = async (birthOrder: number) => (await register({ newborn: newborn({ motherId, birthOrder }) })).body;
    const [first, second, officer] = [await twin(1), await twin(2), world.as('records-officer')];
    for (const [into, otherId, code] of [
      [{ id: motherId, version }, first.id, 'mother-and-child'],
      [first, motherId, 'mother-and-child'],
      [first, second.id, 'born-together'],
    ] as const) {
      const { body } = await officer.get(`/api/v1/patients/${into.id}/merge-preview?with=${otherId}`);
      expect(body.stops).toEqual([{ code, text: expect.any(String) }]);
      const asked = { otherId, reason: 'Cùng một người' };
      const path = `/api/v1/patients/${into.id}/merge`;
      const merged = await officer.post(path, asked, { 'If-Match': `"${into.version}"` });
      expect([merged.status, merged.body.type]).toEqual([409, expect.stringMatching(/merge-stopped$/)]);
    }
  });

  it('keeps its mother a woman who was born well before it', async () => {
    const { id } = await aPatient(world, { sex: 'female', birthDate: '1994-01-01' });
    expect((await register({ newborn: newborn({ motherId: id }) })).status).toBe(201);
    expect(rulesOf(await patch(id, { sex: 'male' }))).toEqual(['mother-is-male']);
    expect(rulesOf(await patch(id, { birthDate: hospitalDate() }))).toEqual(['mother-not-older']);
    expect(rulesOf(await patch(id, { birthDate: String(new Date().getFullYear() - 2) }))).toEqual(['mother-is-child']);
    expect((await patch(id, { birthDate: '1993-01-01', phones: [] })).status).toBe(200);
  });

  it('is one of twins by an order of its own, and has a name of its own after a year', async () => {
    const { id: motherId } = await aPatient(world, { sex: 'female', birthDate: '1995-01-01' });
    const first = newborn({ motherId, birthOrder: 1, birthCount: 2 });
    expect((await register({ newborn: first })).status).toBe(201);
    expect(rulesOf(await register({ newborn: first }))).toEqual(['birth-order-taken']);
    const older = { motherId, bornAt: '2020-02-03T01:00:00Z' };
    expect(rulesOf(await register({ newborn: older }))).toEqual(['name-needed']);
    expect((await register({ newborn: older, fullName: 'Lê Thị Lớn' })).status).toBe(201);
  });

  it('is the first of twins once, though two terminals register both at the same moment', async () => {
    const { id: motherId } = await aPatient(world, { sex: 'female', birthDate: '1995-01-01' });
    const first = { newborn: newborn({ motherId, birthOrder: 1, birthCount: 2 }) };
    const answers = await Promise.all(Array.from({ length: 4 }, () => register(first)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400, 400, 400]);
    expect(answers.flatMap(rulesOf)).toEqual(Array.from({ length: 3 }, () => 'birth-order-taken'));
    const { body: found } = await world.as('nurse').get(`/api/v1/patients?motherId=${motherId}`);
    expect(found.items).toHaveLength(1);
  });

  it('is called by its place among twins and by its mother as they are corrected, until it has a name of its own', async () => {
    const { id: motherId } = await aPatient(world, { fullName: 'Vi Thị Sao', sex: 'female', birthDate: '1995-01-01' });
    const twin = async (birthOrder: number) =>
      (await register({ newborn: newborn({ motherId, birthOrder, birthCount: 2 }) })).body.id as string;
    const [one, two] = [await twin(1), await twin(2)];
    const names = async () =>
      Promise.all(
        [one, two].map(async (id) => (await world.as('registrar').get(`/api/v1/patients/${id}`)).body.fullName),
      );
    const second = { newborn: newborn({ motherId, birthOrder: 2, birthCount: 2 }) };
    const asked = await patch(one, second);
    expect([asked.status, asked.body.type]).toEqual([422, expect.stringMatching(/confirmation-of-person$/)]);
    expect(rulesOf(asked)).toEqual(['birth-order-changes-places']);
    expect(await names()).toEqual(['Con bà Vi Thị Sao 1', 'Con bà Vi Thị Sao 2']);
    const changed = await patch(one, { ...second, confirmed: ['birthOrder'] });
    expect([changed.status, changed.body.fullName]).toEqual([200, 'Con bà Vi Thị Sao 2']);
    expect(await names()).toEqual(['Con bà Vi Thị Sao 2', 'Con bà Vi Thị Sao 1']);
    await patch(two, { fullName: 'Vi Minh An' });
    expect((await patch(motherId, { fullName: 'Vi Thị Sáo' })).status).toBe(200);
    expect(await names()).toEqual(['Con bà Vi Thị Sáo 2', 'Vi Minh An']);
    const { body: found } = await world.as('nurse').get('/api/v1/patients?q=con ba vi thi sao');
    expect((found.items as { id: string }[]).map(({ id }) => id)).toContain(one);
    const alone = { motherId, bornAt, weightGrams: 2450 };
    expect((await patch(one, { newborn: alone })).body.fullName).toBe('Con bà Vi Thị Sáo');
  });

  it('stays younger than its mother, whichever of the two is corrected on its record', async () => {
    const { id: motherId } = await aPatient(world, { sex: 'female', birthDate: '1995-01-01' });
    const child = await register({ birthDate: hospitalDate(), newborn: { motherId, weightGrams: 3000 } });
    const older = await patch(child.body.id, { birthDate: '1994-05-05' });
    expect(older.body.errors).toMatchObject([{ pointer: '/birthDate', rule: 'mother-not-older' }]);
    expect(rulesOf(await patch(child.body.id, { birthDate: '1996' }))).toEqual(['mother-is-child']);
    const infant = await aPatient(world, { sex: 'female', birthDate: String(new Date().getFullYear() - 2) });
    const ofInfant = { newborn: { motherId: infant.id, weightGrams: 3000 } };
    expect(rulesOf(await patch(child.body.id, ofInfant))).toEqual(['mother-is-child']);
    expect((await patch(child.body.id, { birthDate: '2020-05-05' })).status).toBe(200);
  });

  it('changes places only with who was born with it, who is then one of so many', async () => {
    const [motherId, otherId] = await Promise.all(
      ['1995-01-01', '1996-01-01'].map(async (birthDate) => (await aPatient(world, { sex: 'female', birthDate })).id),
    );
    const born = async (fields: object) => (await register({ newborn: newborn(fields) })).body.id as string;
    const one = await born({ motherId, birthOrder: 1, birthCount: 1 });
    const two = await born({ motherId, birthOrder: 2, birthCount: 2 });
    const confirmed = ['birthOrder'];
    const swapped = { newborn: newborn({ motherId, birthOrder: 1, birthCount: 2 }), confirmed };
    expect((await patch(two, swapped)).status).toBe(200);
    const { body } = await world.as('registrar').get(`/api/v1/patients/${one}`);
    expect(body.newborn).toMatchObject({ birthOrder: 2, birthCount: 2 });
    await born({ motherId: otherId, birthOrder: 1 });
    const moved = await patch(two, { newborn: newborn({ motherId: otherId, birthOrder: 1 }), confirmed });
    expect(rulesOf(moved)).toEqual(['birth-order-taken']);
    const unplaced = await born({ motherId });
    expect(rulesOf(await patch(unplaced, swapped))).toEqual(['birth-order-taken']);
  });

  it('is not admitted, and does not die, before the minute of its birth, which no date alone parts from', async () => {
    const { body: child } = await register({ newborn: newborn() });
    const before = new Date(Date.parse(bornAt) - 120_000).toISOString();
    const admit = (startedAt: string) =>
      world.as('doctor').post('/api/v1/encounters', {
        patientId: child.id,
        class: 'inpatient',
        wardId: world.wards[0].id,
        reason: 'Sơ sinh non tháng',
        startedAt,
      });
    expect(rulesOf(await admit(before))).toEqual(['before-birth']);
    const { body: read } = await world.as('doctor').get(`/api/v1/patients/${child.id}`);
    const dies = { at: before, cause: 'Ngạt nặng' };
    const death = await world
      .as('doctor')
      .post(`/api/v1/patients/${child.id}/death`, dies, { 'If-Match': `"${read.version}"` });
    expect(rulesOf(death)).toEqual(['before-birth']);
    expect((await admit(bornAt)).status).toBe(201);
    const later = { ...newborn(), bornAt: new Date(Date.parse(bornAt) + 120_000).toISOString() };
    expect(rulesOf(await patch(child.id, { newborn: later }))).toEqual(['after-charting']);
    expect(rulesOf(await patch(child.id, { birthDate: '2026-01-01' }))).toEqual(['birth-date-differs']);
    expect((await patch(child.id, { newborn: { ...newborn(), bornAt: before } })).status).toBe(200);
  });

  it('is borne by nobody whom it bore, however far, and not by itself, whether birth dates are known or not', async () => {
    const woman = async () => (await register({ fullName: 'Sùng Thị Vòng' })).body.id as string;
    const [first, second, third, fourth] = [await woman(), await woman(), await woman(), await woman()] as const;
    const borneBy = (id: string, motherId: string) => patch(id, { newborn: { motherId } });
    const told = async (id: string, motherId: string) => {
      const { status, body } = await borneBy(id, motherId);
      return [status, (body.errors as { pointer: string; rule: string }[]).map(({ pointer, rule }) => [pointer, rule])];
    };
    expect(await told(first, first)).toEqual([400, [['/newborn/motherId', 'mother-is-self']]]);
    for (const [id, motherId] of [
      [first, second],
      [second, third],
      [third, fourth],
    ] as const) {
      expect((await borneBy(id, motherId)).status).toBe(200);
    }
    for (const [id, motherId] of [
      [second, first],
      [fourth, first],
    ] as const) {
      expect(await told(id, motherId)).toEqual([400, [['/newborn/motherId', 'mother-is-below']]]);
    }
    const { body } = await world.as('records-officer').get(`/api/v1/patients/${first}/merge-preview?with=${fourth}`);
    expect((body.stops as { code: string }[]).map(({ code }) => code)).toEqual(['mother-and-child']);
    // A ring of four whose links are all made at the same moment stays open.
    const ring = [await woman(), await woman(), await woman(), await woman()];
    const answers = await Promise.all(ring.map((id, at) => borneBy(id, elementAt(ring, (at + 1) % 4))));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 400]);
  });

  it('follows its mother into the record that stays, and back', async () => {
    const [stays, goes] = [await aPatient(world), await aPatient(world)];
    const { body: child } = await register({ newborn: newborn({ motherId: goes.id }) });
    const officer = world.as('records-officer');
    const merged = await officer.post(
      `/api/v1/patients/${stays.id}/merge`,
      { otherId: goes.id, reason: 'Cùng người' },
      { 'If-Match': `"${stays.version}"` },
    );
    const motherId = async () =>
      (await world.as('registrar').get(`/api/v1/patients/${child.id}`)).body.newborn.motherId;
    expect(await motherId()).toBe(stays.id);
    const late = await register({ newborn: newborn({ motherId: goes.id }) });
    expect(late.body.newborn.motherId).toBe(stays.id);
    const back = { mergeId: merged.body.mergeId, reason: 'Hai người' };
    await officer.post(`/api/v1/patients/${stays.id}/unmerge`, back, { 'If-Match': `"${merged.body.version}"` });
    expect(await motherId()).toBe(goes.id);
  });
});

describe('The administrative part', () => {
  const full = {
    fullName: 'Lò Thị Mỷ',
    ethnicGroup: '03',
    nationality: 'VN',
    occupation: '6',
    workplace: 'Hợp tác xã Mường Lay',
    addresses: [
      { text: 'Tổ 4, phường Mường Lay, tỉnh Điện Biên', commune: 'Phường Mường Lay', provinceCode: '11', use: 'home' },
      { text: 'Bản Na Nát, phường Na Lay, thị xã Mường Lay, tỉnh Điện Biên', district: 'Thị xã Mường Lay', use: 'old' },
    ],
    contacts: [{ name: 'Lò Văn Sơn', relationship: 'cha', role: 'guardian', address: 'Tổ 4', phone: '0903123457' }],
  };

  it('is kept as given, with the words of its codes in the reader’s language', async () => {
    const { body } = await register(full);
    expect(body).toMatchObject({
      ethnicGroup: { code: '03', text: 'Thái' },
      nationality: { code: 'VN', text: 'Việt Nam' },
      workplace: 'Hợp tác xã Mường Lay',
      addresses: full.addresses,
      contacts: [{ role: 'guardian', address: 'Tổ 4' }],
    });
    const english = await world.as('registrar').get(`/api/v1/patients/${body.id}`, { 'Accept-Language': 'en' });
    expect(english.body.nationality.text).toBe('Vietnam');
    const { body: emptied } = await patch(body.id, { occupation: null, workplace: null });
    expect([emptied.occupation, emptied.workplace, emptied.ethnicGroup.code]).toEqual([null, null, '03']);
  });

  it('takes no code that is on no list, and no guardian who is nobody’s', async () => {
    const wrong = await register({ ...full, ethnicGroup: '99', contacts: [{ name: 'A', role: 'guardian' }] });
    expect(rulesOf(wrong).sort()).toEqual(['code-on-list', 'guardian-relationship']);
  });

  it('has lists that are searched with any accents, in both languages', async () => {
    const codes = async (path: string) =>
      ((await world.as('registrar').get(`/api/v1/code-lists/${path}`)).body.items as { code: string }[]).map(
        ({ code }) => code,
      );
    expect(await codes('ethnic-group?q=e de')).toEqual(['12']);
    expect(await codes('province?q=dien')).toEqual(['11']);
    expect(await codes('nationality?q=nhat ban')).toEqual(['JP']);
    expect(await codes('nationality?q=japan')).toEqual(['JP']);
    expect(await codes('ethnic-group?limit=100')).toHaveLength(55);
    expect((await codes('province?limit=100')).length).toBe(34);
    expect((await world.as('registrar').get('/api/v1/code-lists/constructor')).status).toBe(404);
  });
});
