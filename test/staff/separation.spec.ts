import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isDoctor, ROLES, type Role } from '../../src/platform/routes/policy.js';
import { roleWords } from '../../src/platform/routes/policy.words.js';
import { exclude } from '../../src/platform/security/separation.rules.js';
import { LENT_PASSWORD } from '../support/first-sign-in.js';
import { changeBehind } from '../support/processes.js';
import { expectProblem } from '../support/problems.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

let number = 0;
/** With a certificate of their own, so that only the roles decide. */
async function hire(roles: readonly Role[], fields: object = {}) {
  const username = `tach.bach${++number}`;
  const needed = { username, fullName: 'Người Một Việc', password: LENT_PASSWORD };
  const input = { ...needed, roles, practisingCertificate: `${username}/CCHN`, ...fields };
  return world.as('admin').post('/api/v1/staff', input, { 'Accept-Language': 'en' });
}
const grant = (id: string, version: number, role: Role) =>
  world
    .as('admin')
    .post(`/api/v1/staff/${id}/roles/grant`, { role }, { 'If-Match': `"${version}"`, 'Accept-Language': 'en' });
const heldBy = async (id: string) =>
  (await world.sql('SELECT role FROM staff_role WHERE staff_id = $1 AND revoked_at IS NULL', [id]))
    .map(({ role }) => role as Role)
    .sort();

/** The rule in the words of the decision, not of the code: these three stand alone, and only those who watch may be both. */
const ALONE: readonly Role[] = ['admin', 'auditor', 'privacy-officer'];
const WATCH: readonly Role[] = ['auditor', 'privacy-officer'];
const excluded = (one: Role, other: Role) =>
  (ALONE.includes(one) || ALONE.includes(other)) && !(WATCH.includes(one) && WATCH.includes(other));

describe('Roles that exclude each other', () => {
  it.each(ROLES)('beside %s are refused at hiring and by a grant; those that go with it are held', async (one) => {
    const { body: person } = await hire([one]);
    let version = 1;
    for (const other of ROLES.filter((role) => role !== one)) {
      const added = await grant(person.id, version, other);
      if (!excluded(one, other)) {
        expect([other, added.status]).toEqual([other, 200]);
        version = added.body.version;
        // The other way round comes with the other role.
        if (one < other) expect([other, (await hire([one, other])).status]).toEqual([other, 201]);
        continue;
      }
      for (const answer of [added, await hire([one, other])]) {
        expectProblem(answer, 409, 'roles-conflict');
        expect(answer.body.detail).toContain(` and ${roleWords(other).en} are roles that exclude each other`);
      }
    }
    const goWith = ROLES.filter((role) => !excluded(one, role) || role === one);
    expect(await heldBy(person.id)).toEqual([...goWith].sort());
  });

  it('are 64 of the 156 pairs: the three that stand alone with all others, but the two who watch with each other', () => {
    const pairs = ROLES.flatMap((one) => ROLES.filter((other) => other !== one).map((other) => [one, other] as const));
    expect([pairs.length, pairs.filter(([one, other]) => exclude(one, other)).length]).toEqual([156, 64]);
    for (const [one, other] of pairs) {
      expect([one, other, exclude(one, other)]).toEqual([one, other, excluded(one, other)]);
    }
  });

  it('are told in Vietnamese too, and are refused among many as well', async () => {
    const input = {
      username: 'ba.vai',
      fullName: 'Người Ba Vai',
      password: LENT_PASSWORD,
      roles: ['nurse', 'lab', 'admin'],
    };
    const answer = await world.as('admin').post('/api/v1/staff', input);
    expectProblem(answer, 409, 'roles-conflict');
    expect(answer.body.detail).toContain('Điều dưỡng và quản trị viên là hai vai trò loại trừ nhau');
    expect(await world.sql(`SELECT FROM staff_member WHERE username = 'ba.vai'`)).toEqual([]);
  });

  it('may follow each other', async () => {
    const { body } = await hire(['nurse']);
    const revoke = { role: 'nurse' };
    await world.as('admin').post(`/api/v1/staff/${body.id}/roles/revoke`, revoke, { 'If-Match': '"1"' });
    expect((await grant(body.id, 2, 'auditor')).body.roles).toEqual(['auditor']);
  });

  it('granted by two at once: only one is held', async () => {
    for (let turn = 0; turn < 5; turn++) {
      const { body } = await hire(['nurse']);
      await world.as('admin').post(`/api/v1/staff/${body.id}/roles/revoke`, { role: 'nurse' }, { 'If-Match': '"1"' });
      const answers = await Promise.all([grant(body.id, 2, 'admin'), grant(body.id, 2, 'doctor')]);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(await heldBy(body.id)).toHaveLength(1);
    }
  });

  it('are refused by the database too: as the application, one after the other or in two transactions at once', async () => {
    const add = (id: string, role: Role, isolation = 'READ COMMITTED') =>
      world.appSql(
        `BEGIN ISOLATION LEVEL ${isolation};
         SELECT set_config('emr.context', '{"actorKind":"system","username":"system:test"}', true);
         INSERT INTO staff_role (staff_id, role) VALUES ('${id}', '${role}'); COMMIT`,
      );
    for (const isolation of ['READ COMMITTED', 'REPEATABLE READ']) {
      const { body } = await hire(['nurse']);
      await expect(add(body.id, 'auditor', isolation)).rejects.toThrow('staff_role_separate');
      await world.appSql('ROLLBACK').catch(() => undefined);
      await changeBehind(world, `UPDATE staff_role SET revoked_at = now() WHERE staff_id = '${body.id}'`);
      const added = await Promise.allSettled([add(body.id, 'auditor', isolation), add(body.id, 'doctor', isolation)]);
      expect(added.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await heldBy(body.id)).toHaveLength(1);
      const take = `UPDATE staff_role SET revoked_at = now() WHERE staff_id = '${body.id}' AND revoked_at IS NULL`;
      await changeBehind(world, take);
      // Whichever of the two came in: now all three are held, each taken away.
      await add(body.id, added[0].status === 'fulfilled' ? 'doctor' : 'auditor', isolation);
      await changeBehind(world, take);
      await expect(
        changeBehind(world, `UPDATE staff_role SET revoked_at = NULL WHERE staff_id = '${body.id}'`),
      ).rejects.toThrow('staff_role_separate');
    }
  });
});

