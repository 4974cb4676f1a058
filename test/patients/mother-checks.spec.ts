import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { elementAt } from '../../src/kernel/list.js';
import { print } from '../documents/printed.js';
import { anAdmission, aPatient } from '../support/builders.js';
import { changeBehind } from '../support/processes.js';
import { expectProblem } from '../support/problems.js';
import { worksOnlyIn } from '../support/ward-staff.js';
import { startWorld, type World } from '../support/world.js';

interface Person {
  readonly id: string;
  readonly mrn: string;
  readonly version: number;
}

let world: World;
let mother: Person;
let twins: [Person, Person];
beforeAll(async () => {
  world = await startWorld();
  mother = await aPatient(world, { fullName: 'Nguyễn Thị Ánh', birthDate: '1996-01-15' });
  twins = [
    await aNewborn(mother, { birthOrder: 1, birthCount: 2 }),
    await aNewborn(mother, { birthOrder: 2, birthCount: 2 }),
  ];
}, 120_000);
afterAll(() => world?.close());

async function aNewborn(of: Person, fields: object = {}): Promise<Person> {
  const newborn = {
    motherId: of.id,
    bornAt: new Date(Date.now() - 3_600_000).toISOString(),
    weightGrams: 3100,
    ...fields,
  };
  const { status, body } = await world.as('registrar').post('/api/v1/patients', { sex: 'female', newborn });
  expect(status).toBe(201);
  return body;
}
const check = (
  of: Person,
  asMother: Person | string,
  asNewborn: Person | string,
  occasion = 'handover',
  headers = {},
) => {
  const [motherBracelet, newbornBracelet] = [asMother, asNewborn].map((one) =>
    typeof one === 'string' ? one : one.mrn,
  );
  const body = { motherBracelet, newbornBracelet, occasion };
  return world.as('nurse').post(`/api/v1/patients/${of.id}/mother-checks`, body, headers);
};
const outcomesOf = async (of: Person) =>
  (await world.as('nurse').get(`/api/v1/patients/${of.id}/mother-checks`)).body.items.map(
    ({ outcome }: { outcome: string }) => outcome,
  );
const tasksOf = (of: Person) =>
  world.sql<{ status: string }>(
    `SELECT status FROM task WHERE focus_id = $1 AND kind = 'newborn-mismatch' ORDER BY id`,
    [of.id],
  );

