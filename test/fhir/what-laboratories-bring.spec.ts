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
