import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hasSubject } from '../../src/platform/care/subject.rules.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { runAsSystem } from '../../src/kernel/request-context.js';
import { CARE_ROLES, may, POLICY, type Action, type Role } from '../../src/platform/routes/policy.js';
import { aDoseGiven, aReconciliation, aTransfusion } from '../support/builders.js';
import { expectProblem } from '../support/problems.js';
import { routesOf, type DeclaredRoute } from '../support/routes.js';
import { worksOnlyIn } from '../support/ward-staff.js';
import { aWholeChart, type WholeChart } from '../support/whole-chart.js';
import { startWorld, type World } from '../support/world.js';
import { valueOf } from '../../src/kernel/list.js';

/** Where FHIR has its own word for a part of a chart. */
const FHIR: Readonly<Record<string, string>> = {
  Patient: 'patients',
  Encounter: 'encounters',
  Observation: 'vitals',
  DiagnosticReport: 'results',
  ServiceRequest: 'orders',
  Condition: 'problems',
  AllergyIntolerance: 'allergies',
  MedicationRequest: 'medications',
  MedicationAdministration: 'doses',
  Task: 'tasks',
  ':type': 'kept',
};
/** Routes of care roles that are there to get in, and show no record. */
const DOORS = ['GET /api/v1/patients/:id/access', 'POST /api/v1/break-glass'];
/** Routes of care roles whose id is of no patient's record. */
const OF_NO_RECORD: Readonly<Record<string, string>> = {
  'GET /api/v1/code-lists/:list': 'codes and their words',
  ...Object.fromEntries(
    ['Practitioner', 'PractitionerRole', 'Organization', 'Location'].flatMap((type) =>
      ['', '/_history', '/_history/:version'].map((part) => [
        `GET /fhir/R4/${type}/:id${part}`,
        'people who work here or elsewhere, and places',
      ]),
    ),
  ),
  'GET /fhir/R4/:type': 'a list; who is shown in it is tried with the lists',
  'POST /fhir/R4/:type/_search': 'a list; who is shown in it is tried with the lists',
  'GET /api/v1/wards/:id/board': 'a ward; who is shown on it is tried with the lists',
  'GET /api/v1/wards/:id/mar': 'a ward; who is shown of it is tried with the lists',
  'GET /api/v1/wards/:id/due': 'a ward; who is shown of it is tried with the lists',
  'GET /api/v1/wards/:id/handover': 'a ward; who is shown of it is tried with the handover (test/console/bedside)',
  'GET /api/v1/wards/:id/incoming': 'a ward; who is shown of it, and to whom, is tried with the board (test/wards)',
  'GET /api/v1/wards/:id/queue': 'a ward; who is shown of it is tried with the queue (test/encounters)',
  'GET /api/v1/wards/:id/movements':
    'a ward; who is shown of it, and to whom, is tried with the movements (test/encounters)',
  'POST /api/v1/beds/:id/state': 'a bed; whose it is, is tried with the beds (test/wards)',
  'GET /api/v1/wards/:id/duties': 'a ward and its staff',
  'POST /api/v1/wards/:id/duties': 'a ward and its staff',
  'POST /api/v1/duties/:id/cancel': 'a duty, of staff',
  'POST /api/v1/break-glass/:id/end': 'an emergency access, which its holder alone ends (test/care)',
  'POST /api/v1/grants/:id/end': 'a consultation or referral; who may end it is tried with them (test/care)',
};

let world: World;
let theirs: WholeChart;
let own: WholeChart;
beforeAll(async () => {
  // Without days after: the doctor who wrote the chart has no tie left.
  world = await startWorld({ CARE_TIE_DAYS: '0' });
  const chart = await aWholeChart(world, world.wards[1].id);
  const more = { ...(await whatCameFromElsewhere(chart)), ...(await atTheBedside(chart)) };
  theirs = { ...chart, ids: { ...chart.ids, ...more } };
  own = await aWholeChart(world, world.wards[0].id);
  for (const role of CARE_ROLES) await worksOnlyIn(world, role, world.wards[0].id);
});
afterAll(() => world.close());

/** What nurses record beside vital signs. */
async function atTheBedside({ ids }: WholeChart): Promise<Record<string, string>> {
  const post = async (path: string, body: object): Promise<string> =>
    (await world.as('doctor').post(`/api/v1/${path}`, body)).body.id;
  return {
    fluids: await post(`encounters/${ids.encounters}/fluids`, { direction: 'in', kind: 'oral', volume: 200 }),
    sites: await post(`encounters/${ids.encounters}/sites`, { kind: 'drain', type: 'Dẫn lưu', location: 'Bụng' }),
    escalations: await post(`vitals/${ids.vitals}/escalate`, {}),
    doses: await aDoseGiven(world, valueOf(ids, 'encounters')),
    transfusions: await aTransfusion(world, valueOf(ids, 'encounters')),
    reconciliations: await aReconciliation(world, valueOf(ids, 'encounters')),
  };
}

