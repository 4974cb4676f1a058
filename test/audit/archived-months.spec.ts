import { appendFileSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CompactRange } from '../../src/platform/audit/sealing/compact-range.js';
import { readCheckpoint } from '../../src/platform/audit/sealing/checkpoint.js';
import { leafHash, rootFromInclusion } from '../../src/platform/audit/sealing/merkle.js';
import { sealBatch } from '../../src/platform/audit/sealing/seal-batch.js';
import { openNote, readVerifierKey, verifierKey } from '../../src/platform/audit/sealing/signed-note.js';
import { signingKey } from '../../src/platform/audit/sealing/signing-key.js';
import { verifyProofs } from '../../src/platform/audit/verification/verify-proofs.js';
import { archiveMonth } from '../../src/platform/audit/verification/archive-month.js';
import { Session } from '../../src/platform/database/session.js';
import { aPatient } from '../support/builders.js';
import { expectProblem } from '../support/problems.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

let world: World;
let folder: string;
let patientId: string;
/** A record of January and February, by its id. */
let recordId: string;
let someEvent: string;
let key: string;

const MONTHS = ['2026-01', '2026-02'] as const;
const FILES = MONTHS.map((month) => `event_${month.replace('-', '_')}.ndjson`);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'archived-'));
  world = await startWorld({ AUDIT_ARCHIVE_FOLDER: folder });
  ({ id: patientId } = await aPatient(world));
  await world.sql(`CREATE TABLE audit.event_2026_01 PARTITION OF audit.event
    FOR VALUES FROM (audit.uuid_floor('2026-01-01Z')) TO (audit.uuid_floor('2026-02-01Z'))`);
  await world.sql(`CREATE TABLE audit.event_2026_02 PARTITION OF audit.event
    FOR VALUES FROM (audit.uuid_floor('2026-02-01Z')) TO (audit.uuid_floor('2026-03-01Z'))`);
  const { id } = elementAt(await world.sql<{ id: string }>(`SELECT uuidv7('2026-01-05Z' - now()) AS id`), 0);
  recordId = id;
  await anEvent('2025-12-10Z', 'read', 'chart', patientId);
  await anEvent('2026-01-05Z', 'create', 'vital_signs', recordId, { heart_rate: 180, version: 1 });
  await anEvent('2026-01-06Z', 'read', 'vital_signs', recordId);
  someEvent = await anEvent('2026-01-07Z', 'read', 'chart', patientId);
  await anEvent('2026-01-08Z', 'refusal', 'chart', patientId);
  await anEvent('2026-02-05Z', 'update', 'vital_signs', recordId, { heart_rate: [180, 80], version: [1, 2] });
  await anEvent('2026-03-05Z', 'delete', 'vital_signs', recordId, { heart_rate: 80 });
  for (let hour = 0; hour < 30; hour++) {
    await world.sql(
      `INSERT INTO audit.event (id, occurred_at, kind, actor_kind, actor_id, username, role, entity, patient_ids)
       SELECT uuidv7(at - now()), at, 'list', 'staff', $1, 'nurse', 'nurse', 'ward_board', ARRAY[$2::uuid, uuidv7()]
       FROM (SELECT timestamptz '2026-02-10Z' + $3::int * interval '1 hour' AS at) moment`,
      [world.staff.nurse.id, patientId, hour],
    );
  }
  const sealer = await Session.open(world.database.sealerUrl);
  const signer = await signingKey(sealer.query, join(folder, 'key.pem'), 'hospital/audit');
  key = verifierKey(signer);
  while ((await sealBatch(sealer, signer, new CompactRange(), 5000)).count > 0);
  await sealer.close();
  const owner = await Session.open(world.database.ownerUrl);
  for (const month of MONTHS) await archiveMonth(owner, month, folder);
  await owner.close();
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

async function anEvent(at: string, kind: string, entity: string, entityId: string, changes?: object): Promise<string> {
  const event = elementAt(
    await world.sql<{ id: string }>(
      `INSERT INTO audit.event (id, occurred_at, kind, actor_kind, actor_id, username, role, purpose, entity, entity_id, patient_id, changes)
     VALUES (uuidv7($1::timestamptz - now()), $1, $2, 'staff', $3, 'doctor', 'doctor', 'TREAT', $4, $5, $6, $7) RETURNING id`,
      [at, kind, world.staff.doctor.id, entity, entityId, patientId, changes ?? null],
    ),
    0,
  );
  return event.id;
}

interface Link {
  relation: string;
  url: string;
}
/** What a searchset says beside what it found. */
const outcomesOf = ({ entry }: { entry: { resource: { issue?: { diagnostics: string }[] } }[] }) =>
  entry.flatMap(({ resource }) => resource.issue?.map(({ diagnostics }) => diagnostics) ?? []);

