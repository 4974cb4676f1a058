import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { may, ROLES, type Action } from '../../src/platform/routes/policy.js';
import { aPatient, anAdmission, PARACETAMOL } from '../support/builders.js';
import { expectProblem } from '../support/problems.js';
import { routesOf, type DeclaredRoute } from '../support/routes.js';
import { aWholeChart, type WholeChart } from '../support/whole-chart.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt, valueOf } from '../../src/kernel/list.js';

let world: World;
let chart: WholeChart;
/** Ids of what an address names behind the patient. */
const parts: Record<string, string> = {};
beforeAll(async () => {
  world = await startWorld();
  chart = await aWholeChart(world);
  const period = { cardNumber: '1234567899', validFrom: '2026-01-01' };
  const { body } = await world.as('registrar').post(`/api/v1/patients/${chart.patientId}/insurance`, period);
  parts[':periodId'] = body.id;
  const alert = { kind: 'alert', topic: 'fall-risk', text: 'Ngã hai lần' };
  const item = await world.as('nurse').post(`/api/v1/patients/${chart.patientId}/history`, alert);
  parts[':itemId'] = item.body.id;
  parts.neighbour = (await anAdmission(world)).id;
});
afterAll(() => world.close());

const REASON = { reason: 'Ghi nhầm người bệnh' };
/** What each change wants to be told; the others want nothing, or a reason. */
const BODIES: Readonly<Record<string, () => object>> = {
  'PATCH /api/v1/patients/:id': () => ({ phones: ['0903123456'] }),
  'POST /api/v1/patients/:id/confidentiality': () => ({ confidentiality: 'R' }),
  'PATCH /api/v1/encounters/:id': () => ({ reason: 'Sốt' }),
  'POST /api/v1/vitals/:id/correct': () => ({ ...REASON, heartRate: 90 }),
  'POST /api/v1/vitals/:id/move': () => ({ ...REASON, encounterId: chart.ids.encounters }),
  'POST /api/v1/encounters/:id/transfer': () => ({ wardId: world.wards[1].id }),
  'POST /api/v1/encounters/:id/swap': () => ({ withId: parts.neighbour }),
  'POST /api/v1/encounters/:id/discharge': () => ({ disposition: 'home' }),
  'POST /api/v1/encounters/:id/discharge/correct': () => ({ disposition: 'home', ...REASON }),
  'POST /api/v1/encounters/:id/close': () => ({}),
  'POST /api/v1/encounters/:id/return': () => ({}),
  'POST /api/v1/encounters/:id/attending': () => ({ staffId: world.staff.doctor.id }),
  'POST /api/v1/encounters/:id/isolation': () => ({ isolation: [], ...REASON }),
  'POST /api/v1/encounters/:id/triage': () => ({ level: 2, ...REASON }),
  'POST /api/v1/encounters/:id/seen': () => ({}),
  'POST /api/v1/encounters/:id/seen/cancel': () => ({}),
  'PATCH /api/v1/allergies/:id': () => ({ clinicalStatus: 'resolved' }),
  'PATCH /api/v1/problems/:id': () => ({ clinicalStatus: 'resolved' }),
  'PATCH /api/v1/notes/:id': () => ({ sections: [{ code: 'course', text: 'Tỉnh' }] }),
  'POST /api/v1/notes/:id/sign': () => ({}),
  'POST /api/v1/notes/:id/cosign': () => ({}),
  'POST /api/v1/orders/:id/sign': () => ({}),
  'POST /api/v1/orders/:id/start': () => ({}),
  'POST /api/v1/orders/:id/revise': () => ({
    kind: 'laboratory',
    code: { system: 'http://loinc.org', code: '2823-3', display: 'Kali' },
    ...REASON,
  }),
  'POST /api/v1/orders/:id/complete': () => ({}),
  'POST /api/v1/orders/:id/pharmacy/verify': () => ({}),
  'POST /api/v1/orders/:id/pharmacy/question': () => ({ question: 'Giảm liều?' }),
  'POST /api/v1/orders/:id/pharmacy/answer': () => ({ answer: 'Giữ liều' }),
  'POST /api/v1/orders/:id/pharmacy/substitute': () => ({ product: { medication: PARACETAMOL }, ...REASON }),
  'POST /api/v1/orders/:id/collect': () => ({}),
  'POST /api/v1/orders/:id/reject-specimen': () => ({ reason: 'clotted' }),
  'POST /api/v1/patients/:id/death': () => ({}),
  'POST /api/v1/patients/:id/merge': () => ({ otherId: chart.patientId, ...REASON }),
  'POST /api/v1/patients/:id/unmerge': () => ({ mergeId: chart.patientId, ...REASON }),
  'POST /api/v1/orders/:id/resume': () => ({}),
};

