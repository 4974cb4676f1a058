import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MOST_EVENTS } from '../../src/platform/audit/reports/access-report.queries.js';
import { deedWords } from '../../src/platform/audit/reports/reports.words.js';
import { hospitalDate } from '../../src/kernel/hospital-time.js';
import { may, ROLES } from '../../src/platform/routes/policy.js';
import { aPatient, anAdmission } from '../support/builders.js';
import { expectProblem } from '../support/problems.js';
import { routesOf } from '../support/routes.js';
import { startWorld, type World } from '../support/world.js';
import { withinOneDay } from '../support/days.js';
import { elementAt } from '../../src/kernel/list.js';

interface Entry {
  date: string;
  person: { username: string; fullName: string; roleWords: string };
  wards: string[];
  terminals: string[];
  emergency: boolean;
  reasons: string[];
  deeds: { words: string; kind: string; entity: string; times: number }[];
}

let world: World;
beforeAll(async () => {
  world = await startWorld({ HOSPITAL_NAME: 'Bệnh viện <Thử> & "Demo"' });
});
afterAll(() => world.close());

const NOBODY = '01900000-0000-7000-8000-000000000000';
const EVIL = `Lê <img src=x onerror="alert('1')"> & "Thử"`;
const report = (id: string, query = '', headers = {}) =>
  world.as('auditor').get(`/api/v1/patients/${id}/access-report${query}`, headers);
const page = (id: string, query = '', headers = {}) => report(id, query, { Accept: 'text/html', ...headers });
const day = (daysAgo: number) => hospitalDate(new Date(Date.now() - daysAgo * 86_400_000));
const deedsOf = (entries: Entry[], username: string) =>
  entries.filter(({ person }) => person.username === username).flatMap(({ deeds }) => deeds);

/** The doctor opened the chart on each of these days. */
async function openedOn(patientId: string, ...daysAgo: number[]) {
  await world.sql(
    `INSERT INTO audit.event (id, occurred_at, kind, actor_kind, actor_id, username, role, purpose, entity, entity_id, patient_id)
     SELECT uuidv7(make_interval(days => -ago)), now() - make_interval(days => ago), 'read', 'staff', $2, 'doctor',
       'doctor', 'TREAT', 'chart', $1, $1 FROM unnest($3::int[]) ago`,
    [patientId, world.staff.doctor.id, daysAgo],
  );
}