interface Told {
  id: string;
  occurredAt: string;
  kind: string;
}
const audit = (path: string) => world.as('auditor').get(`/api/v1/audit/${path}`);

/** All pages of a question. */
async function allOf<Item>(path: string): Promise<{ items: Item[]; notCovered: string[]; pages: number }> {
  const items: Item[] = [];
  const notCovered = new Set<string>();
  let pages = 0;
  for (let next: string | null = `/api/v1/audit/${path}`; next; pages++) {
    const { status, body } = await world.as('auditor').get(next);
    expect(status).toBe(200);
    items.push(...body.items);
    for (const month of body.notCovered) notCovered.add(month);
    next = body.next;
  }
  return { items, notCovered: [...notCovered], pages };
}

/** Does something while a month's file is away. */
async function without(file: string, work: () => Promise<void>): Promise<void> {
  renameSync(join(folder, file), join(folder, `${file}.away`));
  try {
    await work();
  } finally {
    renameSync(join(folder, `${file}.away`), join(folder, file));
  }
}

/** Does something while a month's file has one letter other. */
async function altered(file: string, work: () => Promise<void>): Promise<void> {
  const text = readFileSync(join(folder, file), 'utf8');
  writeFileSync(join(folder, file), text.replace('"doctor"', '"doktor"'));
  try {
    await work();
  } finally {
    writeFileSync(join(folder, file), text);
  }
}