const toldIn = (answer: { headers: Record<string, string> }) =>
  world.sql(
    `SELECT kind, username, patient_id, coalesce(patient_ids, '{}') AS patient_ids, detail FROM audit.event
      WHERE request_id = $1 AND kind IN ('told', 'refusal')`,
    [answer.headers['x-request-id']],
  );

const bornNow = new Date(Date.now() - 60_000).toISOString();
const sorted = (...ids: string[]) => ids.sort();
/** Under whom the trail has what an answer told. */
const whomTold = async (answer: { headers: Record<string, string> }, kind = 'told') =>
  (
    await world.sql<{ id: string }>(
      `SELECT DISTINCT unnest(coalesce(patient_ids, ARRAY[patient_id]))::text AS id FROM audit.event WHERE request_id = $1 AND kind = $2 ORDER BY 1`,
      [answer.headers['x-request-id'], kind],
    )
  ).map(({ id }) => id);

/** A change that comes too late, of a record of the chart. */
async function comeTooLate({ name, method, path, declaration }: DeclaredRoute) {
  const first = elementAt(/^\/api\/v1\/([^/]+)\/:id/.exec(path) ?? [], 1);
  const role = ROLES.find((one) => may(one, declaration!.action as Action))!;
  const client = world.as(role);
  const address = path
    .replace(':id', valueOf(chart.ids, first))
    .replace(/:\w+/, (part) => parts[part] ?? chart.patientId);
  const body = BODIES[name]?.() ?? REASON;
  const headers = { 'If-Match': '"999"' };
  const answer = await (method === 'patch'
    ? client.patch(address, body, headers)
    : client.post(address, body, headers));
  return { client, address, role, answer };
}

