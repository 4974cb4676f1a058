import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aMachine, connect, PUBLIC_URL } from '../clients/machines.js';
import { aPatient } from '../support/builders.js';
import { pageOfNamesakes } from '../../src/integration/fhir/search/namesakes.js';
import type { SearchRequest } from '../../src/integration/fhir/search/search-request.js';
import type { Stored } from '../../src/integration/fhir/search/stored.js';
import { startWorld, type Client, type World } from '../support/world.js';

let world: World;
let machine: Client;
let patientId: string;

beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL });
  machine = await connect(world, await aMachine(world, ['system/*.cruds']), 'system/*.cruds');
  patientId = (await aPatient(world)).id;
});
afterAll(() => world.close());

interface History {
  readonly link: { relation: string; url: string }[];
  readonly entry: {
    resource: { id: string; meta: { versionId: string }; [element: string]: unknown };
    request: { method: string };
  }[];
}
const AT = '2026-03-04T08:00:00+07:00';
const bodyOf = (type: string, id: string, text: string) => ({
  resourceType: type,
  id,
  subject: { reference: `Patient/${patientId}` },
  ...(type === 'Specimen' ? { note: [{ text }] } : { code: { text: 'Kali' } }),
  ...(type === 'Condition' && { code: { text } }),
  ...(type === 'Observation' && { status: 'final', effectiveDateTime: AT, valueString: text }),
  ...(type === 'DiagnosticReport' && {
    status: text === 'sửa' ? 'corrected' : 'final',
    effectiveDateTime: AT,
    conclusion: text,
  }),
});
const made = async (type: string, text: string, id: string = randomUUID()) => {
  const answer = await machine
    .put(`/fhir/R4/${type}/${id}`, bodyOf(type, id, text), { 'If-Match': '*' })
    .then((one) => (one.status === 412 ? machine.post(`/fhir/R4/${type}`, bodyOf(type, id, text)) : one));
  if (answer.status >= 300) throw new Error(answer.text);
  return answer.body as { id: string };
};
const pageOf = async (path: string) => {
  const { status, body } = await machine.get(path);
  expect([status, body.resourceType, body.type]).toEqual([200, 'Bundle', 'history']);
  return body as History;
};
const after = ({ link }: History) => {
  const next = link.find(({ relation }) => relation === 'next')?.url;
  return next && next.slice(next.indexOf('/fhir/R4'));
};

describe.each(['Condition', 'Specimen', 'Observation', 'DiagnosticReport'])('The history of %s', (type) => {
  it('tells what changed, the newest first, page by page, each version once, and all of it is on the trail', async () => {
    const sent = [randomUUID(), randomUUID(), randomUUID()];
    for (const [at, id] of sent.entries()) await made(type, `lần ${at}`, id);
    const last = await made(type, 'sửa', sent[0]);
    const seen: History['entry'] = [];
    for (let next: string | undefined = `/fhir/R4/${type}/_history?_count=2`; next;) {
      const page = await pageOf(next);
      expect(page.entry.length).toBeLessThanOrEqual(2);
      seen.push(...page.entry);
      next = after(page);
    }
    const [first] = seen;
    expect([first!.resource.id, first!.resource.meta.versionId, first!.request.method]).toEqual([last.id, '2', 'PUT']);
    const keys = seen.map(({ resource }) => `${resource.id}/${resource.meta.versionId}`);
    expect(new Set(keys).size).toBe(keys.length);
    const everyVersion = type === 'Observation' || type === 'DiagnosticReport';
    expect(keys.length).toBe(everyVersion ? 4 : 3);
    if (everyVersion) {
      const before = seen.find(({ resource }) => resource.id === last.id && resource.meta.versionId === '1')!;
      expect(JSON.stringify(before.resource)).toContain('lần 0');
    }
    const answer = await machine.get(`/fhir/R4/${type}/_history`);
    const [event] = await world.sql(
      `SELECT kind, actor_kind, patient_id FROM audit.event WHERE request_id = $1 AND kind = 'list'`,
      [answer.headers['x-request-id']],
    );
    expect(event).toEqual({ kind: 'list', actor_kind: 'client', patient_id: patientId });
  });

  it('since a moment tells what changed from then on', async () => {
    const since = new Date(Date.now() + 3_600_000).toISOString();
    expect((await pageOf(`/fhir/R4/${type}/_history?_since=${since}`)).entry).toEqual([]);
    const before = new Date(Date.now() - 3_600_000).toISOString();
    expect((await pageOf(`/fhir/R4/${type}/_history?_since=${before}`)).entry.length).toBeGreaterThan(2);
  });
});

