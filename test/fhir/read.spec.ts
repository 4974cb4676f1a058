import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { historySender } from '../clients/machines.js';
import { anEncounter, anOrder, aPatient } from '../support/builders.js';
import { markConfidential } from '../support/ward-staff.js';
import { startWorld, type Client, type World } from '../support/world.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { runAsSystem } from '../../src/kernel/request-context.js';
import { aHistory, entryIn } from './a-history.js';
import { everything, placesOf } from './read-back.js';
import { elementAt } from '../../src/kernel/list.js';

let world: World;
let histories: Client;
let historyOf: string;
beforeAll(async () => {
  world = await startWorld();
  histories = await historySender(world);
  const bundle = aHistory();
  const answer = await histories.post('/fhir/R4', bundle);
  historyOf = elementAt(placesOf(bundle, answer).get(entryIn(bundle, 'Patient').fullUrl!)!.split('/'), 1);
});
afterAll(() => world.close());

/** As the laboratory, and where the chart is not for it as the doctor. */
const get = (path: string, headers = {}) =>
  world
    .as(/^(Patient|ServiceRequest|Observation|DiagnosticReport|metadata)\b/.test(path) ? 'lab' : 'doctor')
    .get(`/fhir/R4/${path}`, headers);
const idsOf = (body: { entry: { resource: { id: string } }[] }) => body.entry.map(({ resource }) => resource.id);
const lastEvent = async () => elementAt(await world.sql('SELECT * FROM audit.event ORDER BY id DESC LIMIT 1'), 0);

/** A round of vital signs, written behind the service. */
async function aRound(signs: object): Promise<{ id: string; patientId: string; encounterId: string }> {
  const { id: encounterId, patientId } = await anEncounter(world);
  const recordedBy = world.staff.nurse.id;
  const data = { patientId, encounterId, recordedBy, effectiveAt: new Date('2026-01-02T03:04:05Z'), ...signs };
  return runAsSystem('test', () =>
    world.app.get(UnitOfWork, { strict: false }).write(async (tx) => {
      const { id } = await tx.vitalSigns.create({ data });
      return { id, patientId, encounterId };
    }),
  );
}