describe('An answer that tells something about a patient is on the trail, whatever its status', () => {
  it('each change that comes too late: it tells that the record changed, who did it and when', async () => {
    const changes = routesOf(world.app).filter(
      ({ path, declaration }) =>
        declaration?.versioned && Object.keys(chart.ids).some((one) => path.startsWith(`/api/v1/${one}/:id`)),
    );
    expect(changes.length).toBeGreaterThan(15);
    for (const route of changes) {
      const { role, answer } = await comeTooLate(route);
      expect(`${route.name} ${answer.status}`).toMatch(/ (409|412)$/);
      const detail = expect.objectContaining({
        route: route.name,
        action: route.declaration!.action,
        status: answer.status,
        why: expect.any(String),
      });
      const [event, ...more] = await toldIn(answer);
      expect({ route: route.name, event, more }).toEqual({
        route: route.name,
        event: { kind: 'told', username: role, patient_id: chart.patientId, patient_ids: [], detail },
        more: [],
      });
    }
  });

  it('each change that changes nothing: its answer is a read, or of a new version', async () => {
    const changes = routesOf(world.app).filter(
      ({ method, path, declaration }) =>
        method === 'patch' &&
        declaration?.versioned &&
        Object.keys(chart.ids).some((one) => path.startsWith(`/api/v1/${one}/:id`)),
    );
    const answered: string[] = [];
    const silent: string[] = [];
    for (const route of changes) {
      const { client, address, answer: late } = await comeTooLate(route);
      const answer = await client.patch(address, {}, { 'If-Match': `"${late.body.currentVersion}"` });
      if (answer.status !== 200) continue;
      answered.push(route.name);
      const events = await world.sql('SELECT FROM audit.event WHERE request_id = $1 AND patient_id = $2', [
        answer.headers['x-request-id'],
        chart.patientId,
      ]);
      if (events.length === 0) silent.push(route.name);
    }
    expect(answered).toContain('PATCH /api/v1/patients/:id');
    expect(silent).toEqual([]);
  });

  it('a number that somebody has: named is who has it, and who is corrected', async () => {
    const cccd = { system: 'cccd', value: '001080012345' };
    const holder = await aPatient(world, { sex: 'male', identifiers: [cccd] });
    const twice = await world
      .as('registrar')
      .post('/api/v1/patients', { fullName: 'Lê Dò Số', sex: 'male', identifiers: [cccd] });
    expectProblem(twice, 409, 'identifier-taken');
    expect(await toldIn(twice)).toMatchObject([
      { kind: 'told', patient_id: holder.id, detail: { why: 'identifier-taken' } },
    ]);
    const other = await aPatient(world);
    const identifiers = [cccd];
    const corrected = await world
      .as('registrar')
      .patch(`/api/v1/patients/${other.id}`, { identifiers }, { 'If-Match': '"1"' });
    expectProblem(corrected, 409, 'identifier-taken');
    const { patient_id, patient_ids } = elementAt(await toldIn(corrected), 0);
    expect(patient_id).toBe(other.id);
    expect(new Set(patient_ids)).toEqual(new Set([holder.id, other.id]));
    expect(
      (await world.as('auditor').get(`/api/v1/audit/events?patientId=${holder.id}&kind=told`)).body.items,
    ).toHaveLength(2);
  });

  it('a mother who is named: by whatever is answered, a refusal that tells her sex or age, and a child that is called after her', async () => {
    const registrar = world.as('registrar');
    const man = await aPatient(world, { sex: 'male' });
    const woman = () => aPatient(world, { sex: 'female', birthDate: '1990-01-01' });
    const [mother, another, third] = [await woman(), await woman(), await woman()];
    const child = (motherId: string, birthOrder: number, bornAt = bornNow, more = {}) =>
      registrar.post('/api/v1/patients', {
        ...more,
        sex: 'female',
        newborn: { motherId, birthOrder, birthCount: 2, bornAt },
      });
    const older = await child(mother.id, 1, '1980-02-03T01:00:00Z', { fullName: 'Lê Thị Lớn' });
    const ofMan = await child(man.id, 1);
    expect([older.status, await whomTold(older)]).toEqual([400, [mother.id]]);
    expect([ofMan.status, await whomTold(ofMan)]).toEqual([400, [man.id]]);
    const { body: first } = await child(mother.id, 1);
    const { body: second } = await child(mother.id, 2);
    const taken = await child(mother.id, 1);
    expect([taken.status, await whomTold(taken)]).toEqual([400, sorted(mother.id, first.id)]);
    const place = { newborn: { motherId: mother.id, birthOrder: 1, birthCount: 2, bornAt: bornNow } };
    const displaced = await registrar.patch(`/api/v1/patients/${second.id}`, place, { 'If-Match': '"1"' });
    expect([displaced.status, await whomTold(displaced)]).toEqual([422, sorted(mother.id, first.id, second.id)]);
    const becomesMan = await registrar.patch(`/api/v1/patients/${mother.id}`, { sex: 'male' }, { 'If-Match': '"1"' });
    expect([becomesMan.status, await whomTold(becomesMan)]).toEqual([400, [mother.id, expect.any(String)]]);
    const named = await registrar.patch(
      `/api/v1/patients/${(await child(another.id, 1)).body.id}`,
      { newborn: { motherId: third.id, bornAt: bornNow } },
      { 'If-Match': '"1"' },
    );
    expect([named.status, await whomTold(named, 'search')]).toEqual([200, [third.id]]);
  });

  it('the other of two records that are said to be one person, or not', async () => {
    const officer = world.as('records-officer');
    const [one, other] = [await aPatient(world), await aPatient(world)];
    const pair = { otherId: other.id, ...REASON };
    const stale = await officer.post(
      `/api/v1/patients/${one.id}/merge`,
      { ...pair, otherVersion: 9 },
      { 'If-Match': '"1"' },
    );
    const apart = await officer.post(`/api/v1/patients/${one.id}/duplicates/restore`, pair);
    await officer.post(`/api/v1/patients/${one.id}/duplicates/dismiss`, pair);
    const again = await officer.post(`/api/v1/patients/${one.id}/duplicates/dismiss`, pair);
    expect([stale, apart, again].map(({ status }) => status)).toEqual([412, 404, 409]);
    for (const answer of [stale, apart, again]) expect(await whomTold(answer)).toEqual(sorted(one.id, other.id));
  });

  it('whom an answer shows besides, when it is given again', async () => {
    const officer = world.as('records-officer');
    const [one, other, apart] = [await aPatient(world), await aPatient(world), await aPatient(world)];
    const twice = async (address: string, body: object, version?: number) => {
      const headers = { 'Idempotency-Key': address, ...(version && { 'If-Match': `"${version}"` }) };
      const first = await officer.post(address, body, headers);
      const again = await officer.post(address, body, headers);
      expect([first.status, again.status, again.body]).toEqual([first.status, first.status, first.body]);
      expect([again.headers['idempotency-replayed'], first.status < 300]).toEqual(['true', true]);
      return { first: first.body, whom: await whomTold(again, 'replay') };
    };
    const merge = { otherId: other.id, otherVersion: other.version, ...REASON };
    const merged = await twice(`/api/v1/patients/${one.id}/merge`, merge, one.version);
    expect(merged.whom).toEqual(sorted(one.id, other.id));
    const { mergeId, version } = merged.first;
    expect((await twice(`/api/v1/patients/${one.id}/unmerge`, { mergeId, ...REASON }, version)).whom).toEqual(
      sorted(one.id, other.id),
    );
    const pair = { otherId: apart.id, ...REASON };
    for (const way of ['dismiss', 'restore']) {
      expect((await twice(`/api/v1/patients/${one.id}/duplicates/${way}`, pair)).whom).toEqual(
        sorted(one.id, apart.id),
      );
    }
  });

  it('who has the number of a card that somebody else shows, and who lies in the bed that is wanted for another', async () => {
    const [holder, other] = [
      await aPatient(world, { identifiers: [{ system: 'bhyt', value: 'GD4791234567877' }] }),
      await aPatient(world),
    ];
    const card = { cardNumber: '1234567877', validFrom: '2026-01-01' };
    const show = () =>
      world.as('registrar').post(`/api/v1/patients/${other.id}/insurance`, card, { 'Idempotency-Key': 'shown-card' });
    for (const shown of [await show(), await show()]) {
      expect(shown.body.warnings).toEqual(['card-of-another-patient']);
      expect(await whomTold(shown, 'search')).toEqual([holder.id]);
    }

    const [lying, outside] = [
      await anAdmission(world, { bedId: world.wards[0].beds.at(-1)!.id }),
      await anAdmission(world),
    ];
    const swap = await world
      .as('doctor')
      .post(`/api/v1/encounters/${lying.id}/swap`, { withId: outside.id }, { 'If-Match': `"${lying.version}"` });
    expect([swap.status, await whomTold(swap)]).toEqual([400, sorted(lying.patientId, outside.patientId)]);
  });

  it('a stay that goes on, a bed that somebody lies in, a note that is a draft', async () => {
    const bedId = elementAt(world.wards[1].beds, 0).id;
    const stay = await anAdmission(world, { bedId, wardId: world.wards[1].id });
    const admit = { class: 'inpatient', wardId: world.wards[1].id, reason: 'Sốt' };
    const again = await world.as('registrar').post('/api/v1/encounters', { ...admit, patientId: stay.patientId });
    expectProblem(again, 409, 'patient-admitted');
    expect(await toldIn(again)).toMatchObject([{ patient_id: stay.patientId, detail: { why: 'patient-admitted' } }]);

    const other = await aPatient(world);
    const taken = await world.as('registrar').post('/api/v1/encounters', { ...admit, patientId: other.id, bedId });
    expectProblem(taken, 409, 'bed-occupied');
    const bed = elementAt(await toldIn(taken), 0);
    expect(bed).toMatchObject({ patient_id: other.id, detail: { why: 'bed-occupied' } });
    expect(new Set(bed.patient_ids)).toEqual(new Set([other.id, stay.patientId]));

    const draft = await world.as('nurse').get(`/api/v1/notes/${chart.ids.notes}/verify`);
    expectProblem(draft, 409, 'note-not-signed');
    expect(await toldIn(draft)).toMatchObject([{ patient_id: chart.patientId, detail: { why: 'note-not-signed' } }]);
  });

  it('a bundle of another system whose patient is known here otherwise', async () => {
    const known = await aPatient(world, {
      identifiers: [{ system: 'bhyt', value: 'DN4790012345678' }],
      birthDate: '1980-02-03',
    });
    const resource = {
      resourceType: 'Patient',
      id: 'x1',
      identifier: [{ system: 'bhyt', value: 'DN4790012345678' }],
      name: [{ text: 'Trần Văn Khác' }],
      gender: 'male',
      birthDate: '1951-01-01',
    };
    const bundle = {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [{ fullUrl: 'http://lis/Patient/x1', resource, request: { method: 'POST', url: 'Patient' } }],
    };
    const answer = await world.as('registrar').post('/fhir/R4', bundle);
    expect(answer.status).toBe(409);
    expect(await toldIn(answer)).toMatchObject([{ patient_id: known.id, detail: { why: 'identifier-conflict' } }]);
  });

  it('what was refused before anything was looked at tells nothing, and is no event', async () => {
    const { patientId } = chart;
    const wrong = await world
      .as('registrar')
      .patch(`/api/v1/patients/${patientId}`, { sex: 'x' }, { 'If-Match': '"1"' });
    expectProblem(wrong, 400, 'validation');
    const blind = await world.as('registrar').patch(`/api/v1/patients/${patientId}`, { sex: 'male' });
    expectProblem(blind, 428);
    expect([await toldIn(wrong), await toldIn(blind)]).toEqual([[], []]);
  });
});