describe('An archived month still answers', () => {
  it.each([3, 7, 100])(
    'whoever asks for the events of a patient, %s a page, in one order without a gap',
    async (limit) => {
      const to = '2026-04-01T00:00:00Z';
      const { items, notCovered } = await allOf<Told>(`events?patientId=${patientId}&to=${to}&limit=${limit}`);
      expect(items).toHaveLength(37);
      const ids = items.map(({ id }) => id);
      expect(ids).toEqual(ids.toSorted().reverse());
      expect(new Set(ids).size).toBe(37);
      expect(items.map(({ kind }) => kind).filter((kind) => kind !== 'list')).toEqual([
        'delete',
        'update',
        'refusal',
        'read',
        'read',
        'create',
        'read',
      ]);
      expect(notCovered).toEqual([]);
    },
  );

  it('with every other condition as in the database, and names of no other patient', async () => {
    const one = `events?patientId=${patientId}&kind=refusal&username=doctor&from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z`;
    expect((await audit(one)).body.items).toMatchObject([{ kind: 'refusal', actor: { username: 'doctor' } }]);
    const lists = (await audit(`events?patientId=${patientId}&kind=list&to=2026-03-01T00:00:00Z`)).body.items;
    expect(lists[0]).toMatchObject({ patientIds: [patientId], patientCount: 2 });
    expect(
      (await audit(`events?patientId=${patientId}&kind=list&role=doctor&to=2026-03-01T00:00:00Z`)).body.items,
    ).toEqual([]);
  });

  it('whoever asks for the life of a record, and who read it', async () => {
    for (const limit of [1, 2, 20]) {
      const life = await allOf<{ kind: string }>(`records/vital_signs/${recordId}?limit=${limit}`);
      expect(life.items.map(({ kind }) => kind)).toEqual(['create', 'update', 'delete']);
      expect(life.notCovered).toEqual([]);
    }
    const reads = await allOf<{ kind: string }>(`records/vital_signs/${recordId}/reads`);
    expect(reads.items).toMatchObject([{ kind: 'read', who: { username: 'doctor' } }]);
    const { items } = await allOf<Told>(`events?entity=vital_signs&entityId=${recordId}`);
    expect(items.map(({ kind }) => kind)).toEqual(['delete', 'update', 'read', 'create']);
  });

  it('whoever asks for who looked at a patient', async () => {
    const { body } = await world
      .as('auditor')
      .get(`/api/v1/patients/${patientId}/access-report?from=2025-12-01&to=2026-04-01&limit=100`);
    expect(body).toMatchObject({ notCovered: [], next: null, searchedTo: null });
    expect(body.opened.map(({ date }: { date: string }) => date)).toEqual([
      '2026-03-05',
      '2026-02-05',
      '2026-01-07',
      '2026-01-06',
      '2026-01-05',
      '2025-12-10',
    ]);
    expect(body.listed).toHaveLength(2);
    expect(body.refused).toHaveLength(1);
  });

  it('whoever asks what somebody did on a day, over the end of a month too', async () => {
    const nurse = `people/${world.staff.nurse.id}/day`;
    const whole = await audit(`${nurse}?date=2026-02-10`);
    expect(whole.body).toMatchObject({ events: 17, notCovered: [] });
    expect(whole.body.groups[0]).toMatchObject({ hour: '07:00', deeds: [{ kind: 'list', times: 1, mostPatients: 2 }] });
    const shift = await audit(`${nurse}?from=2026-02-10T12:00:00Z&to=2026-02-11T08:00:00Z&by=patient`);
    expect(shift.body).toMatchObject({ events: 18, places: [{ times: 18 }] });
    const doctor = await audit(`people/${world.staff.doctor.id}/day?from=2026-01-31T20:00:00Z&to=2026-02-01T08:00:00Z`);
    expect(doctor.body).toMatchObject({ events: 0, notCovered: [] });
  });

  it('whoever exports, in every format and with proofs that hold', async () => {
    const asked = `export?patientId=${patientId}&to=2026-04-01T00:00:00Z&proof=inclusion`;
    const { text, headers } = await audit(asked);
    const lines = text.trimEnd().split('\n');
    expect([lines.length, lines.at(-1), headers['x-not-covered']]).toEqual([39, '{"end":{"events":37}}', undefined]);
    const file = join(folder, 'asked.ndjson');
    writeFileSync(file, text);
    expect(await verifyProofs(file, [key])).toMatchObject({ intact: true, proven: 37, findings: [] });
    const csv = (await audit(`export?format=csv&patientId=${patientId}&to=2026-04-01T00:00:00Z`)).text;
    expect(csv.trimEnd().split('\r\n')).toHaveLength(38);
    const fhir = (await audit(`export?format=fhir&entityId=${recordId}&to=2026-04-01T00:00:00Z`)).text;
    expect(fhir.trimEnd().split('\n')).toHaveLength(4);
  });

  it('whoever asks for AuditEvents, for a page or for one', async () => {
    const fhir = (path: string) => world.as('auditor').get(`/fhir/R4/AuditEvent${path}`);
    const seen: string[] = [];
    for (let next: string | undefined = `?patient=${patientId}&date=lt2026-04-01&_count=5`; next;) {
      const { status, body } = await fhir(next);
      expect([status, outcomesOf(body)]).toEqual([200, []]);
      seen.push(...body.entry.map(({ resource }: { resource: { id: string } }) => resource.id));
      next = (body.link as Link[]).find(({ relation }) => relation === 'next')?.url.replace(/.*AuditEvent/, '');
    }
    expect(new Set(seen).size).toBe(37);
    expect((await fhir(`/${someEvent}`)).body).toMatchObject({ resourceType: 'AuditEvent', id: someEvent });
  });

  it('with single events and their proofs', async () => {
    expect((await audit(`events/${someEvent}`)).body).toMatchObject({ id: someEvent, kind: 'read', entity: 'chart' });
    const { status, body } = await audit(`events/${someEvent}/proof`);
    expect(status).toBe(200);
    const { size, root } = readCheckpoint(openNote(body.checkpoint.note, [readVerifierKey(key)]));
    const path = body.path.map((hash: string) => Buffer.from(hash, 'base64'));
    expect(rootFromInclusion(leafHash(Buffer.from(body.leaf)), body.index, size, path)?.equals(root)).toBe(true);
    const [own] = await world.sql(
      `SELECT FROM audit.event WHERE username = 'auditor' AND kind = 'list' AND $1 = ANY(patient_ids || patient_id) AND detail->>'route' LIKE '%/proof'`,
      [patientId],
    );
    expect(own).toBeDefined();
  });
});

