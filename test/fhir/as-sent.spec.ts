import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aMachine, connect, PUBLIC_URL } from '../clients/machines.js';
import { startWorld, type Client, type World } from '../support/world.js';
import { differences, exactly } from './as-sent.js';

let world: World;
let machine: Client;
beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL });
  machine = await connect(world, await aMachine(world, ['system/*.cruds']), 'system/*.cruds');
});
afterAll(() => world.close());

/** A number as its digits stand in JSON. */
const { rawJSON } = JSON as unknown as { rawJSON: (text: string) => object };
const digits = fc
  .constantFrom(
    '5.90',
    '0.010',
    '7.00',
    '1.0e-9',
    '123456789012345678.12',
    '100',
    '0',
    '3.141592653589793238',
    '1E2',
    '40.0',
  )
  .map(rawJSON);
const words = fc.constantFrom(
  'Kali huyết thanh',
  'Ghi chú "đặc biệt" \\ <b>',
  'Hồ Thị Bưởi',
  'dòng 1\ndòng 2',
  '5.90',
  '木村',
  'á'.normalize('NFC'),
);
const code = fc.constantFrom('K', 'NA+', 'x.1', 'GLU');
const uri = fc.constantFrom('http://lis.example/codes', 'urn:oid:1.2.3.4', 'http://snomed.info/sct');
const when = fc.constantFrom(
  '2019-03-04T08:00:00.000+07:00',
  '2019-03-04T01:00:00Z',
  '2018-12-31T23:59:59.123456-05:00',
);
const day = fc.constantFrom('2018', '2018-11', '2018-11-05');
const some = <T>(item: fc.Arbitrary<T>, most = 3) => fc.array(item, { minLength: 1, maxLength: most });
const rec = <T extends object>(
  required: { [K in keyof T]: fc.Arbitrary<T[K]> },
  optional: Record<string, fc.Arbitrary<unknown>> = {},
) =>
  fc.record(
    { ...required, ...optional },
    {
      requiredKeys: Object.keys(required),
    },
  );

const coding = rec({ system: uri, code }, { display: words, version: code, userSelected: fc.boolean() });
const concept = fc.oneof(rec({ coding: some(coding) }, { text: words }), rec({ text: words }));
const quantity = rec(
  { value: digits, unit: fc.constant('mmol/L') },
  { system: fc.constant('http://unitsofmeasure.org'), code: fc.constant('mmol/L') },
);
const amount = (of: { value?: object } | undefined) => Number(JSON.stringify(of?.value));
const range = rec(
  { low: quantity, text: words },
  { high: quantity, type: concept, appliesTo: some(concept, 1) },
).filter(
  (one: { low?: { value?: object }; high?: { value?: object } }) => !one.high || amount(one.low) <= amount(one.high),
);
const period = fc.constantFrom(
  { start: '2019-01-01' },
  { start: '2019-01-01T00:00:00Z', end: '2019-02-01T07:30:00+07:00' },
);
const extension = rec({ url: fc.constantFrom('http://example.org/a', 'http://example.org/b') }, {}).chain((one) =>
  fc
    .oneof(
      fc.record({ valueString: words }),
      fc.record({ valueDecimal: digits }),
      fc.record({ valueQuantity: quantity }),
      fc.record({ valueCodeableConcept: concept }),
      fc.record({ extension: fc.constant([{ url: 'inner', valueInteger: 7 }]) }),
    )
    .map((value) => ({ ...one, ...value })),
);
const narrative = words.map((text) => ({
  status: 'additional',
  div: `<div xmlns="http://www.w3.org/1999/xhtml">${text.replace(/[<>&"\\]/g, '')}</div>`,
}));
const identifier = fc.uuid().chain((value) =>
  rec(
    {
      system: fc.constantFrom('http://lis.example/id', 'https://benhan.vn/fhir/sid/so-khac'),
      value: fc.constant(value),
    },
    { use: fc.constant('official'), period, assigner: rec({ display: words }) },
  ),
);
const annotation = rec({ text: words }, { time: when, authorString: words });
const common = {
  text: narrative,
  extension: some(extension, 2),
  identifier: some(identifier, 2),
  language: fc.constantFrom('vi', 'en'),
};
const contained = (parts: object[]) => fc.constant(parts);
const organization = {
  resourceType: 'Organization',
  id: 'org',
  name: 'Trạm y tế',
  extension: [{ url: 'http://example.org/x', valueDecimal: rawJSON('2.50') }],
};
const to = (type: string) => ({ reference: `${type}/{${type}}`, display: 'như người gửi viết' });
const subject = fc.constant(to('Patient'));