describe('What is charted here can be read as FHIR', () => {
  it('a patient', async () => {
    const patient = await aPatient(world, {
      fullName: 'Trần Thị Hoà',
      birthDate: '1985',
      identifiers: [{ system: 'cccd', value: '079185001234' }],
      phones: ['0903123456'],
    });
    const answer = await get(`Patient/${patient.id}`);
    expect(answer.body).toMatchObject({
      resourceType: 'Patient',
      id: patient.id,
      meta: { versionId: '1' },
      identifier: [
        { system: 'https://benhan.vn/fhir/sid/mrn', value: patient.mrn },
        { system: 'https://benhan.vn/fhir/sid/cccd', value: '079185001234' },
      ],
      name: [{ text: 'Trần Thị Hoà', family: 'Trần', given: ['Thị', 'Hoà'] }],
      gender: 'female',
      birthDate: '1985',
      telecom: [{ system: 'phone', value: '+84903123456' }],
    });
    expect(answer.headers).toMatchObject({ etag: 'W/"1"' });
    expect(answer.headers['content-type']).toContain('application/fhir+json');
  });

  it('a patient whose record is confidential, with how much', async () => {
    const { patientId } = await anOrder(world);
    await markConfidential(world, patientId, 'V');
    const { security } = (await get(`Patient/${patientId}`)).body.meta;
    expect(security).toEqual([{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'V' }]);
    const { id: usual } = await aPatient(world);
    expect((await get(`Patient/${usual}`)).body.meta.security).toBeUndefined();
  });

  it('an encounter and an order', async () => {
    const order = await anOrder(world);
    expect((await get(`Encounter/${order.encounterId}`)).body).toMatchObject({
      status: 'in-progress',
      class: { code: 'IMP' },
      subject: { reference: `Patient/${order.patientId}` },
    });
    expect((await get(`ServiceRequest/${order.id}`)).body).toMatchObject({
      identifier: [{ system: 'https://benhan.vn/fhir/sid/order-number', value: order.number }],
      status: 'active',
      intent: 'order',
      priority: 'routine',
      code: { coding: [{ system: 'http://loinc.org', code: '2823-3' }], text: 'Kali huyết thanh' },
      encounter: { reference: `Encounter/${order.encounterId}` },
    });
    const active = await world.as('lab').get(`/fhir/R4/ServiceRequest?status=active&identifier=${order.number}`);
    expect(idsOf(active.body)).toEqual([order.id]);
  });

  it('a round of vital signs, each sign an observation with its LOINC code and UCUM unit', async () => {
    const round = await aRound({
      heartRate: 96,
      systolic: 124,
      diastolic: 78,
      temperature: 38.4,
      consciousness: 'A',
      supplementalOxygen: false,
    });
    const found = await everything(world.as('doctor'), 'Observation', round.patientId);
    expect(found).toHaveLength(5);
    const byCode = new Map(
      found.map((one) => [elementAt((one.code as { coding: { code: string }[] }).coding, 0).code, one]),
    );
    expect(byCode.get('8867-4')).toMatchObject({
      id: `${round.id}.8867-4`,
      status: 'final',
      category: [{ coding: [{ code: 'vital-signs' }] }],
      effectiveDateTime: '2026-01-02T03:04:05.000Z',
      valueQuantity: { value: 96, code: '/min', system: 'http://unitsofmeasure.org' },
      encounter: { reference: `Encounter/${round.encounterId}` },
    });
    expect(byCode.get('8310-5')).toMatchObject({ valueQuantity: { value: 38.4, code: 'Cel' } });
    expect(byCode.get('85354-9')).toMatchObject({
      component: [
        { code: { coding: [{ code: '8480-6' }] }, valueQuantity: { value: 124, code: 'mm[Hg]' } },
        { code: { coding: [{ code: '8462-4' }] }, valueQuantity: { value: 78 } },
      ],
    });
    const one = await get(`Observation/${round.id}.8867-4`);
    expect(one.body).toEqual(byCode.get('8867-4'));
    const ofCode = await get(`Observation?patient=${round.patientId}&code=http://loinc.org|8310-5`);
    expect(idsOf(ofCode.body)).toEqual([`${round.id}.8310-5`]);
  });

  it('a NUL character in an address is refused, in FHIR', async () => {
    for (const path of ['Patient/a%00b', 'Observation?patient=x&code=a%00b']) {
      const answer = await get(path);
      expect([answer.status, answer.body.resourceType, answer.body.issue[0].code]).toEqual([
        400,
        'OperationOutcome',
        'invalid',
      ]);
    }
  });

  it('what does not exist is not found, in FHIR', async () => {
    for (const path of ['Patient/khong-co', 'Observation/01900000-0000-7000-8000-000000000000.8867-4', 'Thuoc/1']) {
      const answer = await get(path);
      expect([answer.status, answer.body.resourceType, answer.body.issue[0].code]).toEqual([
        404,
        'OperationOutcome',
        'not-found',
      ]);
    }
  });
});

