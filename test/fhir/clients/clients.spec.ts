import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MedplumClient, OperationOutcomeError } from '@medplum/core';
import { Client as FhirKit } from 'fhir-kit-client';
import { bulkExportsMade, serve, type Served } from './served.js';

/** What the clients' own types say of resources is theirs to check; what they get and give here is JSON. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Any = any;

let served: Served;
let token: string;
let patient: { id: string; [element: string]: unknown };
const SYSTEM = 'http://client.example/numbers';
const condition = (value: string, text = 'Viêm phổi'): Any => ({
  resourceType: 'Condition',
  subject: { reference: `Patient/${patient.id}` },
  code: { text },
  identifier: [{ system: SYSTEM, value }],
});
const PATCH: Any = [{ op: 'replace', path: '/code/text', value: 'Đã vá' }];
const transaction = (): Any => ({
  resourceType: 'Bundle',
  type: 'transaction',
  entry: [
    {
      fullUrl: `urn:uuid:${randomUUID()}`,
      resource: condition(randomUUID()),
      request: { method: 'POST', url: 'Condition' },
    },
  ],
});
const batch = (): Any => ({
  resourceType: 'Bundle',
  type: 'batch',
  entry: [{ request: { method: 'GET', url: `Patient/${patient.id}` } }],
});

beforeAll(async () => {
  served = await serve();
  token = await served.token();
  const client = new FhirKit({ baseUrl: served.fhir, bearerToken: token });
  const created: Any = await client.create({
    resourceType: 'Patient',
    body: { resourceType: 'Patient', name: [{ text: 'Võ Thị Khách' }], birthDate: '1970-01-02', gender: 'female' },
  });
  patient = created;
});
afterAll(() => served.world.close());

describe('MedplumClient', () => {
  let medplum: MedplumClient;
  let made: Any;
  beforeAll(async () => {
    const { origin } = served;
    const options = {
      baseUrl: `${origin}/`,
      fhirUrlPath: 'fhir/R4/',
      tokenUrl: `${origin}/oauth2/token`,
      cacheTime: 0,
    };
    medplum = new MedplumClient({ ...options, accessToken: token });
    made = await medplum.createResource(condition(randomUUID()));
  });

  it('creates, also on conditions, updates what it read, says it anew by its number, and patches', async () => {
    const value = randomUUID();
    const first = await medplum.createResourceIfNoneExist(condition(value), `identifier=${SYSTEM}|${value}`);
    const query = `patient=${patient.id}&identifier=${SYSTEM}|${value}`;
    const again = await medplum.createResourceIfNoneExist(condition(value), query);
    expect(again.id).toBe(first.id);
    const updated: Any = await medplum.updateResource({ ...first, code: { text: 'Sửa' } });
    expect([updated.meta.versionId, updated.code.text]).toEqual(['2', 'Sửa']);
    await expect(medplum.updateResource({ ...first, code: { text: 'Muộn' } })).rejects.toThrow(OperationOutcomeError);
    const said: Any = await medplum.upsertResource(
      { ...updated, code: { text: 'Theo mã' } },
      `identifier=${SYSTEM}|${value}`,
    );
    expect([said.id, said.code.text]).toEqual([first.id, 'Theo mã']);
    const fresh = await medplum.upsertResource(condition(randomUUID()), `identifier=${SYSTEM}|${randomUUID()}`);
    expect(fresh.id).not.toBe(first.id);
    expect(((await medplum.patchResource('Condition', first.id, PATCH)) as Any).code.text).toBe('Đã vá');
    expect(((await medplum.createComment(made, 'Lời bàn')) as Any).status).toBe('completed');
  });

  it('reads: one, by a reference, a version, the history of one and of a type', async () => {
    expect((await medplum.readResource('Patient', patient.id)).id).toBe(patient.id);
    expect((await medplum.readReference({ reference: `Condition/${made.id}` })).id).toBe(made.id);
    expect((await medplum.readVersion('Condition', made.id, '1')).id).toBe(made.id);
    const history = await medplum.readHistory('Condition', made.id);
    const ofType: Any = await medplum.get(medplum.fhirUrl('Condition', '_history'));
    expect([history.type, ofType.type, ofType.entry.length > 0]).toEqual(['history', 'history', true]);
  });

  it('searches: a page, one, all, page by page, and nothing', async () => {
    const query = { patient: `Patient/${patient.id}`, _count: 1, _sort: '-_lastUpdated' };
    const page = await medplum.search('Condition', query);
    expect([page.type, page.entry!.length]).toEqual(['searchset', 1]);
    expect((await medplum.searchOne('Condition', `_id=${made.id}`))!.id).toBe(made.id);
    expect(await medplum.searchOne('Condition', `identifier=${SYSTEM}|nothing`)).toBeUndefined();
    const all = await medplum.searchResources('Condition', { patient: patient.id, _count: 100 });
    let count = 0;
    for await (const some of medplum.searchResourcePages('Condition', { patient: patient.id, _count: 2 })) {
      count += some.length;
    }
    expect([count, all.length > 2]).toEqual([all.length, true]);
  });

  it('calls operations, sends Bundles, gathers reads into a batch, and is told that nothing is deleted', async () => {
    expect((await medplum.readPatientEverything(patient.id)).type).toBe('searchset');
    expect((await medplum.readPatientSummary(patient.id)).type).toBe('document');
    expect((await medplum.validateResource(condition('x'))).resourceType).toBe('OperationOutcome');
    expect((await medplum.executeBatch(batch())).entry![0]!.response!.status).toBe('200');
    expect((await medplum.executeBatch(transaction())).entry![0]!.response!.status).toBe('201 Created');
    const { origin } = served;
    const gathering = new MedplumClient({
      baseUrl: `${origin}/`,
      fhirUrlPath: 'fhir/R4/',
      accessToken: token,
      autoBatchTime: 20,
    });
    const read: Any[] = await Promise.all([
      gathering.readResource('Patient', patient.id),
      gathering.readResource('Condition', made.id),
    ]);
    expect(read.map(({ id }) => id as string)).toEqual([patient.id, made.id]);
    const deleted = await medplum.deleteResource('Condition', made.id).catch((error: unknown) => error);
    expect((deleted as OperationOutcomeError).outcome.issue[0]!.code).toBe('not-supported');
  });

  it('orders an export, waits for it, and gets its manifest', async () => {
    const options: Any = { pollStatusOnAccepted: true, pollStatusPeriod: 50 };
    const exported = medplum.bulkExport('Patient', 'Patient,Condition', undefined, options);
    await bulkExportsMade(served);
    const output = (await exported).output as { type: string; url: string }[];
    expect(output.map(({ type }) => type).sort()).toEqual(['Condition', 'Patient']);
    const file = await medplum.download(output.find(({ type }) => type === 'Patient')!.url);
    expect(await file.text()).toContain('Võ Thị Khách');
  });
});

describe('What MedplumClient offers for a server of its own', () => {
  /** Each answer of the service: its status, and what it is. */
  const answered: (readonly [status: number, type: string])[] = [];
  const anew = (): MedplumClient => {
    const listening = async (url: string, init?: RequestInit) => {
      const answer = await fetch(url, init);
      answered.push([answer.status, answer.headers.get('content-type') ?? '']);
      return answer;
    };
    const { origin } = served;
    const urls = { baseUrl: `${origin}/`, fhirUrlPath: 'fhir/R4/', tokenUrl: `${origin}/oauth2/token` };
    return new MedplumClient({ ...urls, accessToken: token, cacheTime: 0, fetch: listening });
  };

  const file: Any = { data: 'Nội dung', contentType: 'text/plain', filename: 'a.txt' };
  const person: Any = { firstName: 'A', lastName: 'B', email: 'a@b.example', password: 'not-one-of-ours' };
  const OFFERED: Readonly<Record<string, (client: MedplumClient) => Promise<unknown>>> = {
    readCanonical: (client) => client.readCanonical('Questionnaire', 'http://client.example/q'),
    valueSetExpand: (client) => client.valueSetExpand({ url: 'http://client.example/v', filter: 'a' }),
    // Of a type that nobody has read yet: the client keeps what it knows of types beyond itself.
    requestSchema: (client) => client.requestSchema('Unheard'),
    requestProfileSchema: (client) => client.requestProfileSchema('http://client.example/p'),
    createBinary: (client) => client.createBinary(file),
    createAttachment: (client) => client.createAttachment(file),
    createMedia: (client) => client.createMedia(file),
    createDocumentReference: (client) => client.createDocumentReference(file),
    graphql: (client) => client.graphql('{ PatientList { id } }'),
    readResourceGraph: (client) => client.readResourceGraph('Patient', patient.id, 'all'),
    executeBot: (client) => client.executeBot(randomUUID(), { a: 1 }),
    pushToAgent: (client) => client.pushToAgent({ reference: `Agent/${randomUUID()}` }, 'Device/1', 'MSH|'),
    sendEmail: (client) => client.sendEmail({ to: 'a@b.example', subject: 'A', text: 'B' }),
    getCdsServices: (client) => client.getCdsServices(),
    callCdsService: (client) => client.callCdsService('a', { hook: 'patient-view', hookInstance: 'b' } as Any),
    startAsyncRequest: (client) => client.startAsyncRequest(client.fhirUrl('$reindex').toString()),
    startNewUser: (client) => client.startNewUser(person),
    startNewProject: (client) => client.startNewProject({ login: 'a', projectName: 'b' }),
    startNewPatient: (client) => client.startNewPatient({ login: 'a', projectId: 'b' }),
    startLogin: (client) => client.startLogin(person),
    startGoogleLogin: (client) => client.startGoogleLogin({ googleCredential: 'a' } as Any),
    exchangeExternalAccessToken: (client) => client.exchangeExternalAccessToken('a', 'b'),
    startClientLogin: (client) => client.startClientLogin('nobody', 'secret'),
    startJwtBearerLogin: (client) => client.startJwtBearerLogin('nobody', 'a.b.c', 'openid'),
    startJwtAssertionLogin: (client) => client.startJwtAssertionLogin('a.b.c'),
    processCode: (client) => client.processCode('a'),
  };
  it.each(Object.keys(OFFERED))('%s is refused in words that a machine reads', async (name) => {
    answered.length = 0;
    const refused = await OFFERED[name]!(anew()).then(
      () => 'done',
      (error: unknown) => error,
    );
    expect([name, refused]).toEqual([name, expect.any(Error)]);
    expect(answered.length).toBeGreaterThan(0);
    // A picture is announced first, which is kept as any resource, before its file is refused.
    const statuses = answered.map(([status]) => status);
    expect([name, statuses.every((status) => status < 500), statuses.at(-1)! >= 400]).toEqual([name, true, true]);
    expect(answered.map(([, type]) => type)).toEqual(answered.map(() => expect.stringContaining('json')));
  });
});

