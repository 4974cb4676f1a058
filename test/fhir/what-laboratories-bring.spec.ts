import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
let subject: { reference: string };
beforeAll(async () => {
  world = await startWorld();
  subject = { reference: `Patient/${(await aPatient(world)).id}` };
});
afterAll(() => world.close());

const entryOf = (resource: Readonly<Record<string, unknown>>) => ({
  fullUrl: `urn:uuid:${randomUUID()}`,
  resource,
  request: { method: 'POST', url: resource.resourceType },
});
const send = (...entry: object[]) =>
  world.as('lab').post('/fhir/R4', { resourceType: 'Bundle', type: 'transaction', entry });
const order = () =>
  entryOf({ resourceType: 'ServiceRequest', status: 'active', intent: 'order', subject, code: { text: 'Kali' } });
const specimen = () => entryOf({ resourceType: 'Specimen', subject });
const potassium = (more: object) =>
  entryOf({
    resourceType: 'Observation',
    status: 'final',
    code: { text: 'Kali' },
    subject,
    effectiveDateTime: '2026-11-01T08:00:00Z',
    valueString: 'bình thường',
    ...more,
  });

it('A laboratory brings in results with their specimen, the order that they answer and who made them', async () => {
  const [asked, taken] = [order(), specimen()];
  const value = potassium({ basedOn: [{ reference: asked.fullUrl }], specimen: { reference: taken.fullUrl } });
  const answer = await send(asked, taken, value, entryOf({ resourceType: 'Organization', name: 'Phòng xét nghiệm' }));
  expect([answer.status, answer.body.entry?.length]).toEqual([200, 4]);
});

it('What a laboratory says besides a value reaches the doctor: note, method, specimen, who made it, why there is none, documents', async () => {
  const [taken, lab] = [
    entryOf({ resourceType: 'Specimen', subject, type: { text: 'Máu tĩnh mạch' } }),
    entryOf({ resourceType: 'Organization', name: 'Phòng xét nghiệm A' }),
  ];
  const more = {
    note: [{ text: 'Mẫu tán huyết nhẹ' }, { text: 'Đã lấy lại' }],
    method: { coding: [{ code: 'ISE', display: 'Điện cực chọn lọc ion' }] },
    specimen: { reference: taken.fullUrl },
    performer: [{ reference: lab.fullUrl }],
  };
  const [value, absent] = [
    potassium({ ...more, valueString: undefined, valueQuantity: { value: 5.9, unit: 'mmol/L' } }),
    potassium({
      code: { text: 'Natri' },
      valueString: undefined,
      dataAbsentReason: { coding: [{ code: 'error' }] },
    }),
  ];
  const report = (presentedForm: object[], rest: object = {}) =>
    entryOf({
      resourceType: 'DiagnosticReport',
      id: 'with-details',
      status: 'final',
      code: { text: 'Điện giải' },
      subject,
      effectiveDateTime: '2026-11-01T08:00:00Z',
      specimen: [{ display: 'Máu' }],
      performer: [{ display: 'Khoa Xét nghiệm' }],
      result: [{ reference: value.fullUrl }, { reference: absent.fullUrl }],
      presentedForm,
      ...rest,
    });
  const pdf = { title: 'Phiếu kết quả', contentType: 'application/pdf', data: 'JVBERi0=' };
  const answer = await send(taken, lab, value, absent, report([pdf]));
  expect(answer.status).toBe(200);
  const [shown] = (await world.as('doctor').get(`/api/v1/patients/${subject.reference.slice(8)}/results`)).body.items;
  const document = { title: 'Phiếu kết quả', contentType: 'application/pdf', bytes: 5, url: null };
  expect(shown).toMatchObject({ specimen: 'Máu', performer: 'Khoa Xét nghiệm', attachments: [document] });
  expect(shown.observations).toMatchObject([
    {
      note: 'Mẫu tán huyết nhẹ\nĐã lấy lại',
      method: 'Điện cực chọn lọc ion',
      specimen: 'Máu tĩnh mạch',
      performer: 'Phòng xét nghiệm A',
      dataAbsentReason: null,
    },
    { note: null, dataAbsentReason: 'error', dataAbsentText: 'lỗi khi đo' },
  ]);
  const image = { title: 'Ảnh tiêu bản', contentType: 'image/jpeg', url: 'https://lis.example/1.jpg' };
  expect((await send(taken, lab, value, absent, report([pdf, image]))).status).toBe(200);
  const { body } = await world.as('doctor').get(`/api/v1/results/${shown.id}`);
  expect(body).toMatchObject({ status: 'appended', attachments: [document, { title: 'Ảnh tiêu bản' }] });
  expect(body.versions.map((one: { attachments: object[] }) => one.attachments.length)).toEqual([2, 1]);
});

