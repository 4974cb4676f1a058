import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { historySender } from '../clients/machines.js';
import { aPatient } from '../support/builders.js';
import { startWorld, type Client, type World } from '../support/world.js';
import { aHistory, entryIn } from './a-history.js';
import type { Bundle } from './synthea.js';
import { elementAt } from '../../src/kernel/list.js';

let world: World;
let histories: Client;
beforeAll(async () => {
  world = await startWorld({ FHIR_BODY_LIMIT_BYTES: '200000' });
  histories = await historySender(world);
});
afterAll(() => world.close());

const everythingStored = async () =>
  (
    await world.sql(`SELECT (SELECT count(*)::int FROM patient) AS patients, (SELECT count(*)::int FROM encounter) AS encounters,
      (SELECT count(*)::int FROM observation) AS observations, (SELECT count(*)::int FROM fhir_source) AS kept,
      (SELECT last FROM number_counter WHERE name LIKE 'mrn-%') AS mrn`)
  )[0];

const expressionsOf = (body: { issue: { expression?: string[] }[] }) =>
  body.issue.flatMap(({ expression }) => expression ?? []);

type Change = (bundle: Bundle) => void;
const resourceOf = (bundle: Bundle, type: string) => entryIn(bundle, type).resource;
const indexOf = (bundle: Bundle, type: string) => bundle.entry.indexOf(entryIn(bundle, type));

/** What is wrong, how it gets so, and the element that the answer names; `@Type` stands for the entry of that type. */
const MISTAKES: readonly (readonly [string, Change, string])[] = [
  ['another type of Bundle', (b) => void (b.type = 'collection'), 'Bundle.type'],
  ['no entry', (b) => void (b.entry = []), 'Bundle.entry'],
  [
    'an entry without a resource',
    (b) => {
      delete (b.entry[0] as { resource?: object }).resource;
    },
    'Bundle.entry[0].resource',
  ],
  ['an entry that is no object', (b) => void (b.entry[0] = 'x' as never), 'Bundle.entry[0].resource'],
  [
    'an unknown resource type',
    (b) => void (elementAt(b.entry, 0).resource = { resourceType: 'Benh' }),
    'Bundle.entry[0].resource.resourceType',
  ],
  [
    'no request',
    (b) => {
      delete elementAt(b.entry, 1).request;
    },
    'Bundle.entry[1].request',
  ],
  [
    'a method that is not taken',
    (b) => void (elementAt(b.entry, 1).request!.method = 'OPTIONS'),
    'Bundle.entry[1].request.method',
  ],
  [
    'a url of another type',
    (b) => void (elementAt(b.entry, 1).request!.url = 'Patient'),
    'Bundle.entry[1].request.url',
  ],
  [
    'the same fullUrl twice',
    (b) => void (elementAt(b.entry, 1).fullUrl = elementAt(b.entry, 0).fullUrl),
    'Bundle.entry[1].fullUrl',
  ],
  [
    'a subject that is not there',
    (b) => void (resourceOf(b, 'Encounter').subject = { reference: 'urn:uuid:khong-co' }),
    '@Encounter.subject.reference',
  ],
  [
    'a result that is no observation',
    (b) => void (resourceOf(b, 'DiagnosticReport').result = [{ reference: entryIn(b, 'Patient').fullUrl }]),
    '@DiagnosticReport.result[0].reference',
  ],
  [
    'a subject without a reference',
    (b) => void (resourceOf(b, 'Condition').subject = {}),
    '@Condition.subject.reference',
  ],
  [
    'no subject of what is always about somebody',
    (b) => {
      delete resourceOf(b, 'Condition').subject;
    },
    '@Condition.subject',
  ],
  [
    'a month that does not exist',
    (b) => void (resourceOf(b, 'Condition').onsetDateTime = '2019-13'),
    '@Condition.onsetDateTime',
  ],
  [
    'a time without a zone',
    (b) => void (resourceOf(b, 'Observation').effectiveDateTime = '2024-05-03T06:30:00'),
    '@Observation.effectiveDateTime',
  ],
  [
    'a time in the future',
    (b) => void (resourceOf(b, 'Observation').effectiveDateTime = '2999-01-01'),
    '@Observation.effectiveDateTime',
  ],
  [
    'a date that is a number',
    (b) => void (resourceOf(b, 'Observation').effectiveDateTime = 20240503),
    '@Observation.effectiveDateTime',
  ],
  ['a birth date in the future', (b) => void (resourceOf(b, 'Patient').birthDate = '2999-01-01'), '@Patient.birthDate'],
  [
    'a decimal in quotes',
    (b) => void (resourceOf(b, 'Observation').valueQuantity.value = '85'),
    '@Observation.valueQuantity.value',
  ],
  [
    'an unknown comparator',
    (b) => void (resourceOf(b, 'Observation').valueQuantity.comparator = '~'),
    '@Observation.valueQuantity.comparator',
  ],
  ['an unknown status', (b) => void (resourceOf(b, 'Encounter').status = 'done'), '@Encounter.status'],
  ['an unknown gender', (b) => void (resourceOf(b, 'Patient').gender = 'nam'), '@Patient.gender'],
  ['a code that says nothing', (b) => void (resourceOf(b, 'Condition').code = {}), '@Condition.code'],
  ['a concept that is a list', (b) => void (resourceOf(b, 'Condition').code = []), '@Condition.code'],
  ['a list that is an object', (b) => void (resourceOf(b, 'Patient').name = {}), '@Patient.name'],
  [
    'null where an element should be',
    (b) => void (resourceOf(b, 'Observation').valueQuantity = null),
    '@Observation.valueQuantity',
  ],
  ['a patient without a name', (b) => void (resourceOf(b, 'Patient').name = []), '@Patient.name'],
  [
    'an end before the beginning',
    (b) => void (resourceOf(b, 'Encounter').period.end = '2024-05-01'),
    '@Encounter.period.end',
  ],
  [
    'a wrong identity number',
    (b) => void (resourceOf(b, 'Patient').identifier[0].value = '12'),
    '@Patient.identifiers[0].value',
  ],
  [
    'an abatement before the onset',
    (b) => void (resourceOf(b, 'Condition').abatementDateTime = '2001'),
    '@Condition.abatement',
  ],
  [
    'a medication that is not contained',
    (b) => void (resourceOf(b, 'MedicationRequest').medicationReference = { reference: '#x' }),
    '@MedicationRequest.medicationReference.reference',
  ],
  [
    'a condition on creating that is not supported',
    (b) => void ((elementAt(b.entry, 0).request as { ifNoneExist?: string }).ifNoneExist = 'code=1'),
    'Bundle.entry[0].request.ifNoneExist',
  ],
];