describe('The history of a type', () => {
  it('is told of every type, also of what nobody sent', async () => {
    for (const type of [
      'Patient',
      'Encounter',
      'ServiceRequest',
      'AllergyIntolerance',
      'MedicationRequest',
      'MedicationAdministration',
    ]) {
      await pageOf(`/fhir/R4/${type}/_history`);
    }
    for (const type of ['Practitioner', 'PractitionerRole', 'Organization', 'Location', 'Task', 'Immunization']) {
      await pageOf(`/fhir/R4/${type}/_history?_count=1`);
    }
    const { entry } = await pageOf('/fhir/R4/Patient/_history');
    expect(entry.map(({ resource }) => resource.id)).toContain(patientId);
  });

  it('is refused to people, to machines without the scope, and for what is not known', async () => {
    const narrow = await connect(world, await aMachine(world, ['system/Condition.s']), 'system/Condition.s');
    expect((await narrow.get('/fhir/R4/Condition/_history')).status).toBe(403);
    for (const role of ['doctor', 'lab', 'admin', 'auditor'] as const) {
      expect((await world.as(role).get('/fhir/R4/Condition/_history')).status).toBe(403);
    }
    for (const query of ['_since=soon', '_count=0', '_count=x', 'nothing=1', '_cursor=x', '_sort=_lastUpdated']) {
      const answer = await machine.get(`/fhir/R4/Condition/_history?${query}`);
      expect([query, answer.status, answer.body.resourceType]).toEqual([query, 400, 'OperationOutcome']);
    }
    expect((await machine.get('/fhir/R4/Nothing/_history')).status).toBe(404);
    expect((await machine.get('/fhir/R4/Condition/_history?_count=1000000')).status).toBe(200);
  });
});

describe('Namesakes, of whom there are more than are looked at at once', () => {
  const MANY = 2_300;
  const idsIn = ({ body }: { body: { entry?: { resource: { id: string } }[] } }) =>
    (body.entry ?? []).map(({ resource }) => resource.id);
  beforeAll(async () => {
    await world.sql(
      `WITH who AS (SELECT set_config('emr.context', '{"actorKind":"system","username":"system:test","purpose":"OPERATIONS"}', true))
       INSERT INTO patient (mrn, full_name, name_search, name_sort, sex, birth_date, birth_date_precision, deceased_at)
       SELECT '79016-7' || lpad(n::text, 7, '0'), 'Khổng Văn Trùng', 'khong van trung', 'trung khong van', 'male', DATE '1970-01-01' + n, 'day',
         CASE WHEN n % 460 = 0 THEN now() - interval '1 day' END FROM who, generate_series(1, ${MANY}) n`,
    );
  }, 60_000);

  it('are gone through page by page, each once, by what is asked of them besides', async () => {
    const found: string[] = [];
    let next: string | undefined = '/fhir/R4/Patient?name=khong%20trung&deceased=true&_count=2';
    let pages = 0;
    while (next && pages++ < 10) {
      const page = await machine.get(next);
      expect([page.status, page.body.issue]).toEqual([200, undefined]);
      found.push(...idsIn(page));
      const link = (page.body.link as { relation: string; url: string }[]).find(({ relation }) => relation === 'next');
      next = link && new URL(link.url).pathname + new URL(link.url).search;
    }
    expect([found.length, new Set(found).size, next]).toEqual([5, 5, undefined]);
    const living = await machine.get('/fhir/R4/Patient?name=trung&deceased=false&_count=50');
    expect(idsIn(living)).toHaveLength(50);
  });

  it('may fill no page of all who are gone through for one, which then has a next all the same', async () => {
    const asked: (string | undefined)[] = [];
    const page = ({ filters, count, cursor }: SearchRequest) => {
      const isOfAll = filters.every(([name]) => name === 'name');
      if (isOfAll) asked.push(cursor);
      const row = (n: number) => ({ id: `${asked.length}-${n}`, entityId: `${asked.length}-${n}` }) as Stored;
      return Promise.resolve(isOfAll ? Array.from({ length: count + 1 }, (_, n) => row(n)) : []);
    };
    const told = { found: [['name', 'an']], asked: [['active', 'false']] } as const;
    const walked = await pageOfNamesakes({ filters: [], count: 20, cursor: undefined }, told, page);
    expect([walked.rows, asked.length, new Set(asked).size]).toEqual([[], 10, 10]);
    expect(walked.reached?.id).toBe('10-999');
  });

  it('are counted, and asked for by what refers to them or by words as they are written', async () => {
    expect((await machine.get('/fhir/R4/Patient?name=trung&deceased=true&_summary=count')).body.total).toBe(5);
    expect((await machine.get('/fhir/R4/Patient?name=trung&deceased=true&_total=accurate')).body.total).toBe(5);
    expect(idsIn(await machine.get('/fhir/R4/Patient?name=trung&_has:Observation:patient:code=2823-3'))).toEqual([]);
    expect(idsIn(await machine.get('/fhir/R4/Patient?name:exact=Trùng&deceased=true'))).toHaveLength(5);
    const sorted = await machine.get('/fhir/R4/Patient?name=trung&deceased=true&_sort=-_lastUpdated');
    expect([sorted.status, sorted.text]).toEqual([400, expect.stringContaining('người bệnh khớp')]);
  });
});
