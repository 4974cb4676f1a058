import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PUBLIC_URL } from '../clients/machines.js';
import { aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';

const CCCD = 'https://benhan.vn/fhir/sid/cccd';

interface Person {
  readonly id: string;
  readonly cccd: string;
}

let world: World;
let mine: Person;
let theirs: Person;
beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL });
  mine = await aPerson('001090000011');
  theirs = await aPerson('001090000012');
});
afterAll(() => world.close());

async function aPerson(cccd: string): Promise<Person> {
  const { id } = await aPatient(world, { identifiers: [{ system: CCCD, value: cccd }] });
  return { id, cccd };
}

const report = (patientId: string, more: object = {}) => ({
  resourceType: 'DiagnosticReport',
  status: 'final',
  code: { text: 'Kali' },
  subject: { reference: `Patient/${patientId}` },
  effectiveDateTime: '2026-11-01T08:00:00Z',
  conclusion: 'Bình thường',
  ...more,
});

/** Another patient, named in an element that is made for nobody, and the place that the answer names. */
const ANYWHERE: readonly (readonly [string, () => object, string])[] = [
  [
    'an identifier in an extension',
    () => ({ extension: [{ url: 'http://a.example', valueIdentifier: { system: CCCD, value: theirs.cccd } }] }),
    'extension[0].valueIdentifier',
  ],
  [
    'an identifier as nobody keeps it, deep within',
    () => ({
      meta: {
        extension: [
          {
            url: 'http://a.example',
            extension: [{ url: 'b', valueIdentifier: { system: CCCD, value: theirs.cccd.replace(/(\d{3})/g, '$1 ') } }],
          },
        ],
      },
    }),
    'meta.extension[0].extension[0].valueIdentifier',
  ],
  ['an identifier of its own', () => ({ identifier: [{ system: CCCD, value: theirs.cccd }] }), 'identifier[0]'],
  ...(['valueUri', 'valueUrl', 'valueCanonical', 'valueString'] as const).map(
    (key) =>
      [
        `an address (${key}) in an extension`,
        () => ({ extension: [{ url: 'http://a.example', [key]: `Patient/${theirs.id}` }] }),
        `extension[0].${key}`,
      ] as const,
  ),
  [
    'a UUID in an extension',
    () => ({ extension: [{ url: 'http://a.example', valueUuid: `urn:uuid:${theirs.id}` }] }),
    'extension[0].valueUuid',
  ],
  [
    'the address of what is attached',
    () => ({ presentedForm: [{ url: `${PUBLIC_URL}/fhir/R4/Patient/${theirs.id}/_history/1` }] }),
    'presentedForm[0].url',
  ],
  [
    'a search with an address',
    () => ({
      performer: [
        { reference: `https://may.example/Patient?identifier=${encodeURIComponent(`${CCCD}|${theirs.cccd}`)}` },
      ],
    }),
    'performer[0].reference',
  ],
];

describe('Another patient is found wherever a resource names them:', () => {
  it.each(ANYWHERE)('%s', async (_what, more, place) => {
    const { status, body } = await world.as('lab').post('/fhir/R4/DiagnosticReport', report(mine.id, more()));
    const places = (body.issue as { expression?: string[] }[]).flatMap(({ expression }) => expression ?? []);
    expect([status, places]).toEqual([400, [`DiagnosticReport.${place}`]]);
  });
});

describe('Who acts, or is related, and is a patient here as well', () => {
  it('is named by their own identifier, and the report is taken', async () => {
    const identifier = { system: CCCD, value: theirs.cccd };
    const more = {
      contained: [{ resourceType: 'Practitioner', id: 'd', identifier: [identifier] }],
      performer: [{ reference: '#d' }, { identifier }],
      extension: [{ url: 'http://a.example', valueContactPoint: { system: 'phone', value: theirs.cccd } }],
    };
    const answer = await world.as('lab').post('/fhir/R4/DiagnosticReport', report(mine.id, more));
    expect(answer.status).toBe(201);
  });
});