describe('fhir-kit-client', () => {
  let kit: FhirKit;
  let made: Any;
  const failure = (error: Any) => [error.response.status, error.response.data.resourceType] as const;
  beforeAll(async () => {
    kit = new FhirKit({ baseUrl: served.fhir, bearerToken: token });
    made = await kit.create({ resourceType: 'Condition', body: condition(randomUUID()) });
  });

  it('finds where tokens are, what the service can do, and reads', async () => {
    expect((await kit.smartAuthMetadata()).tokenUrl!.toString()).toContain('/oauth2/token');
    expect((await kit.capabilityStatement()).resourceType).toBe('CapabilityStatement');
    const one = { resourceType: 'Condition', id: made.id as string };
    const read: Any[] = [
      await kit.read(one),
      await kit.vread({ ...one, version: '1' }),
      await kit.request(`Condition/${made.id}`),
      await kit.request(`${served.fhir}/Condition/${made.id}`),
      await kit.resolve({ reference: `Condition/${made.id}` }),
      await kit.resolve({ reference: `${served.fhir}/Condition/${made.id}` }),
    ];
    expect(new Set(read.map(({ id }) => id as string))).toEqual(new Set([made.id]));
    const histories: Any[] = [
      await kit.resourceHistory(one),
      await kit.typeHistory({ resourceType: 'Condition' }),
      await kit.history({ resourceType: 'Condition' }),
    ];
    expect(histories.map(({ type }) => type as string)).toEqual(['history', 'history', 'history']);
  });

  it('writes: updates, on a condition too, patches, Bundles; nothing is deleted', async () => {
    const id = made.id as string;
    const updated: Any = await kit.update({ resourceType: 'Condition', id, body: { ...made, code: { text: 'Sửa' } } });
    expect([updated.meta.versionId, updated.code.text]).toEqual(['2', 'Sửa']);
    const value = randomUUID();
    const searchParams = { identifier: `${SYSTEM}|${value}` };
    const said: Any = await kit.update({ resourceType: 'Condition', searchParams, body: condition(value) });
    const options = { headers: { 'If-Match': 'W/"1"' } };
    const again: Any = await kit.update({
      resourceType: 'Condition',
      searchParams,
      body: condition(value, 'Khác'),
      options,
    });
    expect([again.id, again.code.text]).toEqual([said.id, 'Khác']);
    const patched: Any = await kit.patch({ resourceType: 'Condition', id, jsonPatch: PATCH });
    expect(patched.code.text).toBe('Đã vá');
    expect(((await kit.batch({ body: batch() })) as Any).entry[0].response.status).toBe('200');
    expect(((await kit.transaction({ body: transaction() })) as Any).entry[0].response.status).toBe('201 Created');
    expect(await kit.delete({ resourceType: 'Condition', id }).catch(failure)).toEqual([405, 'OperationOutcome']);
  });

  it('searches by GET and POST, page by page, and within the compartment of a patient', async () => {
    const searchParams = { patient: patient.id, _count: '1' };
    const search = { resourceType: 'Condition', searchParams };
    const page: Any = await kit.search(search);
    const next: Any = await kit.nextPage({ bundle: page });
    expect([page.entry.length, next.entry.length, next.entry[0].resource.id === page.entry[0].resource.id]).toEqual([
      1,
      1,
      false,
    ]);
    expect(kit.prevPage({ bundle: page })).toBeUndefined();
    const posted: Any = await kit.search({ ...search, options: { postSearch: true } });
    expect(posted.entry[0].resource.id).toBe(page.entry[0].resource.id);
    expect(((await kit.resourceSearch(search)) as Any).entry).toHaveLength(1);
    const compartment = { resourceType: 'Patient', id: patient.id };
    const within: Any = await kit.compartmentSearch({
      resourceType: 'Condition',
      compartment,
      searchParams: { _count: '1' },
    });
    expect(within.entry[0].resource.id).toBe(page.entry[0].resource.id);
    // Neither is announced: the whole hospital is not searched, nor told of, at once.
    expect(await kit.systemSearch({ searchParams: { _id: patient.id } }).catch(failure)).toEqual([
      405,
      'OperationOutcome',
    ]);
    expect(await kit.systemHistory().catch(failure)).toEqual([404, 'OperationOutcome']);
  });

  it('calls operations by GET and by POST', async () => {
    const of = { resourceType: 'Patient', id: patient.id };
    const parameters = { resourceType: 'Parameters', parameter: [{ name: '_type', valueString: 'Condition' }] };
    const described = { resourceType: 'Parameters', parameter: [{ name: 'resource', resource: patient }] };
    const answers: Any[] = [
      await kit.operation({ ...of, name: 'everything', method: 'GET', input: { _count: '5' } }),
      await kit.operation({ ...of, name: '$everything' }),
      await kit.operation({ ...of, name: 'everything', input: parameters }),
      await kit.operation({ ...of, name: 'summary' }),
      await kit.operation({
        resourceType: 'Observation',
        name: 'lastn',
        method: 'GET',
        input: { patient: patient.id },
      }),
      await kit.operation({ resourceType: 'Patient', name: 'match', input: described }),
      await kit.operation({ resourceType: 'Condition', name: 'validate', input: condition('x') }),
    ];
    expect(answers.map(({ type, resourceType }) => (type ?? resourceType) as string)).toEqual([
      ...['searchset', 'searchset', 'searchset', 'document', 'searchset', 'searchset', 'OperationOutcome'],
    ]);
    const types = (answers[2].entry as Any[]).map(({ resource }) => resource.resourceType as string);
    expect(new Set(types)).toEqual(new Set(['Condition']));
  });
});

