import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { may, ROLES } from '../../src/platform/routes/policy.js';
import { MOST_LOOKED_AT } from '../../src/platform/audit/questions/event-places.js';
import { addEvents, openingOf } from '../support/audit-events.js';
import { aPatient, anAdmission } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

interface AuditEvent {
  id: string;
  action: string;
  recorded: string;
  agent: { name?: string; who: { identifier: { value: string } } }[];
  entity: { name?: string; description?: string; what?: { reference?: string; identifier?: { value: string } } }[];
}
interface Bundle {
  link: { relation: string; url: string }[];
  entry: { fullUrl: string; resource: AuditEvent }[];
}

let world: World;
let patientId: string;
let others: string[];
beforeAll(async () => {
  world = await startWorld();
  const admission = await anAdmission(world);
  patientId = admission.patientId;
  others = [(await anAdmission(world)).patientId, (await anAdmission(world)).patientId];
  const vitals = { effectiveAt: new Date().toISOString(), heartRate: 88 };
  await world.as('nurse').post(`/api/v1/encounters/${admission.id}/vitals`, vitals, { 'X-Terminal': 'KHOA-NOI-07' });
  await world.as('doctor').get(`/api/v1/patients/${patientId}/chart`);
  await world.as('nurse').get(`/api/v1/wards/${world.wards[0].id}/board`);
});
afterAll(() => world.close());

const get = (path: string, headers = {}) => world.as('auditor').get(`/fhir/R4/AuditEvent${path}`, headers);
const lastEvent = async () => elementAt(await world.sql('SELECT * FROM audit.event ORDER BY id DESC LIMIT 1'), 0);
const nextOf = ({ link }: Bundle) => link.find(({ relation }) => relation === 'next')?.url;
const patientsOf = ({ entity }: AuditEvent) =>
  entity.flatMap(({ what }) => (what?.reference ? [what.reference.replace('Patient/', '')] : []));
const entityOf = ({ entity: [what] }: AuditEvent) => what?.name ?? what?.description;

/** Every resource a search finds, over all pages. */
async function found(query: Record<string, string>): Promise<AuditEvent[]> {
  const all: AuditEvent[] = [];
  const count = Number(query._count ?? 20);
  for (let path: string | undefined = `?${new URLSearchParams(query).toString()}`; path;) {
    const { status, body } = (await get(path)) as { status: number; body: Bundle };
    expect(status).toBe(200);
    expect(body.entry.length).toBeLessThanOrEqual(count);
    all.push(...body.entry.map(({ resource }) => resource));
    path = nextOf(body)?.replace(/^.*\/AuditEvent/, '');
  }
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  return all;
}