describe('Who looked at a patient', () => {
  it(
    'tells who opened or changed the record, and apart from that in whose lists the patient stood',
    withinOneDay(async () => {
      const { id: encounterId, patientId } = await anAdmission(world);
      const vitals = { effectiveAt: new Date().toISOString(), heartRate: 88 };
      const terminal = { 'X-Terminal': 'KHOA-NOI-07', 'X-Reason': encodeURIComponent('Đo buổi sáng') };
      const charted = await world.as('nurse').post(`/api/v1/encounters/${encounterId}/vitals`, vitals, terminal);
      expect(charted.status).toBe(201);
      await world.as('doctor').get(`/api/v1/patients/${patientId}/chart`);
      await world.as('doctor').get(`/api/v1/patients/${patientId}/chart`);
      await world.as('doctor').get(`/api/v1/patients/${patientId}`, { 'X-Purpose-Of-Use': 'ETREAT' });
      await world.as('nurse').get(`/api/v1/encounters/${encounterId}/vitals`);
      await world.as('nurse').get(`/api/v1/wards/${world.wards[0].id}/board`);
      await world.as('nurse').get(`/api/v1/wards/${world.wards[0].id}/board`);
      await world.as('registrar').get('/api/v1/patients?name=thu', { 'X-Reason': encodeURIComponent('Tìm bà khác') });

      const { status, body } = await report(patientId);
      expect(status).toBe(200);
      const { opened, listed } = body as { opened: Entry[]; listed: Entry[] };
      expect(body).toMatchObject({ patient: { id: patientId }, from: expect.any(String), to: day(0), next: null });
      expect(body.covers).toEqual({ from: body.from, to: body.to });
      const nurse = opened.find(({ person }) => person.username === 'nurse')!;
      expect(nurse).toMatchObject({
        date: day(0),
        person: { id: world.staff.nurse.id, fullName: 'Người thử nurse', role: 'nurse', roleWords: 'điều dưỡng' },
        wards: ['Khoa NOI'],
        terminals: ['KHOA-NOI-07'],
        reasons: ['Đo buổi sáng'],
        emergency: false,
        purposes: [{ code: 'TREAT', words: 'điều trị' }],
      });
      expect(nurse.deeds.map(({ words }) => words)).toEqual(expect.arrayContaining(['ghi sinh hiệu', 'xem sinh hiệu']));
      const doctor = opened.filter(({ person }) => person.username === 'doctor');
      expect(doctor.map(({ emergency }) => emergency).sort()).toEqual([false, true]);
      expect(deedsOf(doctor, 'doctor')).toContainEqual(
        expect.objectContaining({ words: 'mở hồ sơ bệnh án', times: 2 }),
      );
      expect(deedsOf(listed, 'nurse')).toEqual([
        { entity: 'ward_board', kind: 'list', words: 'bảng giường bệnh của khoa', times: 2 },
      ]);
      expect(deedsOf(listed, 'registrar').map(({ words }) => words)).toEqual(['kết quả tìm người bệnh']);
      expect(listed.flatMap(({ reasons }) => reasons)).toEqual([]);
      expect(deedsOf(opened, 'registrar').map(({ kind }) => kind)).toEqual(['create']);
    }),
  );

  it('leaves nothing out: every event of the patient is counted once', async () => {
    const { id: encounterId, patientId } = await anAdmission(world);
    await world.as('nurse').get(`/api/v1/encounters/${encounterId}`);
    await world.as('nurse').get(`/api/v1/encounters?patientId=${patientId}`);
    await world.as('nurse').get('/api/v1/encounters');
    await world.as('doctor').get('/api/v1/orders');
    await world.as('lab').get(`/fhir/R4/Observation?patient=${patientId}`);
    await world.as('auditor').get(`/api/v1/audit/events?patientId=${patientId}`);
    const { n } = elementAt(
      await world.sql(
        'SELECT count(*)::int AS n FROM audit.event WHERE patient_id = $1 OR patient_ids @> ARRAY[$1::uuid]',
        [patientId],
      ),
      0,
    );
    const { body } = await report(patientId);
    const entries = [...body.opened, ...body.listed, ...body.refused] as Entry[];
    expect(entries.flatMap(({ deeds }) => deeds).reduce((sum, { times }) => sum + times, 0)).toBe(n);
  });

  it('names those who were refused by themselves, since they saw nothing', async () => {
    const { id } = await aPatient(world);
    await world.sql(
      `INSERT INTO audit.event (kind, actor_kind, actor_id, username, role, entity, patient_id)
       VALUES ('refusal', 'staff', $2, 'lab', 'lab', 'GET /api/v1/patients/:id/chart', $1)`,
      [id, world.staff.lab.id],
    );
    const { body } = await report(id);
    expect(JSON.stringify([body.opened, body.listed])).not.toContain('"lab"');
    expect(body.refused).toMatchObject([{ person: { username: 'lab' }, deeds: [{ kind: 'refusal', times: 1 }] }]);
  });

  it('takes a list of everybody that happened to show one patient for a list', async () => {
    const { id } = await aPatient(world);
    await world.sql(
      `INSERT INTO audit.event (kind, actor_kind, actor_id, username, role, entity, patient_id, patient_ids, detail)
       VALUES ('list', 'staff', $2, 'lab', 'lab', 'service_order', $1, ARRAY[$1::uuid], '{"route": "GET /api/v1/orders"}')`,
      [id, world.staff.lab.id],
    );
    const { body } = await report(id);
    expect(deedsOf(body.opened as Entry[], 'lab')).toEqual([]);
    expect(deedsOf(body.listed as Entry[], 'lab')).toMatchObject([{ words: 'danh sách chỉ định chờ làm' }]);
  });

  it('never names another patient, though lists showed many', async () => {
    const names = ['Trương Nữ Kỳ Lạ', 'Trương Nữ Quý Hiếm'];
    const [own, other] = [await aPatient(world, { fullName: names[0] }), await aPatient(world, { fullName: names[1] })];
    await world.as('nurse').get('/api/v1/patients?name=truong%20nu', { 'X-Reason': encodeURIComponent(names[1]!) });
    for (const answer of [await report(own.id), await page(own.id)]) {
      expect(answer.text).toContain(names[0]);
      expect(answer.text).toContain('kết quả tìm người bệnh');
      for (const secret of [other.id, other.mrn, names[1]]) expect(answer.text).not.toContain(secret);
    }
  });

  it('is itself on the trail, as read of that patient, and stands in the next report', async () => {
    const { id } = await aPatient(world);
    for (const ask of [report, page]) {
      expect((await ask(id)).status).toBe(200);
      const [event] = await world.sql('SELECT * FROM audit.event ORDER BY id DESC LIMIT 1');
      expect(event).toMatchObject({ kind: 'read', entity: 'access_report', username: 'auditor', patient_id: id });
    }
    const { body } = await report(id);
    expect(deedsOf(body.opened as Entry[], 'auditor')).toMatchObject([
      { words: 'lập báo cáo truy cập hồ sơ', times: 2 },
    ]);
  });

  it('does not leave when the trail cannot be written, neither as JSON nor as a page', async () => {
    const { id } = await aPatient(world, { fullName: 'Trịnh Bí Mật' });
    await world.sql('REVOKE INSERT ON audit.event FROM emr_app');
    try {
      for (const answer of [await report(id), await page(id)]) {
        expectProblem(answer, 500, 'internal');
        expect(answer.text).not.toContain('Bí Mật');
      }
    } finally {
      await world.sql('GRANT INSERT ON audit.event TO emr_app');
    }
  });

  it(
    'comes in pages of days that miss nothing and repeat nothing',
    withinOneDay(async () => {
      const { id } = await aPatient(world);
      await openedOn(id, 3, 3, 7, 200);
      const seen: string[] = [];
      const covered: { from: string; to: string }[] = [];
      const whole = await report(id, '?limit=100');
      for (
        let next: string | null = `/api/v1/patients/${id}/access-report?limit=1&from=${day(300)}&format=json`;
        next;
      ) {
        const { status, body } = await world.as('auditor').get(next);
        expect(status).toBe(200);
        seen.push(...(body.opened as Entry[]).map(({ date, person }) => `${date} ${person.username}`));
        covered.push(body.covers as never);
        next = body.next as string | null;
      }
      expect(seen.filter((entry) => entry.endsWith('doctor'))).toEqual([3, 7, 200].map((ago) => `${day(ago)} doctor`));
      expect(covered.map(({ from }) => from)).toEqual([day(0), day(3), day(7), day(300)]);
      expect(covered.map(({ to }) => to)).toEqual([day(0), day(1), day(4), day(8)]);
      expect(whole.body.opened.map(({ date }: Entry) => date)).toEqual(expect.arrayContaining([day(200)]));
      expect(deedsOf(whole.body.opened as Entry[], 'doctor').map(({ times }) => times)).toEqual([2, 1, 1]);
    }),
  );

  it(
    'parts a day that has more events than fit a page, and counts each of them once',
    withinOneDay(async () => {
      const { id } = await aPatient(world);
      const [opens, lists] = [MOST_EVENTS, MOST_EVENTS + 300];
      await world.sql(
        `INSERT INTO audit.event (id, occurred_at, kind, actor_kind, actor_id, username, role, purpose, entity, entity_id, patient_id, patient_ids)
       SELECT uuidv7(-past), now() - past, CASE WHEN n <= $3 THEN 'read' ELSE 'list' END, 'staff', $2, 'doctor', 'doctor', 'TREAT',
         CASE WHEN n <= $3 THEN 'chart' ELSE 'ward_board' END, NULL, CASE WHEN n <= $3 THEN $1::uuid END,
         CASE WHEN n > $3 THEN ARRAY[$1::uuid, uuidv7()] END
       FROM (SELECT n, now() - (($5::text || 'T12:00:00+07')::timestamptz - n * interval '20 seconds') AS past
             FROM generate_series(1, $3::int + $4::int) n) made`,
        [id, world.staff.doctor.id, opens, lists, day(3)],
      );
      await openedOn(id, 9);
      const count = new Map<string, number>();
      const pages: { covers: { from: string; to: string }; searchedFrom: string | null; searchedTo: string | null }[] =
        [];
      for (let next: string | null = `/api/v1/patients/${id}/access-report?to=${day(1)}`; next;) {
        const { status, body } = await world.as('auditor').get(next);
        expect(status).toBe(200);
        for (const part of ['opened', 'listed']) {
          for (const { times } of deedsOf(body[part] as Entry[], 'doctor')) {
            count.set(part, (count.get(part) ?? 0) + times);
          }
        }
        pages.push(body as never);
        next = body.next as string | null;
      }
      expect([count.get('opened'), count.get('listed')]).toEqual([opens + 1, lists]);
      expect(pages.length).toBeGreaterThan(2);
      expect(pages.slice(0, -1).map(({ covers }) => covers.from)).toContain(day(3));
      expect(pages.map(({ searchedFrom }) => searchedFrom)).toEqual([
        null,
        ...pages.slice(0, -1).map(({ searchedTo }) => searchedTo),
      ]);
      expect(pages.at(-1)).toMatchObject({ searchedTo: null });
      const printed = await page(id, `?from=${day(3)}&to=${day(3)}`);
      expect(printed.text).toMatch(/class="partial">[^<]*từ ngày \d\d:\d\d/);
    }),
  );

  it(
    'keeps to the period, both days included',
    withinOneDay(async () => {
      const { id } = await aPatient(world);
      await openedOn(id, 5, 6, 7, 8);
      const { body } = await report(id, `?from=${day(7)}&to=${day(6)}`);
      expect(body).toMatchObject({ from: day(7), to: day(6), listed: [] });
      expect(body.opened.map(({ date }: Entry) => date)).toEqual([day(6), day(7)]);
    }),
  );

  it('refuses bad input by name, and knows no unknown patient', async () => {
    const { id } = await aPatient(world);
    for (const [query, pointer, rule] of [
      ['?from=2026-02-30', 'from', 'calendar-day'],
      ['?to=yesterday', 'to', 'calendar-day'],
      ['?from=1999-01-01', 'from', 'calendar-day'],
      ['?from=2010-01-01&to=2026-01-01', 'from', 'period-too-long'],
      ['?from=2026-02-02&to=2026-02-01', 'to', 'after-from'],
      ['?from=2999-01-01', 'to', 'after-from'],
      ['?format=pdf', 'format', 'in'],
      ['?limit=0', 'limit', 'min'],
      ['?limit=367', 'limit', 'max'],
      ['?cursor=x', 'cursor', 'cursor'],
      ['?cursor=WyJub3ciXQ', 'cursor', 'cursor'],
      ['?colour=red', 'colour', 'unknown-field'],
      ['?from=2026-01-01&from=2026-01-02', 'from', 'calendar-day'],
    ]) {
      const answer = await page(id, query);
      expectProblem(answer, 400, 'validation');
      expect(answer.body.errors).toMatchObject([{ pointer, rule }]);
    }
    expectProblem(await report('1'), 400, 'validation');
    expectProblem(await report(NOBODY), 404, 'not-found');
    expectProblem(await page(NOBODY), 404, 'not-found');
  });

  it('is for auditors; others are refused, and that is on the trail', async () => {
    const { id } = await aPatient(world);
    for (const role of ROLES.filter((each) => !may(each, 'audit.read'))) {
      expectProblem(await world.as(role).get(`/api/v1/patients/${id}/access-report`), 403, 'forbidden');
      const [event] = await world.sql('SELECT * FROM audit.event ORDER BY id DESC LIMIT 1');
      expect(event).toMatchObject({ kind: 'refusal', username: role, entity_id: id });
    }
    expectProblem(await world.anonymous.get(`/api/v1/patients/${id}/access-report`), 401, 'unauthenticated');
  });

  it('has plain words for everything that shows or holds a patient', async () => {
    const tables = await world.sql<{ name: string }>(
      `SELECT relname AS name FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
       WHERE attname = 'patient_id' AND relkind = 'r' AND relnamespace = 'public'::regnamespace`,
    );
    const shown = routesOf(world.app).flatMap(({ declaration }) =>
      declaration && declaration.discloses !== 'nothing' ? [declaration.discloses.entity] : [],
    );
    const wordless = [...tables.map(({ name }) => name), ...shown]
      .filter((entity) => !['ward_board', 'staff_day'].includes(entity))
      .filter((entity) => deedWords(entity, 'read', 'vi').includes(entity));
    expect(wordless).toEqual([]);
  });
});

