import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { statementsOf } from '../support/statements.js';
import type { Client, World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';
import { CCCD, aPerson, expressionsOf, potassium, startWithTwoPeople, type Person } from './two-people.js';

let world: World;
let machine: Client;
let mine: Person;
let theirs: Person;
beforeAll(async () => {
  ({ world, machine, mine, theirs } = await startWithTwoPeople());
});
afterAll(() => world.close());

const entryOf = (resource: Readonly<Record<string, unknown>>) => ({
  fullUrl: `urn:uuid:${randomUUID()}`,
  resource,
  request: { method: 'POST', url: resource.resourceType },
});
const stored = async () =>
  JSON.stringify(
    await world.sql(`SELECT (SELECT count(*) FROM diagnostic_report) AS reports, (SELECT count(*) FROM observation) AS values,
      (SELECT count(*) FROM fhir_source) AS kept, (SELECT count(*) FROM patient) AS patients`),
  );

/** Where a resource of mine names what stands in its Bundle, and the place that the answer names. */
const THROUGH: readonly (readonly [string, (reference: string) => object, string])[] = [
  ['DiagnosticReport', (reference) => ({ media: [{ link: { reference } }] }), 'media[0].link.reference'],
  ['Observation', (reference) => ({ focus: [{ reference }] }), 'focus[0].reference'],
  ['Communication', (reference) => ({ recipient: [{ reference }] }), 'recipient[0].reference'],
  ['Communication', (reference) => ({ about: [{ reference }] }), 'about[0].reference'],
  [
    'Communication',
    (reference) => ({ payload: [{ contentReference: { reference } }] }),
    'payload[0].contentReference.reference',
  ],
  ['CareTeam', (reference) => ({ participant: [{ member: { reference } }] }), 'participant[0].member.reference'],
  ['CarePlan', (reference) => ({ activity: [{ reference: { reference } }] }), 'activity[0].reference.reference'],
  ['List', (reference) => ({ entry: [{ item: { reference } }] }), 'entry[0].item.reference'],
  [
    'Composition',
    (reference) => ({ section: [{ section: [{ entry: [{ reference }] }] }] }),
    'section[0].section[0].entry[0].reference',
  ],
  [
    'DocumentReference',
    (reference) => ({ context: { sourcePatientInfo: { reference } } }),
    'context.sourcePatientInfo.reference',
  ],
  ['Procedure', (reference) => ({ performer: [{ actor: { reference } }] }), 'performer[0].actor.reference'],
  ['QuestionnaireResponse', (reference) => ({ source: { reference } }), 'source.reference'],
  ['ServiceRequest', (reference) => ({ supportingInfo: [{ reference }] }), 'supportingInfo[0].reference'],
  [
    'Basic',
    (reference) => ({ extension: [{ url: 'http://a.example', valueUri: reference }] }),
    'extension[0].valueUri',
  ],
  [
    'Flag',
    (reference) => ({ contained: [{ resourceType: 'RelatedPerson', id: 'r', patient: { reference } }] }),
    'contained[0].patient.reference',
  ],
];

describe('What a Bundle names by its own entries is compared:', () => {
  const named = async ({ id, cccd }: Person) => {
    const { body } = await world.as('registrar').get(`/api/v1/patients/${id}`);
    return {
      resourceType: 'Patient',
      name: [{ text: body.fullName }],
      gender: body.sex,
      birthDate: body.birthDate ?? undefined,
      identifier: [{ system: CCCD, value: cccd }],
    };
  };
  const onlyIfNew = (resource: Readonly<Record<string, unknown>>, { cccd }: Person) => {
    const entry = entryOf(resource);
    return { ...entry, request: { ...entry.request, ifNoneExist: `identifier=${CCCD}|${cccd}` } };
  };
  const sent = (...entry: object[]) => machine.post('/fhir/R4', { resourceType: 'Bundle', type: 'transaction', entry });
  const base = (resourceType: string) => ({
    status: 'final',
    code: { text: 'Việc' },
    effectiveDateTime: '2026-11-01T08:00:00Z',
    ...(resourceType === 'Observation' && potassium(mine.id)),
    ...(resourceType === 'DiagnosticReport' && { conclusion: 'Bình thường' }),
    resourceType,
    subject: { reference: `Patient/${mine.id}` },
  });

  it.each([
    ['whom a condition finds', 0],
    ['whose specimen it is', 1],
  ])('in every place that may name somebody, by UUIDs in large letters too: %s', async (_, which) => {
    const before = await stored();
    const patient = onlyIfNew(await named(theirs), theirs);
    const specimen = entryOf({ resourceType: 'Specimen', subject: { reference: patient.fullUrl } });
    const { fullUrl } = elementAt([patient, specimen], which);
    for (const address of [fullUrl, fullUrl.toUpperCase().replace('URN:UUID', 'urn:uuid')]) {
      const naming = THROUGH.map(([type, more]) => entryOf({ ...base(type), ...more(address) }));
      const answer = await sent(...naming, patient, specimen);
      const places = THROUGH.map(([, , place], at) => `Bundle.entry[${at}].resource.${place}`);
      expect([answer.status, expressionsOf(answer).sort()]).toEqual([400, places.sort()]);
    }
    expect(await stored()).toEqual(before);
  });

  it('somebody new, by number alone: in a logical reference, a contained patient, a search', async () => {
    const before = await stored();
    const other = entryOf({
      resourceType: 'Patient',
      name: [{ text: 'Trần Thị Vừa Đến' }],
      gender: 'female',
      identifier: [{ system: CCCD, value: '001190000078' }],
    });
    const identifier = { system: CCCD, value: '001190000078' };
    for (const [more, place] of [
      [{ focus: [{ type: 'Patient', identifier }] }, 'focus[0].identifier'],
      [{ contained: [{ resourceType: 'Patient', id: 'p', identifier: [identifier] }] }, 'contained[0].identifier[0]'],
      [{ focus: [{ reference: `Patient?identifier=${CCCD}|001190000078` }] }, 'focus[0].reference'],
    ] as const) {
      const answer = await sent(entryOf({ ...potassium(mine.id), ...more }), other);
      expect([answer.status, expressionsOf(answer)]).toEqual([400, [`Bundle.entry[0].resource.${place}`]]);
    }
    expect(await stored()).toEqual(before);
    const own = await sent(entryOf({ ...potassium(mine.id), subject: { identifier } }), other);
    expect(own.status).toBe(200);
  });

  it('whom a condition finds is whom its Patient says, by number and by name', async () => {
    const before = await stored();
    for (const [said, found, status] of [
      [await named(mine), theirs, 202],
      [{ ...(await named(theirs)), name: [{ text: 'Nguyễn Hoàn Toàn Khác' }] }, theirs, 202],
      [await named(theirs), theirs, 200],
    ] as const) {
      const patient = onlyIfNew(said, found);
      const specimen = { resourceType: 'Specimen', id: randomUUID(), subject: { reference: patient.fullUrl } };
      const answer = await sent(patient, entryOf(specimen));
      expect([answer.status, said.name]).toEqual([status, said.name]);
      if (status === 202) expect(await stored()).toEqual(before);
    }
    // It says better who it is, when it comes alone.
    const alone = await machine.post('/fhir/R4/Patient', await named(mine), {
      'If-None-Exist': `identifier=${CCCD}|${theirs.cccd}`,
    });
    expect(alone.status).toBe(409);
  });

  it('whom conditions find is asked for all at once, and the one who is somebody else is named', async () => {
    const people: Person[] = [];
    for (let at = 0; at < 12; at++) people.push(await aPerson(world, `0010900001${10 + at}`));
    const patients = await Promise.all(people.map(async (person) => onlyIfNew(await named(person), person)));
    const counts: number[] = [];
    for (const many of [2, 12]) {
      const sentNow = await statementsOf(world.app, async () => {
        expect((await sent(...patients.slice(0, many))).status).toBe(200);
      });
      counts.push(sentNow.length);
    }
    expect(counts[1]).toBe(counts[0]);
    const [first, ...others] = patients;
    const wrong = onlyIfNew({ ...(await named(mine)), name: [{ text: 'Nguyễn Hoàn Toàn Khác' }] }, mine);
    const answer = await sent(first!, wrong, ...others);
    expect([answer.status, expressionsOf(answer)]).toEqual([409, ['Bundle.entry[1].resource.identifier']]);
  });

  it('what is about nobody may be found again by a condition', async () => {
    const identifier = [{ system: 'http://may.example/tram', value: randomUUID() }];
    const house = { resourceType: 'Organization', name: 'Trạm y tế xã Yên Bình', identifier };
    const condition = { 'If-None-Exist': `identifier=http://may.example/tram|${identifier[0]!.value}` };
    const entry = entryOf(house);
    const again = { ...entry, request: { ...entry.request, ifNoneExist: condition['If-None-Exist'] } };
    const answers = [await sent(again), await sent(again)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  });
});
