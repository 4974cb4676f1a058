import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startWorld, type World } from '../support/world.js';
import { aLis, PUBLIC_URL, inbox, type Lis } from './messages.js';

const FOLDER = join(import.meta.dirname, 'samples');

let world: World;
let lis: Lis;
beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL });
  lis = await aLis(world, 'lis', ['system/DiagnosticReport.c', 'system/ServiceRequest.c']);
});
afterAll(() => world.close());

const send = (file: string) => lis.send(readFileSync(join(FOLDER, file)));

/** What is in a message that waits for a person, as that person sees it. */
async function factsOf(file: string) {
  const ack = await send(file);
  expect([file, ack.code, ack.errors[0]?.severity]).toEqual([file, 'AA', 'W']);
  const newest = (await inbox(world)).at(-1);
  const one = await world.as('lab').get(`/api/v1/results/unmatched/${newest.id}`);
  return { codes: ack.errors.map(({ ours }) => ours), about: one.body.about, reports: one.body.facts.reports };
}

const LEAD = expect.arrayContaining([expect.objectContaining({ code: '10368-9', system: 'http://loinc.org' })]);

describe('Public sample messages', () => {
  it('are all tried here', () => {
    expect(readdirSync(FOLDER).toSorted()).toEqual([...Object.keys(REFUSED), ...TAKEN].toSorted());
  });

  const REFUSED = {
    'invalid-phone.hl7': 'unsupported message type',
    'orm-example.hl7': 'processing',
    'oru-example.hl7': 'processing',
  };
  const TAKEN = [
    'ORU_R01_2.5.1_SampleTestCase1.hl7',
    'ORU_R01_2.5.1_SampleTestCase2.hl7',
    'ORU_R01_2.5.1_SampleTestCase3.hl7',
    'cerner_lead.hl7',
    'realm-hepatitis-c-virus.hl7',
  ];

  it.each(Object.entries(REFUSED))('%s is refused: %s', async (file, why) => {
    const ack = await send(file);
    // It asks for a commit and no application acknowledgement (MSH-15, MSH-16).
    expect([ack.status, ack.code]).toEqual([200, file === 'oru-example.hl7' ? 'CR' : 'AR']);
    expect(ack.text.toLowerCase()).toContain(why);
  });

  it.each([
    ['ORU_R01_2.5.1_SampleTestCase1.hl7', 'final', 50, { high: 9, unit: 'mcg/dL' }],
    ['ORU_R01_2.5.1_SampleTestCase2.hl7', 'final', 50, { high: 9, unit: 'mcg/dL' }],
    ['ORU_R01_2.5.1_SampleTestCase3.hl7', 'corrected', 25, { high: 10, unit: 'ug/dl' }],
  ])('%s: lead, %s', async (file, status, value, range) => {
    const { about, reports } = await factsOf(file);
    expect(about).toEqual({
      names: ['Johnson Philip'],
      birthDate: '2007-05-26',
      sex: 'male',
      identifiers: [{ value: '9817566735', system: 'urn:oid:2.16.840.1.113883.19.3.2.1', label: 'MR MPI' }],
    });
    expect(reports).toMatchObject([
      {
        codes: LEAD,
        filler: '9700123^2.16.840.1.113883.19.3.1.6',
        placers: [],
        status,
        effectiveAt: '2008-08-15T17:30:00.000Z',
        issuedAt: '2008-08-19T01:00:00.000Z',
        specimen: 'Capillary blood specimen',
        values: [{ codes: LEAD, value, ranges: [range], flags: ['H'], status }],
      },
    ]);
  });

  it('cerner_lead.hl7: what was issued before it was taken is told so', async () => {
    const { codes, about, reports } = await factsOf('cerner_lead.hl7');
    expect(codes).toEqual(['kept', 'patient-unknown', 'time-impossible']);
    expect(about).toMatchObject({ names: ['Miller One Paul'], birthDate: '2005-07-15' });
    expect(reports).toMatchObject([
      {
        status: 'final',
        effectiveAt: '2010-11-04T09:40:00.000Z',
        values: [{ value: 50, unit: 'ug/dL', flags: ['H'] }],
      },
    ]);
  });

  it('realm-hepatitis-c-virus.hl7: the fields of its first value have slipped by two, so that it has neither value nor status', async () => {
    const ack = await send('realm-hepatitis-c-virus.hl7');
    expect([ack.code, ack.errors]).toMatchObject(['AE', [{ at: 'OBX^1^11^1', code: '101', ours: 'status-missing' }]]);
    const file = readFileSync(join(FOLDER, 'realm-hepatitis-c-virus.hl7'), 'utf8');
    const mended = await lis.send(file.replace('|1|||>^11.0|', '|1|>^11.0|').replace('1234567890', '1234567891'));
    expect(mended.errors.map(({ ours }) => ours)).toEqual(['kept', 'patient-unknown']);
    const newest = (await inbox(world)).at(-1);
    const one = await world.as('lab').get(`/api/v1/results/unmatched/${newest.id}`);
    expect(one.body.about).toMatchObject({
      names: ['Everyman A Adam'],
      birthDate: '1980-06-02',
      identifiers: [{ value: '36363636' }, { value: '444333333' }],
    });
    expect(one.body.facts.reports).toMatchObject([
      {
        placers: ['23456'],
        filler: '9700123^2.16.840.1.113883.19.3.1.6',
        specimen: 'Venous blood specimen',
        requester: 'Admit A Alan',
        values: [
          { value: 11, valueAsSent: '11.0', comparator: '>', unit: '1', flags: ['H', 'POS'] },
          { value: 29, unit: 'a' },
          { text: 'food handler', display: 'Current employment' },
        ],
      },
    ]);
  });
});