describe('A search', () => {
  it.each([
    ['Observation', 'code=777-3', 1],
    ['Observation', 'code=777-3,1988-5', 2],
    ['Observation', 'code=http://snomed.info/sct|777-3', 0],
    ['Observation', 'code=http://loinc.org|', 4],
    ['Observation', 'category=laboratory&status=final', 5],
    ['Observation', 'status=preliminary', 0],
    ['Observation', 'date=2024-05-03', 5],
    ['Observation', 'date=ge2024-05&date=lt2024-05-03', 0],
    ['Observation', 'date=gt2024-05-03', 0],
    ['Encounter', 'status=finished&date=2024-05', 1],
    ['Condition', 'clinical-status=active&code=I10', 1],
    ['AllergyIntolerance', 'criticality=high', 1],
    ['MedicationRequest', 'status=completed', 2],
    ['MedicationRequest', 'status=active', 0],
    ['DiagnosticReport', 'code=58410-2&category=laboratory', 1],
    ['Observation', '_lastUpdated=lt2020', 0],
    ['Observation', 'date=le9999-12-31', 5],
    ['Observation', 'date=ge0001', 5],
  ])('%s by %s finds %s', async (type, query, count) => {
    const answer = await get(`${type}?patient=Patient/${historyOf}&${query}`);
    expect([answer.status, answer.body.type, answer.body.entry?.length]).toEqual([200, 'searchset', count]);
    const bySubject = await get(`${type}?subject=${historyOf}&${query}`);
    expect(idsOf(bySubject.body)).toEqual(idsOf(answer.body));
  });

  it.each([
    ['name=le thai', true],
    ['family=Lê&given=Thái', true],
    ['name=thai&birthdate=1990-03', true],
    ['name=thai&birthdate=1991', false],
    ['name=thai&birthdate=ap1991', true],
    ['name=thai&birthdate=ap2010', false],
    ['identifier=urn:x|1', false],
    ['identifier=urn:x|1,urn:y|2', false],
  ])('Patient by %s', async (query, found) => {
    const { body } = await get(`Patient?${query}&_count=100`);
    expect(idsOf(body).includes(historyOf)).toBe(found);
  });

  it('Patient by MRN or any other identifier, with its system or without', async () => {
    const { body } = await get(`Patient/${historyOf}`);
    for (const { system, value } of body.identifier.slice(0, 3)) {
      for (const query of [`${system}|${value}`, value]) {
        expect(idsOf((await get(`Patient?identifier=${encodeURIComponent(query)}`)).body)).toEqual([historyOf]);
        const oneOfTwo = encodeURIComponent(`urn:nobody|0,${query}`);
        expect(idsOf((await get(`Patient?identifier=${oneOfTwo}`)).body)).toEqual([historyOf]);
      }
    }
  });

  it('by the id or identifier that the sender gave', async () => {
    const { body } = await get(`DiagnosticReport?patient=${historyOf}`);
    const [{ resource }] = body.entry;
    const { system, value } = resource.identifier[0];
    const found = await get(`DiagnosticReport?identifier=${encodeURIComponent(`${system}|${value}`)}`);
    expect(idsOf(found.body)).toEqual([resource.id]);
  });

  it('goes on page by page, each resource once, newest first', async () => {
    const ids: string[] = [];
    const times: string[] = [];
    let next: string | undefined = `Observation?patient=${historyOf}&_count=2`;
    while (next) {
      const { body } = (await get(next)) as {
        body: {
          entry: { resource: { id: string; effectiveDateTime: string } }[];
          link: { relation: string; url: string }[];
        };
      };
      expect(body.entry.length).toBeLessThanOrEqual(2);
      ids.push(...idsOf(body));
      times.push(...body.entry.map(({ resource }) => new Date(resource.effectiveDateTime).toISOString()));
      next = body.link.find(({ relation }) => relation === 'next')?.url.split('/fhir/R4/')[1];
    }
    expect([ids.length, new Set(ids).size]).toEqual([5, 5]);
    expect(times).toEqual([...times].sort().reverse());
  });

  it.each([
    ['Observation?patient=x&benh=1', 'benh'],
    ['Observation?code=777-3', 'patient'],
    ['Patient', '_id'],
    ['Observation?patient=x&date=hom-qua', 'date'],
    ['Observation?patient=x&_count=nhieu', '_count'],
    ['Observation?patient=x&_cursor=abc', 'cursor'],
    [`Observation?patient=x&_cursor=${Buffer.from('["2026-02-30","x"]').toString('base64url')}`, 'cursor'],
    ['Patient?name=...', 'name'],
    ['Patient?name=le,tran', 'name'],
    ['Patient?name=a%20b%20c%20d%20e%20f%20g%20h&given=i%20j%20k%20l%20m%20n%20o%20p&family=q', 'name'],
    ['Observation?patient=x&date=9999-13', 'date'],
    ['Observation?patient=', 'patient'],
  ])('%s is refused and told why', async (path, expression) => {
    const answer = await get(path);
    expect([answer.status, answer.body.resourceType]).toEqual([400, 'OperationOutcome']);
    expect(answer.body.issue[1].expression).toEqual([expression]);
  });

  it('lets unknown parameters pass when asked to be lenient, and tells what it used', async () => {
    const answer = await get(`Observation?patient=${historyOf}&benh=1`, { Prefer: 'handling=lenient' });
    const modes = answer.body.entry.map(({ search: { mode } }: { search: { mode: string } }) => mode);
    expect(modes).toEqual([...Array<string>(5).fill('match'), 'outcome']);
    expect(answer.body.link[0].url).not.toContain('benh');
  });
});