describe('What an archived month does not answer is said', () => {
  const report = (headers = {}) =>
    world
      .as('auditor')
      .get(`/api/v1/patients/${patientId}/access-report?from=2025-12-01&to=2026-04-01&limit=100`, headers);

  it('when its file is not at hand', async () => {
    await without(FILES[0]!, async () => {
      const { items, notCovered } = await allOf<Told>(`events?patientId=${patientId}&to=2026-04-01T00:00:00Z`);
      expect(notCovered).toEqual(['2026-01']);
      expect(items).toHaveLength(33);
      expect((await report()).body).toMatchObject({ notCovered: ['2026-01'] });
      expect((await allOf(`records/vital_signs/${recordId}`)).notCovered).toEqual(['2026-01']);
      expectProblem(await audit(`events/${someEvent}`), 409, 'archive-not-at-hand');
      expectProblem(await audit(`events/${someEvent}/proof`), 409, 'archive-not-at-hand');
      const after = `events?patientId=${patientId}&from=2026-02-01T00:00:00Z&to=2026-04-01T00:00:00Z`;
      expect((await allOf(after)).notCovered).toEqual([]);
    });
  });

  it('when its file is not what was archived, however little of it', async () => {
    await altered(FILES[0]!, async () => {
      const { items, notCovered } = await allOf<Told>(`events?patientId=${patientId}&to=2026-04-01T00:00:00Z`);
      expect(notCovered).toEqual(['2026-01']);
      expect(items).toHaveLength(33);
      expect((await report()).body).toMatchObject({ notCovered: ['2026-01'] });
      expect((await allOf(`records/vital_signs/${recordId}`)).items).toHaveLength(2);
    });
    const size = readFileSync(join(folder, FILES[1]!)).length;
    appendFileSync(join(folder, FILES[1]!), '\n');
    expect((await report()).body).toMatchObject({ notCovered: ['2026-02'] });
    writeFileSync(join(folder, FILES[1]!), readFileSync(join(folder, FILES[1]!)).subarray(0, size));
    expect((await report()).body).toMatchObject({ notCovered: [] });
  });

  it('when two files lie in each other’s place, or an older one was put back', async () => {
    const question = `events?patientId=${patientId}&to=2026-04-01T00:00:00Z`;
    const whole = await allOf<Told>(question);
    const texts = FILES.map((file) => readFileSync(join(folder, file)));
    const put = (...contents: readonly Buffer[]) =>
      FILES.forEach((file, at) => writeFileSync(join(folder, file), contents[at]!));
    put(texts[1]!, texts[0]!);
    const { items, notCovered } = await allOf<Told>(question);
    expect([items.map(({ occurredAt }) => occurredAt.slice(0, 7)).sort(), notCovered]).toEqual([
      ['2025-12', '2026-03'],
      [...MONTHS],
    ]);
    expect((await report()).body).toMatchObject({ notCovered: [...MONTHS] });
    expectProblem(await audit(`events/${someEvent}/proof`), 409, 'archive-not-at-hand');
    // As it was before its last events were sealed.
    put(texts[0]!, texts[1]!.subarray(0, texts[1]!.lastIndexOf('\n', texts[1]!.length - 2) + 1));
    expect((await report()).body).toMatchObject({ notCovered: ['2026-02'] });
    expect((await allOf(`records/vital_signs/${recordId}`)).notCovered).toEqual(['2026-02']);
    put(...texts);
    expect(await allOf<Told>(question)).toEqual(whole);
  });

  it('of a day, an export and AuditEvents', async () => {
    const day = `people/${world.staff.nurse.id}/day?date=2026-02-10`;
    const exported = `export?patientId=${patientId}&to=2026-04-01T00:00:00Z`;
    const events = `/fhir/R4/AuditEvent?patient=${patientId}&date=lt2026-04-01&_count=100`;
    const expectMissing = async (month: string) => {
      const { text, headers } = await audit(exported);
      expect(headers['x-not-covered']).toBe(month);
      const [head, ...lines] = text.trimEnd().split('\n');
      expect(JSON.parse(head!)).toMatchObject({ export: { notCovered: [month] } });
      expect(lines.at(-1)).toBe(`{"end":{"events":${lines.length - 1}}}`);
      const searched = await world.as('auditor').get(events);
      expect(outcomesOf(searched.body)).toEqual([`Chưa kể những tháng đã lưu trữ: ${month}.`]);
    };
    await without(FILES[1]!, async () => {
      expect((await audit(day)).body).toMatchObject({ events: 0, notCovered: ['2026-02'] });
      await expectMissing('2026-02');
    });
    await altered(FILES[0]!, () => expectMissing('2026-01'));
    const all = await audit('export?kind=refusal&format=csv');
    expect(all.headers['x-not-covered']).toBe(MONTHS.join(', '));
    expect((await audit('export?kind=refusal&order=sealed')).headers['x-not-covered']).toBe(MONTHS.join(', '));
    const [own] = await world.sql<{ detail: object }>(
      `SELECT detail FROM audit.event WHERE detail->>'output' = 'export' ORDER BY id DESC LIMIT 1`,
    );
    expect(own?.detail).toMatchObject({ notCovered: MONTHS });
  });

  it('in words on the page that a patient is handed', async () => {
    await without(FILES[0]!, async () => {
      expect((await report({ Accept: 'text/html' })).text).toContain('Bản in này chưa kể những tháng sau: 01/2026.');
      expect((await report({ Accept: 'text/html', 'Accept-Language': 'en' })).text).toContain(
        'This printout does not tell of these months: 01/2026.',
      );
    });
    expect((await report({ Accept: 'text/html' })).text).not.toContain('01/2026.');
  });

  it('when the question names nothing that an archive is searched for', async () => {
    expect((await audit('events?kind=refusal')).body.notCovered).toEqual(MONTHS);
    expect((await audit('events?kind=refusal&from=2026-03-01T00:00:00Z')).body.notCovered).toEqual([]);
  });
});