describe('A refusal is tied to whose data was asked for', () => {
  const expectRefused = async (answer: { headers: Record<string, string>; status: number }, status = 403) => {
    expect(answer.status).toBe(status);
    expect(await toldIn(answer)).toMatchObject([{ kind: 'refusal', patient_id: chart.patientId }]);
  };

  it.each([
    ['registrar', (c: WholeChart) => `/api/v1/patients/${c.patientId}/chart`],
    ['lab', (c: WholeChart) => `/api/v1/patients/${c.patientId}/medications`],
    ['admin', (c: WholeChart) => `/api/v1/patients/${c.patientId}`],
    ['registrar', (c: WholeChart) => `/api/v1/encounters/${c.ids.encounters}/vitals`],
    ['registrar', (c: WholeChart) => `/api/v1/notes/${c.ids.notes}`],
    ['registrar', (c: WholeChart) => `/api/v1/orders?patientId=${c.patientId}`],
    ['registrar', (c: WholeChart) => `/fhir/R4/Condition?patient=${c.patientId}`],
    ['registrar', (c: WholeChart) => `/fhir/R4/Condition?subject=Patient/${c.patientId}`],
    ['registrar', (c: WholeChart) => `/fhir/R4/Observation?encounter=Encounter/${c.ids.encounters}`],
    ['registrar', (c: WholeChart) => `/fhir/R4/Condition/${c.ids.problems}`],
    ['doctor', (c: WholeChart) => `/api/v1/audit/events?patientId=${c.patientId}`],
    ['doctor', (c: WholeChart) => `/api/v1/patients/${c.patientId}/access-report`],
    ['doctor', (c: WholeChart) => `/api/v1/audit/records/note/${c.ids.notes}`],
  ] as const)('%s at an address of the patient or of a record of theirs (%#)', async (role, address) => {
    await expectRefused(await world.as(role).get(address(chart)));
  });

  it('in what is sent in as well', async () => {
    const body = { patientId: chart.patientId, class: 'inpatient', wardId: world.wards[0].id, reason: 'Sốt' };
    await expectRefused(await world.as('lab').post('/api/v1/encounters', body));
    const glass = { patientId: chart.patientId, reasonCode: 'emergency', reason: 'Ngừng tim' };
    await expectRefused(await world.as('registrar').post('/api/v1/break-glass', glass));
  });

  it('whoever brings a token that is not taken', async () => {
    const forged = { Authorization: 'Bearer eyJhbGciOiJIUzI1NiJ9.e30.AAAA' };
    await expectRefused(await world.anonymous.get(`/api/v1/patients/${chart.patientId}`, forged), 401);
    // Without a token, or where nobody's data was asked for, there is nothing to tell.
    const knock = await world.anonymous.get(`/api/v1/patients/${chart.patientId}`);
    const nowhere = await world.anonymous.get('/api/v1/wards', forged);
    expect([await toldIn(knock), await toldIn(nowhere)]).toEqual([[], []]);
  });

  it('and the access report shows what was tried', async () => {
    const { body } = await world
      .as('auditor')
      .get(`/api/v1/patients/${chart.patientId}/access-report`, { 'Accept-Language': 'vi' });
    const lab = body.refused.find(({ person }: { person: { username: string } }) => person.username === 'lab');
    expect(lab).toMatchObject({
      person: { fullName: 'Người thử lab' },
      deeds: expect.arrayContaining([expect.objectContaining({ kind: 'refusal' })]),
    });
    expect(lab.deeds[0].words).toMatch(/^bị từ chối khi muốn /);
    const page = await world
      .as('auditor')
      .get(`/api/v1/patients/${chart.patientId}/access-report?format=html`, { 'Accept-Language': 'vi' });
    expect(page.text).toContain('Những lần bị từ chối');
    expect(page.text).toContain('Người thử lab');
  });
});
