import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CARE_ROLES, type Role } from '../../src/platform/routes/policy.js';
import { anAdmission, aPatient, endEncounter } from '../support/builders.js';
import { breakGlass, isPatient, markConfidential, worksOnlyIn } from '../support/ward-staff.js';
import { aWholeChart, type WholeChart } from '../support/whole-chart.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

/** What a patient is to the people here, and where they are. */
const KINDS = ['N', 'R', 'V', 'colleague', 'own of nurse', 'own of head-nurse', 'own of doctor'] as const;
const PLACES = ['here', 'left', 'taken back', 'elsewhere', 'left elsewhere'] as const;

let world: World;
/** By kind and place. */
const patients = new Map<string, string>();

beforeAll(async () => {
  world = await startWorld();
  const [inside, surgery] = world.wards;
  for (const place of PLACES) {
    const wardId = place.includes('elsewhere') ? surgery.id : inside.id;
    for (const kind of KINDS) {
      const { id, patientId, version } = await anAdmission(world, { wardId, bedId: null });
      if (kind === 'R' || kind === 'V') await markConfidential(world, patientId, kind);
      if (place.startsWith('left')) await endEncounter(world, id);
      const cancel = `/api/v1/encounters/${id}/cancel`;
      if (place === 'taken back') {
        await world.as('registrar').post(cancel, { reason: 'Nhầm' }, { 'If-Match': `"${version}"` });
      }
      patients.set(`${kind} ${place}`, patientId);
    }
  }
  const tomorrow = { startsAt: new Date(), endsAt: new Date(Date.now() + 3_600_000) };
  await worksOnlyIn(world, 'nurse', inside.id);
  await worksOnlyIn(world, 'head-nurse');
  await worksOnlyIn(world, 'department-head');
  const duties = [{ staffId: world.staff['head-nurse'].id, ...tomorrow }];
  await world.as('admin').post(`/api/v1/wards/${inside.id}/duties`, { duties });
  for (const kind of ['N', 'V'] as const) {
    await breakGlass(world, 'department-head', patients.get(`${kind} elsewhere`)!);
  }
  const patientId = patients.get('V here')!;
  const ask = { staffId: world.staff['department-head'].id, reason: 'Xin ý kiến' };
  const asked = await world.as('nurse').post(`/api/v1/patients/${patientId}/consultations`, ask);
  expect(asked.status).toBe(201);
});
afterAll(() => world.close());

/** Makes a kind of patient what its name says, for the time of one look. */
async function asIs<T>(kind: string, patientId: string, look: () => Promise<T>): Promise<T> {
  const role =
    ({ colleague: 'lab' } as Record<string, Role>)[kind] ?? (/^own of (.*)/.exec(kind)?.[1] as Role | undefined);
  if (!role) return look();
  await isPatient(world, role, patientId);
  try {
    return await look();
  } finally {
    await isPatient(world, role, null);
  }
}

describe('What a list shows, the decision about the patient allows', () => {
  it.each(KINDS)('for every relation to a patient who is %s, wherever they are', async (kind) => {
    const wards: (string | null)[] = [null, ...world.wards.map(({ id }) => id)];
    const wrong: string[] = [];
    let shown = 0;
    for (const place of PLACES) {
      const patientId = patients.get(`${kind} ${place}`)!;
      await asIs(kind, patientId, async () => {
        for (const role of CARE_ROLES) {
          for (const ward of wards) {
            const { listed, because } = elementAt(
              await world.sql<{ listed: boolean; because: string | null }>(
                `SELECT listed_to($1, $3, 30, $2) AS listed, (care_reason($1, $2, 30)).because`,
                [world.staff[role].id, patientId, ward],
              ),
              0,
            );
            if (listed) shown++;
            if (listed && because === null) wrong.push(`${role} ${place} ${ward === null ? 'mine' : 'ward'}`);
          }
        }
      });
    }
    expect(wrong).toEqual([]);
    expect(shown).toBeGreaterThan(0);
  });

  it('a list leaves out nobody who is in a ward of theirs, nor whom they were asked to', async () => {
    const listed = async (role: Role, patient: string) => {
      const { is } = elementAt(
        await world.sql('SELECT listed_to($1, NULL, 30, $2) AS is', [world.staff[role].id, patients.get(patient)]),
        0,
      );
      return is as boolean;
    };
    for (const kind of ['N', 'R', 'V']) {
      expect([kind, await listed('nurse', `${kind} here`)]).toEqual([kind, true]);
      expect([kind, await listed('head-nurse', `${kind} here`)]).toEqual([kind, true]);
    }
    expect(await listed('nurse', 'N left')).toBe(true);
    expect(await listed('doctor', 'N elsewhere')).toBe(true);
    expect(await listed('department-head', 'V here')).toBe(true);
    expect(await listed('department-head', 'N elsewhere')).toBe(false);
  });

  it('who was consulted finds the patient in a list, and not on the board of the ward that asked', async () => {
    const [{ id: wardId }] = world.wards;
    const asked = patients.get('V here')!;
    const shownTo = async (role: Role) => {
      const list = await world.as(role).get(`/api/v1/encounters?patientId=${asked}&status=in-progress`);
      const board = await world.as(role).get(`/api/v1/wards/${wardId}/board`);
      expect([list.status, board.status]).toEqual([200, 200]);
      return [list.text.includes(asked), board.text.includes(asked)];
    };
    expect(await shownTo('nurse')).toEqual([true, true]);
    expect(await shownTo('department-head')).toEqual([true, false]);
  });
});