describe('The trail as FHIR AuditEvents', () => {
  it('finds what was done with a patient and who was shown them, newest first, and nothing of others', async () => {
    const { body, headers } = await get(`?patient=Patient/${patientId}&_count=100`);
    expect(headers['content-type']).toContain('application/fhir+json');
    expect(body).toMatchObject({ resourceType: 'Bundle', type: 'searchset', link: [{ relation: 'self' }] });
    const events = (body as Bundle).entry.map(({ resource }) => resource);
    expect(events.map(entityOf)).toEqual(expect.arrayContaining(['ward_board', 'chart', 'vital_signs', 'patient']));
    expect(events.flatMap(patientsOf)).toEqual(events.map(() => patientId));
    expect(events.map(({ recorded }) => recorded)).toEqual(
      events
        .map(({ recorded }) => recorded)
        .sort()
        .reverse(),
    );
    const charted = events.find((event) => entityOf(event) === 'vital_signs')!;
    expect(charted).toMatchObject({
      resourceType: 'AuditEvent',
      meta: { profile: ['https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.PatientCreate'] },
      action: 'C',
      outcome: '0',
      agent: [{ name: 'nurse', requestor: true }, { who: { identifier: { value: 'KHOA-NOI-07' } } }, {}],
    });
  });

  it('finds by agent, entity, action and date, and all that is given must hold', async () => {
    const nurse = await found({ agent: 'nurse', _count: '100' });
    expect(nurse.length).toBeGreaterThan(2);
    expect(new Set(nurse.map(({ agent }) => elementAt(agent, 0).name))).toEqual(new Set(['nurse']));
    expect((await found({ agent: `Practitioner/${world.staff.nurse.id}` })).map(({ id }) => id)).toEqual(
      nurse.map(({ id }) => id),
    );
    const written = await found({ patient: patientId, action: 'C,U' });
    expect(new Set(written.map(({ action }) => action))).toEqual(new Set(['C']));
    expect(await found({ patient: patientId, action: 'R' })).toMatchObject([{ action: 'R' }]);
    expect((await found({ entity: 'vital_signs', agent: 'nurse' })).map(entityOf)).toEqual(['vital_signs']);
    expect((await found({ entity: world.wards[0].id, action: 'E' })).map(entityOf)).toEqual(
      others.concat(patientId).map(() => 'ward_board'),
    );
    const { recorded } = elementAt(written, 2);
    const day = recorded.slice(0, 10);
    const since = new Date(Date.parse(recorded) + 7 * 3_600_000).toISOString().slice(0, 10);
    expect((await found({ patient: patientId, action: 'C', date: `ge${since}` })).length).toBe(written.length);
    expect(await found({ patient: patientId, date: 'ge2999-01-01' })).toEqual([]);
    expect(await found({ patient: patientId, date: 'lt2001' })).toEqual([]);
    expect((await found({ patient: patientId, action: 'C', date: 'ge0001-01-01' })).length).toBe(written.length);
    const bounded = await get(`?patient=${patientId}&date=ge${day}T00:00:00Z&date=le2999-01-01&action=C`);
    expect((bounded.body as Bundle).entry).toHaveLength(written.length);
    expect(await found({ patient: 'no-id-of-ours' })).toEqual([]);
  });

  it('takes a patient, a record and a person in every form of reference', async () => {
    const all = (await found({ patient: patientId, _count: '100' })).map(({ id }) => id);
    expect(all.length).toBeGreaterThan(3);
    const { body: patient } = await world.as('registrar').get(`/api/v1/patients/${patientId}`);
    const { headers } = await get(`?patient=${patientId}&_count=1`);
    expect(headers['content-type']).toContain('fhir');
    const ofPatient: Record<string, string>[] = [
      ...['patient', 'entity'].flatMap((name) => [
        { [name]: `Patient/${patientId}` },
        { [name]: `Patient/${patientId.toUpperCase()}` },
        { [name]: `Patient/${patientId}/_history/1` },
        { [name]: `urn:uuid:${patientId}` },
        { [name]: patientId },
        { [`${name}:Patient`]: patientId },
        { [`${name}:Patient`]: `Patient/${patientId}` },
      ]),
      { 'patient:identifier': patient.mrn },
      { 'patient:identifier': `https://benhan.vn/fhir/sid/mrn|${patient.mrn}` },
      { 'patient.identifier': patient.mrn },
      { patient: patientId, entity: `Patient/${patientId}` },
    ];
    const until = `lt${new Date().toISOString()}`;
    for (const asked of ofPatient) {
      const ids = (await found({ ...asked, date: until, _count: '100' })).map(({ id }) => id);
      expect([asked, all.every((id) => ids.includes(id))]).toEqual([asked, true]);
    }
    const here = { Host: 'localhost:8080' };
    for (const name of ['patient', 'entity']) {
      const { body } = await get(`?${name}=http://localhost:8080/fhir/R4/Patient/${patientId}&_count=100`, here);
      expect([name, (body as Bundle).entry.length > 3]).toEqual([name, true]);
    }
    const [charted] = await found({ entity: 'vital_signs', agent: 'nurse' });
    const record = charted?.entity[0]?.what?.identifier?.value ?? '';
    for (const entity of [record, `Observation/${record}`, `Observation/${record}/_history/1`, `urn:uuid:${record}`]) {
      expect([entity, (await found({ entity, action: 'C' })).map(({ id }) => id)]).toEqual([entity, [charted?.id]]);
    }
    expect((await found({ 'entity:Observation': record, action: 'C' })).map(({ id }) => id)).toEqual([charted?.id]);
    const { id } = world.staff.nurse;
    const nurses = (await found({ agent: 'nurse', date: until, _count: '100' })).length;
    for (const agent of [id, `Practitioner/${id}`, `urn:uuid:${id}`]) {
      expect([agent, (await found({ agent, date: until, _count: '100' })).length]).toEqual([agent, nurses]);
    }
    expect((await found({ 'agent:identifier': 'nurse', date: until, _count: '100' })).length).toBe(nurses);
  });

  it('finds nothing of another service, of another patient beside, or of a number that nobody has; and passes over nothing', async () => {
    const nothing: Record<string, string>[] = [
      { entity: `https://other.example/fhir/Patient/${patientId}` },
      { patient: `https://other.example/fhir/Patient/${patientId}` },
      { patient: patientId, entity: `Patient/${elementAt(others, 0)}` },
      { 'patient:identifier': '79016-99999999' },
      { 'entity:Patient': `Observation/${patientId}` },
      { patient: `Group/${patientId}` },
    ];
    for (const asked of nothing) expect([asked, await found(asked)]).toEqual([asked, []]);
    for (const query of [
      'patient.name=An',
      'entity:missing=true',
      'agent:above=x',
      'action:not=C',
      'date:missing=false',
    ]) {
      expect([query, (await get(`?${query}`)).status]).toEqual([query, 400]);
    }
  });

  it('makes one resource for each patient a list showed, and pages within such a list', async () => {
    const query = { agent: 'nurse', entity: 'ward_board' };
    const whole = await found({ ...query, _count: '100' });
    expect(new Set(whole.flatMap(patientsOf))).toEqual(new Set([patientId, ...others]));
    for (const _count of ['1', '2']) expect(await found({ ...query, _count })).toEqual(whole);
    const own = await found({ ...query, patient: elementAt(others, 1) });
    expect(own).toEqual(whole.filter((event) => patientsOf(event)[0] === others[1]));
  });

  it('misses nothing and repeats nothing over pages', async () => {
    const date = `lt${new Date().toISOString()}`;
    const whole = await found({ date, _count: '100' });
    expect(await found({ date, _count: '3' })).toEqual(whole);
    const { n } = elementAt(
      await world.sql(
        'SELECT sum(greatest(1, cardinality(patient_ids)))::int AS n FROM audit.event WHERE occurred_at < $1',
        [date.slice(2)],
      ),
      0,
    );
    expect(whole.length).toBe(n);
  });

  it('reads each by its id', async () => {
    const { body } = (await get(`?patient=${patientId}&_count=100`)) as { body: Bundle };
    for (const { resource, fullUrl } of body.entry) {
      const one = await get(`/${fullUrl.replace(/^.*\/AuditEvent\//, '')}`);
      expect(one.body).toEqual(resource);
      expect(await lastEvent()).toMatchObject({ kind: 'list', entity: 'audit_event', patient_ids: [patientId] });
    }
  });

  it('is itself on the trail, with every patient shown, also when nothing was found', async () => {
    await get('?entity=ward_board&agent=nurse');
    const event = await lastEvent();
    expect(event).toMatchObject({ kind: 'list', entity: 'audit_event', username: 'auditor' });
    expect(new Set(event.patient_ids)).toEqual(new Set([patientId, ...others]));
    const { id } = await aPatient(world);
    expect((await get(`?patient=${id}&action=D`)).body.entry).toEqual([]);
    expect(await lastEvent()).toMatchObject({ entity: 'audit_event', patient_id: id, patient_ids: [id] });
  });

  it('refuses by name what it does not know or cannot read, as an OperationOutcome', async () => {
    for (const [query, name] of [
      ['?colour=red', 'colour'],
      ['?date=yesterday', 'date'],
      ['?date=2026-02-30', 'date'],
      ['?action=X', 'action'],
      ['?action=', 'action'],
      [`?patient=${patientId},${others[0]}`, 'patient'],
      [`?patient=${patientId}&patient=${others[0]}`, 'patient'],
      ['?agent=a&agent=b', 'agent'],
      ['?_count=0', '_count'],
    ] as const) {
      const { status, body } = await get(query);
      expect(`${query} ${status}`).toBe(`${query} 400`);
      expect(body).toMatchObject({ resourceType: 'OperationOutcome', issue: [{}, { expression: [name] }] });
    }
    expect((await get('?_cursor=x')).status).toBe(400);
    const lenient = await get('?colour=red&action=C&_count=1', { Prefer: 'handling=lenient' });
    expect(lenient.status).toBe(200);
    expect(lenient.body.link[0].url).not.toContain('colour');
  });

  it('knows no unknown id', async () => {
    const { body } = (await get('?entity=ward_board')) as { body: Bundle };
    const [eventId] = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(elementAt(body.entry, 0).resource.id)!;
    for (const id of ['x', '01900000-0000-7000-8000-000000000000', eventId, `${eventId}-99`, `${eventId}-00`]) {
      const { status, body: outcome } = await get(`/${id}`);
      expect(`${id} ${status}`).toBe(`${id} 404`);
      expect(outcome).toMatchObject({ resourceType: 'OperationOutcome' });
    }
  });

  it('is for those who read the trail', async () => {
    for (const role of ROLES.filter((each) => !may(each, 'audit.read'))) {
      for (const path of ['', '/01900000-0000-7000-8000-000000000000']) {
        const { status } = await world.as(role).get(`/fhir/R4/AuditEvent${path}?patient=${patientId}`);
        expect(`${role} ${status}`).toBe(`${role} 403`);
      }
    }
    expect((await world.anonymous.get('/fhir/R4/AuditEvent')).status).toBe(401);
  });

  it('stands in the CapabilityStatement', async () => {
    const { body } = await world.anonymous.get('/fhir/R4/metadata');
    const own = (body.rest[0].resource as { type: string }[]).find(({ type }) => type === 'AuditEvent');
    expect(own).toMatchObject({
      interaction: [{ code: 'read' }, { code: 'search-type' }],
      searchParam: ['patient', 'date', 'agent', 'entity', 'action'].map((name) => ({ name })),
    });
  });

  it('says how far it has looked where a page is short and more waits', async () => {
    const owner = openingOf(world.database.ownerUrl);
    await addEvents(owner, MOST_LOOKED_AT + 200, 'crowd');
    await owner.end();
    const query = '?entity=ward_board';
    const { body } = await get(query, { 'Accept-Language': 'en' });
    const [entry] = (body as { entry: { resource: { resourceType: string; issue: object[] }; search: object }[] })
      .entry;
    expect(entry).toMatchObject({ search: { mode: 'outcome' }, resource: { resourceType: 'OperationOutcome' } });
    expect(JSON.stringify(entry)).toMatch(/Searched back to 2\d{3}-.*next/);
    expect(nextOf(body as Bundle)).toBeDefined();
  });
});