it('A laboratory brings in as many values in one report as it has', async () => {
  const component = Array.from({ length: 300 }, (_, at) => ({
    code: { coding: [{ system: 'http://lab.example/codes', code: `${at}` }], text: `Chỉ số ${at}` },
    valueQuantity: { value: at, unit: 'mmol/L' },
  }));
  expect((await send(potassium({ component, valueString: undefined }))).status).toBe(200);
});

it('A laboratory brings in no prescription, diagnosis, allergy, visit or order of its own: each is refused by name', async () => {
  const others = [
    { resourceType: 'MedicationRequest', status: 'active', intent: 'order', subject },
    { resourceType: 'Condition', code: { text: 'Lao phổi' }, subject },
    { resourceType: 'AllergyIntolerance', code: { text: 'Penicillin' }, patient: subject },
    { resourceType: 'Encounter', status: 'finished', subject },
    { resourceType: 'Immunization', status: 'completed', patient: subject },
    { resourceType: 'Procedure', status: 'completed', subject },
  ].map(entryOf);
  const kept = () => world.sql('SELECT count(*)::int AS kept FROM fhir_source');
  const before = await kept();
  const { status, body } = await send(potassium({}), ...others, order());
  const issues = body.issue as { expression?: string[]; details?: { text: string } }[];
  expect(status).toBe(403);
  expect(issues.flatMap(({ expression }) => expression ?? [])).toEqual(
    [1, 2, 3, 4, 5, 6, 7].map((index) => `Bundle.entry[${index}].resource`),
  );
  expect(await kept()).toEqual(before);
});

const loinc = (code: string, text: string) => ({ coding: [{ system: 'http://loinc.org', code }], text });
const at = '2026-11-01T08:00:00Z';
const inside = (id: string, more: object) => ({ resourceType: 'Observation', id, status: 'final', subject, ...more });
const amount = (value: number, unit: string) => ({
  valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code: unit },
});
const reportWith = (
  contained: readonly { id: string; resourceType: string }[],
  named: readonly string[],
  more: object = {},
) => ({
  resourceType: 'DiagnosticReport',
  id: randomUUID(),
  status: 'final',
  code: { text: 'Phiếu' },
  subject,
  effectiveDateTime: at,
  contained,
  result: named.map((id) => ({ reference: `#${id}` })),
  ...more,
});
const seen = async (id: string) => (await world.as('doctor').get(`/api/v1/results/${id}`)).body;

it('A panel in a panel, inside a report: every value is judged, and each says its members as it was sent, those that are alike too', async () => {
  const members = (...ids: string[]) => ids.map((id) => ({ reference: `#${id}` }));
  const parts = [
    inside('blood', { code: loinc('24326-1', 'Điện giải'), hasMember: members('ions', 'one', 'two') }),
    inside('ions', { code: loinc('24327-9', 'Ion'), hasMember: members('k', 'na') }),
    inside('one', { code: { text: 'Lần đo' }, ...amount(5, 'mmol/L'), note: [{ text: 'lần một' }] }),
    inside('two', { code: { text: 'Lần đo' }, ...amount(5, 'mmol/L'), note: [{ text: 'lần hai' }] }),
    inside('k', { code: loinc('2823-3', 'Kali'), ...amount(7.7, 'mmol/L') }),
    inside('na', { code: loinc('2951-2', 'Natri'), ...amount(140, 'mmol/L') }),
    inside('gap', {
      code: loinc('33037-3', 'Khoảng trống anion'),
      ...amount(12, 'mmol/L'),
      derivedFrom: members('na', 'cl'),
    }),
    inside('cl', { code: loinc('2075-0', 'Clo'), ...amount(100, 'mmol/L') }),
    inside('ns1', { code: loinc('75377-2', 'NS1'), valueCodeableConcept: { text: 'Âm tính' } }),
  ];
  const answer = await world.as('lab').post('/fhir/R4/DiagnosticReport', reportWith(parts, ['gap', 'ns1', 'blood']));
  expect([answer.status, answer.body.issue]).toEqual([201, undefined]);
  const { body: read } = await world.as('lab').get(`/fhir/R4/DiagnosticReport/${answer.body.id}`);
  expect(answer.body).toEqual(read);
  const values = new Map<
    string,
    { id: string; note?: { text: string }[]; hasMember?: object[]; derivedFrom?: object[] }[]
  >();
  for (const { reference } of read.result as { reference: string }[]) {
    const { body } = await world.as('lab').get(`/fhir/R4/${reference}`);
    values.set(body.code.text, [...(values.get(body.code.text) ?? []), body]);
  }
  const to = (name: string, place = 0) => ({ reference: `Observation/${values.get(name)![place]!.id}` });
  expect(read.result.slice(0, 3)).toEqual([to('Khoảng trống anion'), to('NS1'), to('Điện giải')]);
  expect(values.get('Điện giải')![0]!.hasMember).toEqual([to('Ion'), to('Lần đo', 0), to('Lần đo', 1)]);
  expect(values.get('Ion')![0]!.hasMember).toEqual([to('Kali'), to('Natri')]);
  expect(values.get('Khoảng trống anion')![0]!.derivedFrom).toEqual([to('Natri'), to('Clo')]);
  expect(values.get('Lần đo')!.map(({ note }) => note![0]!.text)).toEqual(['lần một', 'lần hai']);
  const shown = await seen(answer.body.id);
  expect([shown.critical, shown.observations.length]).toEqual([true, parts.length]);
  const tasks = await world.sql("SELECT id FROM task WHERE kind = 'critical-result' AND focus_id = $1", [
    answer.body.id,
  ]);
  expect(tasks).toHaveLength(1);
});