describe('fhirclient', () => {
  let client: Any;
  let made: Any;
  beforeAll(async () => {
    const fhirclient: Any = createRequire(import.meta.url)('fhirclient');
    const state = { serverUrl: served.fhir, tokenResponse: { access_token: token } };
    client = fhirclient({ headers: {}, url: served.origin }, {}).client(state);
    made = await client.create(condition(randomUUID()));
  });

  it('asks: one, pages with what they refer to, and which FHIR this is', async () => {
    expect([await client.getFhirRelease(), await client.getFhirVersion()]).toEqual([4, '4.0.1']);
    expect((await client.request(`Condition/${made.id}`)).id).toBe(made.id);
    expect((await client.fhirRequest(`Patient/${patient.id}`)).id).toBe(patient.id);
    const path = `Condition?patient=${patient.id}&_count=2`;
    const flat = await client.request(path, { pageLimit: 0, flat: true, resolveReferences: ['subject'] });
    expect(flat[0].subject.id).toBe(patient.id);
    const all: Any[] = [];
    for await (const one of client.resources(`${served.fhir}/${path}`)) all.push(one);
    let pages = 0;
    for await (const page of client.pages(`${served.fhir}/${path}`)) pages += page.entry.length > 0 ? 1 : 0;
    expect([all.length, pages]).toEqual([flat.length, Math.ceil(flat.length / 2)]);
    const referred = await client.getReferences(made, ['subject']);
    expect(Object.keys(referred)).toEqual([`Patient/${patient.id}`]);
    const resolved = structuredClone(made);
    await client.resolveReferences(resolved, ['subject']);
    expect(resolved.subject.id).toBe(patient.id);
  });

  it('asks for its patient, and what is theirs, and says which codes are among values', async () => {
    const fhirclient: Any = createRequire(import.meta.url)('fhirclient');
    const tokenResponse = { access_token: token, patient: patient.id };
    const own = fhirclient({ headers: {}, url: served.origin }, {}).client({ serverUrl: served.fhir, tokenResponse });
    expect((await own.patient.read()).id).toBe(patient.id);
    const theirs = await own.patient.request(`Condition?_count=1`);
    expect(theirs.entry[0].resource.subject.reference).toBe(`Patient/${patient.id}`);
    const told: Any = await (await fetch(`${served.fhir}/.well-known/smart-configuration`)).json();
    expect(told.token_endpoint).toContain('/oauth2/token');
    expect(() => own.refresh()).toThrow(/refresh/i);
  });

  it('writes: updates what it read, patches; nothing is deleted', async () => {
    const updated = await client.update({ ...made, code: { text: 'Sửa' } });
    expect([updated.id, updated.meta.versionId]).toEqual([made.id, '2']);
    expect((await client.patch(`Condition/${made.id}`, PATCH)).code.text).toBe('Đã vá');
    const refused = await client.delete(`Condition/${made.id}`).catch((error: unknown) => error);
    expect(refused.statusCode).toBe(405);
  });
});