describe('FHIR by _id', () => {
  const RESOURCES: Readonly<Record<string, string>> = {
    Patient: 'patients',
    Encounter: 'encounters',
    Observation: 'vitals',
    DiagnosticReport: 'results',
    ServiceRequest: 'orders',
    Condition: 'problems',
    AllergyIntolerance: 'allergies',
  };
  const agree = async (role: Role, chart: WholeChart, status: number) => {
    for (const [type, part] of Object.entries(RESOURCES)) {
      // Each sign of a round of vital signs is an observation of its own.
      const id = `${chart.ids[part]}${type === 'Observation' ? '.8867-4' : ''}`;
      const read = await world.as(role).get(`/fhir/R4/${type}/${id}`);
      const found = await world.as(role).get(`/fhir/R4/${type}?_id=${id}`);
      expect([type, read.status, found.status]).toEqual([type, status, status]);
      expect(found.headers['x-care-access']).toBe(read.headers['x-care-access']);
      if (status === 200) expect(JSON.stringify(found.body.entry)).toContain(id);
      for (const list of [`_count=50`, `status=active`]) {
        const { text } = await world.as(role).get(`/fhir/R4/${type}?${list}`);
        expect([type, status === 403 && text.includes(id)]).toEqual([type, false]);
      }
    }
  };

  it('agrees with the single read, for confidential patients and colleagues, with a tie and without', async () => {
    // Charted while the record was open, in the other ward.
    const chart = await aWholeChart(world, world.wards[1].id);
    await agree('doctor', chart, 200);
    await agree('nurse', chart, 403);
    await markConfidential(world, chart.patientId, 'V');
    await agree('doctor', chart, 403);
    await worksOnlyIn(world, 'department-head', world.wards[1].id);
    await agree('department-head', chart, 200);
    await worksOnlyIn(world, 'department-head');
    await markConfidential(world, chart.patientId, 'N');
    await isPatient(world, 'lab', chart.patientId);
    await agree('doctor', chart, 403);
    await isPatient(world, 'lab', null);
    await isPatient(world, 'doctor', chart.patientId);
    await agree('doctor', chart, 403);
    await isPatient(world, 'doctor', null);
  });
});

describe('The board, for who is on call for the whole hospital', () => {
  it('leaves out a confidential patient, whose bed is still taken', async () => {
    const [, surgery] = world.wards;
    const { id: patientId } = await aPatient(world, { confidentiality: 'V' });
    const body = {
      patientId,
      class: 'inpatient',
      wardId: surgery.id,
      bedId: elementAt(surgery.beds, 0).id,
      reason: 'Sốt',
    };
    expect((await world.as('registrar').post('/api/v1/encounters', body)).status).toBe(201);
    const board = await world.as('doctor').get(`/api/v1/wards/${surgery.id}/board`);
    expect(board.text).not.toContain(patientId);
    expect(board.body.items[0]).toEqual({ bed: expect.objectContaining({ taken: true }), encounter: null });
    expect(board.body.items[1]).toEqual({ bed: expect.objectContaining({ taken: false }), encounter: null });
    const list = await world.as('doctor').get(`/api/v1/encounters?wardId=${surgery.id}&limit=100`);
    expect([list.status, list.text.includes(patientId)]).toEqual([200, false]);
  });
});