/** What may stand in a resource of each type that can be written. */
const KINDS: Record<string, fc.Arbitrary<object>> = {
  Patient: rec(
    {
      name: some(
        rec(
          { family: words.map(() => 'Nguyễn'), given: fc.constant(['Văn', 'An']) },
          { text: fc.constant('Nguyễn Văn An'), use: fc.constantFrom('official', 'usual') },
        ),
        2,
      ),
      gender: fc.constantFrom('male', 'female'),
      birthDate: fc.constantFrom('1950', '1950-03', '1950-03-07'),
    },
    {
      ...common,
      telecom: some(
        rec(
          { system: fc.constant('phone'), value: fc.constantFrom('0901234567', '028 3822 1234') },
          { use: fc.constantFrom('home', 'mobile'), rank: fc.constant(2) },
        ),
      ),
      address: some(rec({ text: words, country: fc.constant('VN') }, { line: some(words), city: words })),
      maritalStatus: concept,
      multipleBirthInteger: fc.constant(2),
      contact: some(rec({ name: rec({ text: words }) }, { relationship: some(concept) }), 2),
      communication: some(rec({ language: concept }, { preferred: fc.boolean() }), 1),
      managingOrganization: fc.constant({ reference: '#org' }),
      contained: contained([organization]),
    },
  ),
  Encounter: rec(
    {
      status: fc.constantFrom('finished', 'cancelled'),
      class: rec(
        {
          system: fc.constant('http://terminology.hl7.org/CodeSystem/v3-ActCode'),
          code: fc.constantFrom('IMP', 'AMB', 'VR'),
        },
        { display: words },
      ),
      subject,
    },
    {
      ...common,
      period: fc.constant({ start: '2019-01-01T00:00:00+07:00', end: '2019-12-31T00:00:00.000Z' }),
      type: some(concept),
      reasonCode: some(concept),
      length: rec({ value: digits, unit: fc.constant('d') }),
      hospitalization: rec({ dischargeDisposition: concept }),
      participant: some(rec({ individual: fc.constant({ display: 'BS Ba' }) }, { period })),
    },
  ),
  Observation: rec(
    { status: fc.constantFrom('final', 'amended', 'preliminary'), code: concept, subject, effectiveDateTime: when },
    {
      ...common,
      category: some(concept, 2),
      issued: fc.constant('2019-03-05T08:00:00.000+07:00'),
      note: some(annotation, 2),
      method: concept,
      bodySite: concept,
      interpretation: some(concept, 2),
      referenceRange: some(range, 2),
      performer: fc.constant([to('Practitioner'), { display: 'KTV Năm' }]),
    },
  ).chain((one) =>
    fc
      .oneof(
        fc.record({ valueQuantity: quantity }),
        fc.record({ valueString: words }),
        fc.record({ valueCodeableConcept: concept }),
        fc.record({ valueInteger: fc.constant(3) }),
        fc.record({ valueRatio: fc.record({ numerator: quantity, denominator: quantity }) }),
        fc.record({ valueRange: fc.record({ low: quantity, high: quantity }) }),
        fc.record({ valueBoolean: fc.boolean() }),
        fc.record({ valuePeriod: period }),
        fc.record({
          valueSampledData: fc.record({
            origin: quantity,
            period: digits,
            dimensions: fc.constant(1),
            data: fc.constant('1.0 2.50 E'),
          }),
        }),
        fc.record({ dataAbsentReason: concept }),
        fc.record({
          component: some(rec({ code: concept, valueQuantity: quantity }, { interpretation: some(concept, 1) })),
        }),
      )
      .map((value) => ({ ...one, ...value })),
  ),
  DiagnosticReport: rec(
    {
      status: fc.constantFrom('final', 'preliminary'),
      code: concept,
      subject,
      effectiveDateTime: when,
      result: fc.constant([to('Observation')]),
    },
    {
      ...common,
      category: some(concept, 2),
      issued: fc.constant('2019-03-05T08:00:00.000+07:00'),
      conclusion: words,
      conclusionCode: some(concept, 2),
      presentedForm: some(
        rec({ contentType: fc.constant('text/plain'), data: fc.constant('Y2jhu69n') }, { title: words }),
        1,
      ),
      performer: fc.constant([{ reference: '#org' }]),
      contained: contained([organization]),
      media: fc.constant([{ comment: 'ảnh', link: { display: 'phim 1' } }]),
    },
  ),
  Condition: rec(
    { code: concept, subject },
    {
      ...common,
      clinicalStatus: fc.constant({
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active', display: 'Active' },
        ],
      }),
      verificationStatus: fc.constant({
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-ver-status', code: 'confirmed' }],
        text: 'chắc chắn',
      }),
      category: some(concept),
      severity: concept,
      bodySite: some(concept),
      onsetDateTime: day,
      recordedDate: when,
      note: some(annotation, 2),
      evidence: some(rec({ code: some(concept) }), 1),
      stage: some(rec({ summary: concept }), 1),
    },
  ),
  AllergyIntolerance: rec(
    { code: concept, patient: subject },
    {
      ...common,
      clinicalStatus: fc.constant({
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', code: 'active' }],
      }),
      type: fc.constantFrom('allergy', 'intolerance'),
      category: fc.constant(['food', 'environment']),
      criticality: fc.constantFrom('low', 'high', 'unable-to-assess'),
      onsetDateTime: day,
      note: some(annotation, 1),
      reaction: some(
        rec(
          { manifestation: some(concept) },
          { severity: fc.constantFrom('mild', 'severe'), exposureRoute: concept, substance: concept, onset: when },
        ),
        2,
      ),
    },
  ),
  MedicationRequest: rec(
    {
      status: fc.constantFrom('active', 'completed', 'stopped'),
      intent: fc.constant('order'),
      subject,
      authoredOn: when,
    },
    {
      ...common,
      dosageInstruction: some(
        rec(
          { text: words },
          {
            sequence: fc.constant(1),
            timing: fc.constant({ repeat: { frequency: 2, period: 1, periodUnit: 'd' } }),
            doseAndRate: fc.array(rec({ doseQuantity: quantity }), { minLength: 1, maxLength: 1 }),
            route: concept,
            asNeededBoolean: fc.constant(false),
          },
        ),
        2,
      ),
      dispenseRequest: rec({ quantity }, { validityPeriod: period }),
      note: some(annotation, 1),
      priority: fc.constant('routine'),
      requester: fc.constant({ display: 'BS Sáu' }),
    },
  ).chain((one) =>
    fc
      .oneof(
        fc.record({ medicationCodeableConcept: concept }),
        fc.constant({
          medicationReference: { reference: '#med' },
          contained: [
            {
              resourceType: 'Medication',
              id: 'med',
              code: { text: 'Paracetamol 500 mg' },
              amount: { numerator: { value: rawJSON('500.0'), unit: 'mg' }, denominator: { value: 1 } },
            },
          ],
        }),
      )
      .map((value) => ({ ...one, ...value })),
  ),
  ServiceRequest: rec(
    { status: fc.constant('active'), intent: fc.constant('order'), subject },
    {
      ...common,
      code: concept,
      quantityQuantity: quantity,
      note: some(annotation, 1),
      authoredOn: when,
      requester: fc.constant({ reference: '#org' }),
      contained: contained([organization]),
    },
  ),
  Specimen: rec(
    { subject },
    {
      ...common,
      type: concept,
      collection: rec({ collectedDateTime: when }, { quantity, bodySite: concept }),
      note: some(annotation, 1),
    },
  ),
  MedicationAdministration: rec(
    { status: fc.constant('completed'), medicationCodeableConcept: concept, subject, effectiveDateTime: when },
    { ...common, dosage: rec({ text: words, dose: quantity }), note: some(annotation, 1) },
  ),
  Practitioner: rec(
    { name: some(rec({ text: words }, { prefix: fc.constant(['BS.']) }), 2) },
    { ...common, qualification: some(rec({ code: concept }, { period }), 1) },
  ),
  Organization: rec({ name: words }, { ...common, type: some(concept), alias: some(words) }),
  Location: rec(
    { name: words },
    { ...common, position: fc.constant({ longitude: rawJSON('106.70'), latitude: rawJSON('10.770') }) },
  ),
  DocumentReference: rec(
    {
      status: fc.constant('current'),
      subject,
      content: fc.constant([{ attachment: { contentType: 'text/plain', data: 'Y2jhu69n', title: 'Giấy' } }]),
    },
    { ...common, type: concept, date: when, description: words },
  ),
  Provenance: rec(
    { target: fc.constant([to('Observation')]), recorded: when, agent: fc.constant([{ who: { display: 'LIS' } }]) },
    { text: narrative, activity: concept },
  ),
  Task: rec(
    { status: fc.constant('requested'), intent: fc.constant('order'), for: subject },
    { ...common, description: words, input: some(rec({ type: concept, valueDecimal: digits }), 2) },
  ),
};