describe('The bracelets of mother and child', () => {
  it('that belong together are recorded, whatever the reader of barcodes put around them', async () => {
    const answer = await check(twins[0], ` ${mother.mrn.toLowerCase()} `, twins[0]);
    expect([answer.status, answer.body]).toMatchObject([
      201,
      { patientId: twins[0].id, outcome: 'match', occasion: 'handover', checkedBy: { id: world.staff.nurse.id } },
    ]);
    expect(answer.text).not.toContain(mother.mrn);
    expect((await check(twins[1], mother, twins[1], 'feeding')).status).toBe(201);
  });

  it('that do not stop the nurse, tell nobody whose they are, and wait for somebody until the right pair is scanned', async () => {
    const stranger = await aPatient(world, { fullName: 'Lê Thị Lạ' });
    const strangersChild = await aNewborn(stranger);
    const [one, twin] = twins;
    const wrong = [
      [await check(one, stranger, one), 'bracelet-of-other-mother'],
      [await check(one, mother, twin), 'bracelet-of-other-newborn'],
      [await check(one, stranger, strangersChild), 'bracelets-of-others'],
      [await check(one, one, mother), 'bracelets-exchanged'],
      [await check(one, mother, '79016-99999999'), 'bracelet-of-other-newborn'],
    ] as const;
    for (const [answer, code] of wrong) {
      expectProblem(answer, 409, code);
      for (const told of [stranger.id, stranger.mrn, strangersChild.id, strangersChild.mrn, twin.id, twin.mrn, 'Lạ']) {
        expect(answer.text).not.toContain(told);
      }
    }
    expect(await outcomesOf(one)).toEqual([
      'other-newborn',
      'exchanged',
      'neither',
      'other-newborn',
      'other-mother',
      'match',
    ]);
    expect(await tasksOf(one)).toEqual([{ status: 'open' }]);
    expect((await check(one, mother, one)).status).toBe(201);
    expect(await tasksOf(one)).toEqual([{ status: 'settled' }]);
    expect(await tasksOf(stranger)).toEqual([]);
    await expect(
      changeBehind(world, `UPDATE mother_check SET outcome = 'match' WHERE patient_id = '${one.id}'`),
    ).rejects.toThrow();
  });

  it('are answered the same when the request comes again, and a wrong pair is recorded once', async () => {
    const child = await aNewborn(await aPatient(world));
    const key = { 'Idempotency-Key': 'c7a2b6f4-2c11-4a53-9d62-bb1f2d0c7a10' };
    const again = () => check(child, mother, child, 'handover', key);
    expectProblem(await again(), 409, 'bracelet-of-other-mother');
    expectProblem(await again(), 409, 'bracelet-of-other-mother');
    expect(await outcomesOf(child)).toEqual(['other-mother']);
  });

  it('cannot be compared where no mother is on record, nor by who is not at the bedside', async () => {
    const grown = await aPatient(world);
    expectProblem(await check(grown, mother, grown), 409, 'newborn-without-mother');
    const body = { motherBracelet: mother.mrn, newbornBracelet: twins[0].mrn, occasion: 'handover' };
    const by = (role: 'lab' | 'registrar') =>
      world.as(role).post(`/api/v1/patients/${twins[0].id}/mother-checks`, body);
    expect([(await by('lab')).status, (await by('registrar')).status]).toEqual([403, 403]);
    expect((await check(twins[0], mother, twins[0], 'whenever')).status).toBe(400);
  });

  it('scanned by sixteen at once are each compared, and one call goes out', async () => {
    const child = await aNewborn(await aPatient(world, { fullName: 'Trần Thị Mười Sáu' }));
    const answers = await Promise.all(Array.from({ length: 16 }, () => check(child, mother, child)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 16 }, () => 409));
    expect(await outcomesOf(child)).toHaveLength(16);
    expect(await tasksOf(child)).toEqual([{ status: 'open' }]);
  });

  it('are still hers after her record was merged into another, by either number, and no more once that is taken back', async () => {
    const [twice, kept] = [await aPatient(world), await aPatient(world)];
    const child = await aNewborn(twice);
    const officer = world.as('records-officer');
    const merge = await officer.post(
      `/api/v1/patients/${kept.id}/merge`,
      { otherId: twice.id, reason: 'Cùng người' },
      { 'If-Match': `"${kept.version}"` },
    );
    expect(merge.status).toBe(201);
    expect((await check(child, twice, child)).status).toBe(201);
    expect((await check(child, kept, child)).status).toBe(201);
    const [{ version }] = (await world.sql<{ version: number }>('SELECT version FROM patient WHERE id = $1', [
      kept.id,
    ])) as [{ version: number }];
    const back = { mergeId: merge.body.mergeId, reason: 'Hai người khác nhau' };
    const taken = await officer.post(`/api/v1/patients/${kept.id}/unmerge`, back, { 'If-Match': `"${version}"` });
    expect(taken.status).toBeLessThan(300);
    expectProblem(await check(child, kept, child), 409, 'bracelet-of-other-mother');
    expect((await check(child, twice, child)).status).toBe(201);
  });
});

describe('The nursing sheet of a newborn', () => {
  it('says when its bracelet was compared with its mother’s and what was found, in its stay and beside her before; of no other child', async () => {
    const lying = await aPatient(world, { fullName: 'Lý Thị Phiếu' });
    const child = await aNewborn(lying, { birthOrder: 1, birthCount: 2 });
    const twin = await aNewborn(lying, { birthOrder: 2, birthCount: 2 });
    await check(child, lying, child, 'feeding');
    expectProblem(await check(child, mother, child, 'procedure'), 409, 'bracelet-of-other-mother');
    await check(twin, lying, twin, 'handover');
    const { id } = await anAdmission(world, { patientId: child.id, bedId: null });
    await check(child, lying, child, 'discharge');
    const sheet = `/api/v1/encounters/${id}/documents/nursing.pdf`;
    const { text } = await print(world, sheet);
    expect(text).toMatch(
      /Đối chiếu vòng tay mẹ và bé .*Cho bú khớp Người thử nurse .*Làm thủ thuật, xét nghiệm KHÔNG KHỚP: sai vòng mẹ .*Ra viện khớp/,
    );
    expect(text).not.toContain('Giao bé');
    expect((await print(world, `${sheet}?language=en`)).text).toMatch(/Feeding match .*NO MATCH: not the mother’s/);
  });
});