describe('The page a patient is handed', () => {
  it('comes when asked for by format or Accept, and JSON otherwise', async () => {
    const { id } = await aPatient(world);
    const browser = { Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };
    for (const answer of [await report(id, '?format=html'), await report(id, '', browser)]) {
      expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
      expect(answer.text).toMatch(/^<!doctype html>/);
    }
    for (const answer of [await report(id), await report(id, '?format=json', browser)]) {
      expect(answer.headers['content-type']).toMatch(/^application\/json/);
      expect(answer.headers.vary).toContain('Accept');
    }
  });

  it('is not kept by anyone, runs nothing and asks nothing of any other place', async () => {
    const { id } = await aPatient(world);
    const { headers, text } = await page(id);
    expect(headers['cache-control']).toBe('no-store');
    const style = /<style>([^]*?)<\/style>/.exec(text)![1]!;
    const hash = createHash('sha256').update(style).digest('base64');
    expect(headers['content-security-policy']).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect(text).not.toMatch(/<(?:script|img|link|iframe|object|form|a|base)\b|\bsrc=|\bhref=|url\(|@import|\son\w+=/i);
    expect(style).toMatch(/@page/);
    expect(style).toMatch(/@media print/);
  });

  it('tells the hospital, the patient, the period, the time zone, what the parts mean and whom to ask', async () => {
    const { id, mrn } = await aPatient(world, { fullName: 'Phạm Thị Hồng Ân' });
    const { text } = await page(id, '?from=2026-01-02');
    for (const words of [
      'Bệnh viện &lt;Thử&gt; &amp; &quot;Demo&quot;',
      'Phạm Thị Hồng Ân',
      mrn,
      '02/01/2026',
      'UTC+7',
    ]) {
      expect(text).toContain(words);
    }
    expect(text).toContain('<html lang="vi">');
    expect(text).toMatch(/Phần 1\. [^]*đã mở chính hồ sơ[^]*Phần 2\. [^]*không mở hồ sơ[^]*hãy hỏi nơi đã đưa/);
    expect(text).toContain('đăng ký người bệnh');
    expect(text).not.toContain('class="partial"');
  });

  it('speaks English to those who ask for it', async () => {
    const { id } = await aPatient(world);
    const { text, headers } = await page(id, '', { 'Accept-Language': 'en-GB,en;q=0.9' });
    expect(headers['content-language']).toBe('en');
    expect(text).toContain('<html lang="en">');
    expect(text).toMatch(/Who looked at the medical record[^]*registered the patient/);
    const { body } = await report(id, '', { 'Accept-Language': 'en' });
    expect(body.opened[0]).toMatchObject({ person: { roleWords: 'registrar' } });
  });

  it('escapes whatever people wrote: names, reasons, terminals', async () => {
    const { id } = await aPatient(world, { fullName: EVIL });
    await world.as('doctor').get(`/api/v1/patients/${id}`, {
      'X-Terminal': '<script>1</script>',
      'X-Reason': encodeURIComponent(`"'><svg/onload=2>`),
    });
    const { text } = await page(id);
    expect(text).toContain('Lê &lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; &quot;Thử&quot;');
    expect(text).toContain('&lt;script&gt;1&lt;/script&gt;');
    expect(text).toContain('&quot;&#39;&gt;&lt;svg/onload=2&gt;');
    expect(text).not.toMatch(/<(?:img|script|svg)/);
  });

  it(
    'says so when there is more than one page, and where it goes on',
    withinOneDay(async () => {
      const { id } = await aPatient(world);
      await openedOn(id, 10, 20);
      const first = await page(id, `?limit=1&to=${day(9)}`);
      expect(first.text).toMatch(/class="partial">Bản in này chỉ gồm từ ngày [^]*ở bản in kế tiếp; hãy xin in tiếp\.</);
      const [, next] = /^<(.*)>; rel="next"$/.exec(first.headers.link!)!;
      const last = await world.as('auditor').get(next!, { Accept: 'text/html' });
      expect(last.headers.link).toBeUndefined();
      expect(last.text).toMatch(/class="partial">[^<]*Những ngày sau đó ở bản in trước\.</);
      expect(last.text).not.toContain('ở bản in kế tiếp');
    }),
  );
});