/** One resource of each type; references name the others. */
const histories = fc.record(Object.fromEntries(Object.keys(KINDS).map((type) => [type, KINDS[type]!])));

it('What a machine sends is read back as it was sent: every element, in its order, with its extensions, contained parts and digits', async () => {
  await fc.assert(
    fc.asyncProperty(histories, async (history) => {
      const urls = Object.fromEntries(Object.keys(KINDS).map((type) => [type, `urn:uuid:${randomUUID()}`]));
      const textOf = (type: string) =>
        JSON.stringify({ resourceType: type, ...history[type] }).replace(
          /"\w+\/\{(\w+)\}"/g,
          (_all, name: string) => `"${urls[name]}"`,
        );
      const entry = Object.keys(KINDS).map(
        (type) => `{"fullUrl":"${urls[type]}","request":{"method":"POST","url":"${type}"},"resource":${textOf(type)}}`,
      );
      const body = `{"resourceType":"Bundle","type":"transaction","entry":[${entry.join(',')}]}`;
      const answer = await machine.post('/fhir/R4', body as never, { 'Content-Type': 'application/fhir+json' });
      expect([answer.status, answer.body.issue]).toEqual([200, undefined]);
      const locations = (answer.body.entry as { response: { location: string } }[]).map(({ response }) =>
        response.location.replace(/\/_history.*/, ''),
      );
      const places = new Map(Object.values(urls).map((url, at) => [url, locations[at]!]));
      const found: string[] = [];
      for (const [at, type] of Object.keys(KINDS).entries()) {
        const read = await machine.get(`/fhir/R4/${locations[at]}`);
        found.push(
          ...differences(exactly(textOf(type)), exactly(read.text), (reference) => places.get(reference) ?? reference),
        );
      }
      expect(found).toEqual([]);
    }),
    { numRuns: Number(process.env['READ_BACK_RUNS'] ?? 6), endOnFailure: true },
  );
});