it('A code, or a value made of parts, that is corrected takes the place of what stood; sent again it is the same; without saying that it corrects it is refused', async () => {
  const parts = (result: string, potassium: number) => [
    inside('ns1', { code: loinc('75377-2', 'NS1'), valueCodeableConcept: { text: result } }),
    inside('gas', {
      code: loinc('24336-0', 'Khí máu'),
      component: [{ code: loinc('2823-3', 'Kali'), ...amount(potassium, 'mmol/L') }],
    }),
  ];
  const first = reportWith(parts('Âm tính', 4), ['ns1', 'gas']);
  const send = (result: string, potassium: number, more: object) =>
    world.as('lab').post('/fhir/R4/DiagnosticReport', { ...first, contained: parts(result, potassium), ...more });
  const made = await send('Âm tính', 4, {});
  expect(made.status).toBe(201);
  expect((await send('Âm tính', 4, { conclusion: 'Đã đọc' })).status).toBe(200);
  expect((await seen(made.body.id)).observations).toHaveLength(2);
  expect((await send('Dương tính', 4, { conclusion: 'Đã đọc' })).status).toBe(409);
  const corrected = await send('Dương tính', 7.7, { status: 'corrected', conclusion: 'Đã đọc' });
  expect([corrected.status, corrected.body.result]).toEqual([200, made.body.result]);
  const shown = await seen(made.body.id);
  expect(
    shown.observations.map(
      ({ text, components }: { text: string; components: { value: number }[] }) => components?.[0]?.value ?? text,
    ),
  ).toEqual(['Dương tính', 7.7]);
  expect([shown.critical, shown.versions[0].status]).toEqual([true, 'corrected']);
  const tasks = await world.sql("SELECT id FROM task WHERE kind = 'critical-result' AND focus_id = $1", [made.body.id]);
  expect(tasks).toHaveLength(1);
  const history = await world.as('lab').get(`/fhir/R4/${made.body.result[0].reference}/_history`);
  expect(history.body.entry).toHaveLength(2);
});

it('Who and what stands inside a report reaches the doctor in words: who made it, by a role too, and of which specimen', async () => {
  const people = [
    { resourceType: 'Practitioner', id: 'kt', name: [{ family: 'Đỗ', given: ['Hữu Đạt'] }] },
    { resourceType: 'Organization', id: 'labo', name: 'Labo Hoà Hảo' },
    {
      resourceType: 'PractitionerRole',
      id: 'role',
      practitioner: { reference: '#kt' },
      organization: { reference: '#labo' },
    },
    { resourceType: 'Specimen', id: 'sp', accessionIdentifier: { value: 'ONG-77' } },
  ];
  const value = inside('k', {
    code: loinc('2823-3', 'Kali'),
    ...amount(4.1, 'mmol/L'),
    performer: [{ reference: '#role' }],
    specimen: { reference: '#sp' },
  });
  const { status, body } = await world
    .as('lab')
    .post('/fhir/R4/DiagnosticReport', reportWith([...people, value], ['k'], { performer: [{ reference: '#labo' }] }));
  expect([status, body.issue]).toEqual([201, undefined]);
  const shown = await seen(body.id);
  expect([shown.performer, shown.observations[0].performer, shown.observations[0].specimen]).toEqual([
    'Labo Hoà Hảo',
    'Đỗ Hữu Đạt, Labo Hoà Hảo',
    'ONG-77',
  ]);
});