describe('A Bundle that breaks a rule', () => {
  it.each(MISTAKES)('%s: refused by name, and nothing is stored', async (_, change, expression) => {
    const bundle = aHistory();
    const type = /^@(\w+)/.exec(expression)?.[1];
    const expected = type ? expression.replace(/^@\w+/, `Bundle.entry[${indexOf(bundle, type)}].resource`) : expression;
    change(bundle);
    const before = await everythingStored();
    const answer = await histories.post('/fhir/R4', bundle);
    expect([answer.status, answer.body.resourceType]).toEqual([400, 'OperationOutcome']);
    expect(expressionsOf(answer.body)).toContain(expected);
    expect(answer.headers['content-type']).toContain('application/fhir+json');
    expect(await everythingStored()).toEqual(before);
  });

  it('an encounter of another patient is refused', async () => {
    const [mine, theirs] = [aHistory(), aHistory()];
    await histories.post('/fhir/R4', theirs);
    resourceOf(mine, 'Condition').encounter = { reference: entryIn(theirs, 'Encounter').fullUrl };
    const answer = await histories.post('/fhir/R4', mine);
    expect(answer.status).toBe(400);
    expect(expressionsOf(answer.body)).toEqual([
      `Bundle.entry[${indexOf(mine, 'Condition')}].resource.encounter.reference`,
    ]);
  });

  it('a resource that was another patient before is refused', async () => {
    const bundle = aHistory();
    await histories.post('/fhir/R4', bundle);
    const other = await aPatient(world);
    resourceOf(bundle, 'AllergyIntolerance').patient = { reference: `Patient/${other.id}` };
    const before = await everythingStored();
    expect((await histories.post('/fhir/R4', bundle)).status).toBe(409);
    expect(await everythingStored()).toEqual(before);
  });

  it.each([
    ['a Patient', { resourceType: 'Patient' }],
    ['a list', []],
    ['nothing', undefined],
  ])('%s instead of a Bundle is refused', async (_, body) => {
    const answer = await histories.post('/fhir/R4', body);
    expect([answer.status, answer.body.resourceType]).toEqual([400, 'OperationOutcome']);
  });

  it('JSON that is cut off is refused in FHIR too', async () => {
    const answer = await world
      .as('lab')
      .post('/fhir/R4', '{"resourceType": "Bundle"' as never, { 'Content-Type': 'application/fhir+json' });
    expect([answer.status, answer.body.resourceType]).toEqual([400, 'OperationOutcome']);
  });

  it('what is larger than the limit is refused with the limit', async () => {
    const bundle = aHistory();
    resourceOf(bundle, 'Patient').note = 'x'.repeat(200_001);
    const answer = await histories.post('/fhir/R4', bundle);
    expect([answer.status, answer.body.issue[0].code]).toEqual([413, 'too-long']);
    expect(answer.body.issue[0].diagnostics).toContain('200000');
  });

  it('all mistakes are told at once, in the language asked for', async () => {
    const bundle = aHistory();
    resourceOf(bundle, 'Patient').gender = 'nam';
    resourceOf(bundle, 'Encounter').status = 'done';
    const [vi, en] = [
      await histories.post('/fhir/R4', bundle),
      await histories.post('/fhir/R4', bundle, { 'Accept-Language': 'en' }),
    ];
    expect(expressionsOf(vi.body)).toHaveLength(2);
    expect(vi.body.issue[0].diagnostics).toContain('Dữ liệu FHIR không hợp lệ');
    expect(en.body.issue[1].diagnostics).toContain('Must be one of');
  });
});