/** A prescription and a resource that is only kept, as an import leaves them. */
function whatCameFromElsewhere({ patientId }: WholeChart): Promise<Record<string, string>> {
  return runAsSystem('test', () =>
    world.app.get(UnitOfWork, { strict: false }).write(async (tx) => {
      const prescribed = { patientId, status: 'active', intent: 'order', display: 'Paracetamol 500 mg' };
      const medication = await tx.medicationRequest.create({ data: { ...prescribed, authoredAt: new Date() } });
      const resource = { resourceType: 'Immunization', id: 'im-1', patient: { reference: `Patient/${patientId}` } };
      const kept = { source: 'test', sourceId: 'im-1', resourceType: 'Immunization', contentHash: 'x', patientId };
      const { id } = await tx.fhirSource.create({ data: { ...kept, resource } });
      const focus = { kind: 'critical-result', focus: 'diagnostic_report', focusId: randomUUID() };
      const task = await tx.task.create({ data: { ...focus, patientId } });
      return { medications: medication.id, kept: id, tasks: task.id };
    }),
  );
}

const idFor = (path: string): string | undefined => {
  const [, api, part] = /^\/(api\/v1|fhir\/R4)\/([^/]+)\/:id/.exec(path) ?? [];
  return part && theirs.ids[(api === 'fhir/R4' && FHIR[part]) || part];
};
const isFor = (role: Role, { declaration }: DeclaredRoute) =>
  declaration !== undefined && declaration.action in POLICY && may(role, declaration.action as Action);
const ofCare = (role: Role) => routesOf(world.app).filter((route) => isFor(role, route) && !DOORS.includes(route.name));
const call = (role: Role, { method, path }: DeclaredRoute, query = '') => {
  const address = `${path
    .replace(':type', 'Immunization')
    .replace(':id', idFor(path) ?? '')
    .replace(':version', '1')}${query}`;
  const client = world.as(role);
  const headers = { 'If-Match': '"1"' };
  if (method === 'get') return client.get(address);
  return method === 'patch' ? client.patch(address, {}, headers) : client.post(address, {}, headers);
};

describe("Another ward's records", () => {
  it('cannot be reached by a route that does not say whom it is about', () => {
    const blind = routesOf(world.app)
      .filter((route) => CARE_ROLES.some((role) => isFor(role, route)))
      .filter(({ declaration }) => declaration!.discloses !== 'nothing')
      .filter(({ name, declaration }) => !hasSubject(declaration!.scope, name))
      .map(({ name }) => name);
    expect(blind).toEqual([]);
  });

  it.each(CARE_ROLES)('are refused to a %s on every route that takes an id, whatever the id is of', async (role) => {
    const routes = ofCare(role).filter(({ path }) => idFor(path));
    expect(routes.length).toBeGreaterThan(25);
    const open: string[] = [];
    for (const route of routes) {
      const { status, body } = await call(role, route);
      if (status !== 403 || !/no-care-relationship$/.test(body.type ?? JSON.stringify(body))) {
        open.push(`${status} ${route.name}`);
      }
    }
    expect(open.filter((line) => !/fhir/.test(line))).toEqual([]);
    expect(open.filter((line) => !line.startsWith('403'))).toEqual([]);
  });

  it('are behind every route with an id, but for those whose id is of no record', () => {
    const names = CARE_ROLES.flatMap(ofCare).filter(({ path }) => path.includes(':') && !idFor(path));
    expect([...new Set(names.map(({ name }) => name))].sort()).toEqual(Object.keys(OF_NO_RECORD).sort());
  });

  it('cannot be named in the body of a request about a patient of the own ward', async () => {
    const coded = { code: { system: 'http://www.whocc.no/atc', code: 'N02BA01', display: 'Aspirin' } };
    const doctor = world.as('doctor');
    for (const [path, body] of [
      [`patients/${own.patientId}/allergies`, { ...coded, category: 'medication' }],
      [`patients/${own.patientId}/problems`, coded],
    ] as const) {
      const named = await doctor.post(`/api/v1/${path}`, { ...body, encounterId: theirs.ids.encounters });
      expect([path, named.status, named.body.type]).toEqual([path, 404, expect.stringMatching(/encounter-not-found$/)]);
      const { status } = await doctor.post(`/api/v1/${path}`, { ...body, encounterId: own.ids.encounters });
      expect([path, status]).toEqual([path, 201]);
    }
    const admission = { patientId: theirs.patientId, class: 'inpatient', reason: 'Sốt', wardId: world.wards[1].id };
    expectProblem(await doctor.post('/api/v1/encounters', admission), 403, 'no-care-relationship');
  });

  it('stay out of every list, also when it is asked for them', async () => {
    const lists = ofCare('doctor')
      .filter(({ method, path }) => method === 'get' && (!path.includes(':') || /wards\/:id/.test(path)))
      .map((route) => ({ ...route, path: route.path.replace(':id', world.wards[1].id) }));
    expect(lists.length).toBeGreaterThan(8);
    const leaks: string[] = [];
    for (const route of lists) {
      for (const query of [
        '?limit=100',
        `?patientId=${theirs.patientId}`,
        `?patient=${theirs.patientId}`,
        `?encounter=${theirs.ids.encounters}`,
        '?status=active',
        `?_id=${theirs.ids.orders}`,
        `?wardId=${world.wards[1].id}`,
      ]) {
        const { status, text } = await call('doctor', route, query);
        const isNames = route.name === 'GET /api/v1/patients';
        if (
          status === 200 &&
          !isNames &&
          Object.values(theirs.ids).some((id) => text.replace(/"(self|url)":"[^"]*"|"url":"[^"]*"/g, '').includes(id))
        ) {
          leaks.push(`${route.name}${query}`);
        }
      }
    }
    expect(leaks).toEqual([]);
  });
});