describe('The discharge of a newborn', () => {
  const leave = (stay: { id: string; version: number }, more: object = {}) =>
    world
      .as('doctor')
      .post(
        `/api/v1/encounters/${stay.id}/discharge`,
        { disposition: 'home', ...more },
        { 'If-Match': `"${stay.version}"` },
      );

  it('asks for the check, which is made or passed over with a reason', async () => {
    const stays = [];
    for (const { id: patientId } of twins) stays.push(await anAdmission(world, { patientId, bedId: null }));
    const [first, second] = [elementAt(stays, 0), elementAt(stays, 1)];
    await check(twins[0], mother, twins[0], 'handover');
    const asked = await leave(first);
    expectProblem(asked, 409, 'discharge-open-items');
    expect(asked.body.items).toMatchObject([
      { kind: 'mother-check', id: first.id, text: 'Chưa đối chiếu vòng tay mẹ và bé: lúc ra viện' },
    ]);
    expect((await check(twins[0], mother, twins[0], 'discharge')).body.encounterId).toBe(first.id);
    // What was right before does not speak for what is wrong now.
    expect((await check(twins[0], mother, twins[1], 'discharge')).status).toBe(409);
    expect((await leave(first)).status).toBe(409);
    await check(twins[0], mother, twins[0], 'discharge');
    expect((await leave(first)).status).toBe(200);
    const passedOver = [{ kind: 'mother-check', reason: 'Mẹ đã chuyển viện, bố đón bé' }];
    expect((await leave(second, { passedOver })).body.discharge.passedOver).toMatchObject(passedOver);
  });

  it('asks nothing of a child who died, and nobody whose bracelets cannot be compared', async () => {
    const child = await aNewborn(await aPatient(world, { fullName: 'Phạm Thị Chín' }));
    const stay = await anAdmission(world, { patientId: child.id, bedId: null });
    expect((await leave(stay, { disposition: 'exp' })).status).toBe(200);
    expect((await leave(await anAdmission(world, { bedId: null }))).status).toBe(200);
  });

  it('is seen by those of its ward alone', async () => {
    const child = await aNewborn(await aPatient(world, { fullName: 'Võ Thị Mai' }));
    await anAdmission(world, { patientId: child.id, wardId: world.wards[1].id, bedId: null });
    await worksOnlyIn(world, 'head-nurse', world.wards[0].id);
    const body = { motherBracelet: mother.mrn, newbornBracelet: child.mrn, occasion: 'handover' };
    const other = world.as('head-nurse');
    expectProblem(await other.post(`/api/v1/patients/${child.id}/mother-checks`, body), 403, 'no-care-relationship');
    expectProblem(await other.get(`/api/v1/patients/${child.id}/mother-checks`), 403, 'no-care-relationship');
  });

  it('is made by those who care for the mother beside whom it lies, and by nobody else; nothing more of the child is opened', async () => {
    const [hers, others] = [world.wards[0].id, world.wards[1].id];
    await worksOnlyIn(world, 'head-nurse', hers);
    const [lying, stranger] = [await aPatient(world, { fullName: 'Phan Thị Bên' }), await aPatient(world)];
    const child = await aNewborn(lying);
    const nurse = world.as('head-nurse');
    const address = `/api/v1/patients/${child.id}/mother-checks`;
    const scan = (asMother: Person) =>
      nurse.post(address, { motherBracelet: asMother.mrn, newbornBracelet: child.mrn, occasion: 'feeding' });
    expectProblem(await scan(lying), 403, 'no-care-relationship');
    const stay = await anAdmission(world, { patientId: lying.id, wardId: hers, bedId: null });
    expectProblem(await scan(stranger), 409, 'bracelet-of-other-mother');
    const calls = async () =>
      (await nurse.get('/api/v1/tasks/mine')).body.items.filter(
        ({ focusId }: { focusId: string }) => focusId === child.id,
      );
    expect(await calls()).toMatchObject([
      { kind: 'newborn-mismatch', patient: { id: lying.id }, encounterId: stay.id, about: 'Bé: Con bà Phan Thị Bên' },
    ]);
    expect((await scan(lying)).body).toMatchObject({ outcome: 'match', encounterId: null });
    expect(await calls()).toEqual([]);
    expect((await nurse.get(address)).body.items).toHaveLength(2);
    expectProblem(await nurse.get(`/api/v1/patients/${child.id}/chart`), 403, 'no-care-relationship');
    await changeBehind(
      world,
      `UPDATE patient SET born_at = now() - interval '61 days', birth_date = now() - interval '61 days' WHERE id = '${child.id}'`,
    );
    expectProblem(await scan(lying), 403, 'no-care-relationship');
    await worksOnlyIn(world, 'head-nurse', others);
    expectProblem(await scan(lying), 403, 'no-care-relationship');
  });

  it('that was wrong beside the mother calls her ward no more once it is right where the child lies alone', async () => {
    const [hers, others] = [world.wards[0].id, world.wards[1].id];
    const lying = await aPatient(world, { fullName: 'Đỗ Thị Xa' });
    const child = await aNewborn(lying);
    await anAdmission(world, { patientId: lying.id, wardId: hers, bedId: null });
    expectProblem(await check(child, '79016-99999999', child), 409, 'bracelet-of-other-mother');
    await anAdmission(world, { patientId: child.id, wardId: others, bedId: null });
    await worksOnlyIn(world, 'head-nurse', others);
    const body = { motherBracelet: lying.mrn, newbornBracelet: child.mrn, occasion: 'feeding' };
    expect((await world.as('head-nurse').post(`/api/v1/patients/${child.id}/mother-checks`, body)).status).toBe(201);
    expect(await tasksOf(child)).toEqual([{ status: 'settled' }]);
    expectProblem(await world.as('head-nurse').get(`/api/v1/patients/${lying.id}`), 403, 'no-care-relationship');
  });
});