describe('A practising certificate', () => {
  const refusedField = (answer: { status: number; body: { errors: { pointer: string }[] } }) => [
    answer.status,
    answer.body.errors[0]!.pointer,
  ];

  it('is needed by doctors and department heads when they are hired, and by nobody else', async () => {
    for (const role of ROLES) {
      const answer = await hire([role], { practisingCertificate: undefined });
      if (isDoctor(role)) expect(refusedField(answer)).toEqual([400, '/practisingCertificate']);
      else expect([role, answer.status]).toEqual([role, 201]);
    }
    expect(refusedField(await hire(['doctor'], { practisingCertificate: ' - ' }))).toEqual([
      400,
      '/practisingCertificate',
    ]);
  });

  it('is needed for the role to be granted, and not taken away while it is held', async () => {
    const { body } = await hire(['nurse'], { practisingCertificate: undefined });
    const patch = (version: number, practisingCertificate: string | null) =>
      world.as('admin').patch(`/api/v1/staff/${body.id}`, { practisingCertificate }, { 'If-Match': `"${version}"` });
    const refused = await grant(body.id, 1, 'doctor');
    expectProblem(refused, 409, 'certificate-missing');
    expect(refused.body.title).toMatch(/^The practising certificate is missing$/);
    expect((await patch(1, '0099001/HCM-CCHN')).status).toBe(200);
    expect((await grant(body.id, 2, 'doctor')).status).toBe(200);
    expectProblem(await patch(3, null), 409, 'certificate-missing');
    await world.as('admin').post(`/api/v1/staff/${body.id}/roles/revoke`, { role: 'doctor' }, { 'If-Match': '"3"' });
    expect((await patch(4, null)).body.practisingCertificate).toBeNull();
  });

  it('is one person’s, however it is written and also when two are hired at once; who leaves frees it', async () => {
    const practisingCertificate = '0088001/HCM-CCHN';
    const answers = await Promise.all([
      hire(['doctor'], { practisingCertificate }),
      hire(['nurse'], { practisingCertificate }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expectProblem(
      answers.find(({ status }) => status === 409)!,
      409,
      'certificate-taken',
    );
    expectProblem(await hire(['nurse'], { practisingCertificate: '0088001 / hcm-cchn' }), 409, 'certificate-taken');
    const { body: other } = await hire(['nurse']);
    const taken = await world
      .as('admin')
      .patch(`/api/v1/staff/${other.id}`, { practisingCertificate }, { 'If-Match': '"1"' });
    expectProblem(taken, 409, 'certificate-taken');
    const { body: holder } = answers.find(({ status }) => status === 201)!;
    await world.as('admin').post(`/api/v1/staff/${holder.id}/leave`, {}, { 'If-Match': '"1"' });
    expect((await hire(['doctor'], { practisingCertificate })).status).toBe(201);
  });
});