describe('Every FHIR read is on the trail', () => {
  it('a resource: who read which record of whom', async () => {
    const { body } = await get(`Condition?patient=${historyOf}`);
    const [id] = idsOf(body);
    expect(await lastEvent()).toMatchObject({
      kind: 'list',
      entity: 'problem',
      patient_id: historyOf,
      patient_ids: [historyOf],
    });
    await get(`Condition/${id}`);
    expect(await lastEvent()).toMatchObject({
      kind: 'read',
      entity: 'problem',
      entity_id: id,
      patient_id: historyOf,
      username: 'doctor',
    });
  });

  it('that a patient has none of what was asked for', async () => {
    const { id } = await aPatient(world);
    await get(`Condition?patient=${id}`);
    expect(await lastEvent()).toMatchObject({ kind: 'list', entity: 'problem', patient_id: id });
  });

  it('a search for patients: everyone it showed, and what was asked', async () => {
    const { body } = await get('Patient?name=le%20van%20thai');
    const event = await lastEvent();
    expect(event).toMatchObject({ kind: 'search', entity: 'patient', detail: { query: { name: 'le van thai' } } });
    expect(new Set(event.patient_ids)).toEqual(new Set(idsOf(body)));
  });

  it('only doctors, nurses and the laboratory read', async () => {
    for (const role of ['registrar', 'auditor', 'admin'] as const) {
      expect((await world.as(role).get(`/fhir/R4/Patient/${historyOf}`)).status).toBe(403);
    }
    expect((await world.anonymous.get(`/fhir/R4/Patient/${historyOf}`)).status).toBe(401);
  });
});

/** A value for each kind of parameter, and for those that want one of their own. */
const SAMPLES: Readonly<Record<string, string>> = {
  date: '2020',
  quantity: '5',
  composite: 'x$5',
  identifier: 'x|y',
  phone: '0912345678',
  telecom: '0912345678',
  active: 'true',
  deceased: 'true',
};

describe('The capability statement', () => {
  it('is open to all and true: each search parameter it names is taken, and what it creates has a route', async () => {
    const answer = await world.anonymous.get('/fhir/R4/metadata');
    expect([answer.status, answer.body.resourceType, answer.body.fhirVersion]).toEqual([
      200,
      'CapabilityStatement',
      '4.0.1',
    ]);
    const [{ resource, interaction }] = answer.body.rest;
    expect(interaction).toEqual([{ code: 'transaction' }, { code: 'batch' }]);
    const creatable: string[] = [];
    for (const { type, searchParam = [], interaction: own = [] } of resource) {
      if (own.some(({ code }: { code: string }) => code === 'create')) creatable.push(type);
      // The trail is read by others than the chart, and has tests of its own.
      for (const { name, type: kind } of type === 'AuditEvent' ? [] : searchParam) {
        const value = SAMPLES[name] ?? SAMPLES[kind] ?? 'x';
        const names = searchParam.map((parameter: { name: string }) => parameter.name);
        const needed = names.includes('patient') ? `patient=${historyOf}` : `_id=${historyOf}`;
        const { status } = await get(`${type}?${needed}&${name}=${value}`);
        expect(`${type} ${name} ${status}`).toBe(`${type} ${name} 200`);
      }
    }
    expect(creatable).toEqual(
      resource
        .map(({ type }: { type: string }) => type)
        .filter((type: string) => !['AuditEvent', 'Group'].includes(type)),
    );
  });
});
