import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PUBLIC_URL } from '../clients/machines.js';
import type { Client, World } from '../support/world.js';
import { CCCD, report, startWithTwoPeople, type Person } from './two-people.js';

let world: World;
let machine: Client;
let mine: Person;
let theirs: Person;
beforeAll(async () => {
  ({ world, machine, mine, theirs } = await startWithTwoPeople());
});
afterAll(() => world.close());

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
  ...(['reference', 'type'] as const).map(
    (form) =>
      [
        `a UUID as ${form === 'type' ? 'a bare reference with a type' : 'a reference'}`,
        () => ({
          performer: [
            form === 'type' ? { type: 'Patient', reference: theirs.id } : { reference: `urn:uuid:${theirs.id}` },
          ],
        }),
        'performer[0].reference',
      ] as const,
  ),
  [
    'a UUID of a visit as a reference',
    () => ({ encounter: { reference: `URN:UUID:${theirs.encounterId.toUpperCase()}` } }),
    'encounter.reference',
  ],
  [
    'a UUID as a number of its own',
    () => ({ identifier: [{ system: 'urn:ietf:rfc:3986', value: `urn:uuid:${theirs.id}` }] }),
    'identifier[0].value',
  ],
  [
    'a UUID as what is attached',
    () => ({ presentedForm: [{ url: ` urn:uuid:${theirs.id}` }] }),
    'presentedForm[0].url',
  ],
  ...[
    (id: string) => `Patient/${id}?_format=json`,
    (id: string) => ` Patient/${id} `,
    (id: string) => `https://guong.example/r4/patient%2f${id}`,
  ].map(
    (form) =>
      [
        `a reference like ${form('…')}`,
        () => ({ performer: [{ reference: form(theirs.id) }] }),
        'performer[0].reference',
      ] as const,
  ),
  ...(
    [
      ['an identifier by its short name', () => ({ system: 'cccd', value: theirs.cccd })],
      ['an identifier that says no system, by its form', () => ({ value: theirs.cccd })],
      [
        'the number of a visit',
        () => ({ system: 'https://benhan.vn/fhir/sid/visit-number', value: theirs.visitNumber }),
      ],
    ] as const
  ).flatMap(([what, identifier]) => [
    [
      `${what}, in an extension`,
      () => ({ extension: [{ url: 'http://a.example', valueIdentifier: identifier() }] }),
      'extension[0].valueIdentifier',
    ] as const,
    [`${what}, alone`, () => ({ specimen: [{ identifier: identifier() }] }), 'specimen[0].identifier'] as const,
  ]),
  [
    'an identifier of its own that says only its kind',
    () => ({ identifier: [{ type: { coding: [{ code: 'NI' }] }, value: theirs.cccd }] }),
    'identifier[0]',
  ],
  ...[
    (id: string) => `${PUBLIC_URL}/app/patients/${id}/chart`,
    (id: string) => `${PUBLIC_URL}/api/v1/PATIENTS/${id}`,
    (id: string) => `https://may.example/xem?nguoibenh=${id}&x=1`,
    (id: string) => `Patient?_id=${id}`,
    (id: string) => `Patient/${encodeURIComponent(id.replaceAll('-', '%2D'))}`,
  ].flatMap((form) =>
    (['reference', 'url'] as const).map(
      (key) =>
        [
          `an address (${key}) like ${form('…')}`,
          () =>
            key === 'url'
              ? { presentedForm: [{ url: form(theirs.id) }] }
              : { performer: [{ reference: form(theirs.id) }] },
          key === 'url' ? 'presentedForm[0].url' : 'performer[0].reference',
        ] as const,
    ),
  ),
  [
    'the address of a visit in the console',
    () => ({ presentedForm: [{ url: `${PUBLIC_URL}/app/encounters/${theirs.encounterId}` }] }),
    'presentedForm[0].url',
  ],
  ...[
    (number: string) => `Patient?active=true&identifier=${CCCD}|${number}`,
    (number: string) => `Patient?identifier=${CCCD}%7C${number}&_format=json`,
    (number: string) => `Patient?identifier=http://may.example|1,${CCCD}|${number}`,
    (number: string) => `Encounter?patient.identifier=${number}`,
  ].map(
    (form) =>
      [
        `a search like ${form('…')}`,
        () => ({ performer: [{ reference: form(theirs.cccd) }] }),
        'performer[0].reference',
      ] as const,
  ),
  [
    'a link in what is read',
    () => ({
      text: {
        status: 'generated',
        div: `<div xmlns="http://www.w3.org/1999/xhtml"><a href="Patient/${theirs.id}">x</a></div>`,
      },
    }),
    'text.div',
  ],
  [
    'a UUID as the id of a contained patient',
    () => ({ contained: [{ resourceType: 'Patient', id: theirs.id }], performer: [{ reference: `#${theirs.id}` }] }),
    'contained[0].id',
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

/** Elements by which resources of different types say whose they are, or name somebody beside that. */
const ELEMENTS: readonly (readonly [string, (whose: object) => object])[] = [
  ['Procedure', (subject) => ({ status: 'completed', subject })],
  ['CarePlan', (subject) => ({ status: 'active', intent: 'plan', subject })],
  ['Coverage', (beneficiary) => ({ status: 'active', beneficiary, payor: [{ display: 'BHXH' }] })],
  ['ResearchSubject', (individual) => ({ status: 'candidate', individual, study: { display: 'x' } })],
  ['Appointment', (actor) => ({ status: 'booked', participant: [{ actor, status: 'accepted' }] })],
  ['List', (item) => ({ status: 'current', mode: 'working', entry: [{ item }] })],
  ['Group', (entity) => ({ type: 'person', actual: true, member: [{ entity }] })],
  ['Communication', (whom) => ({ status: 'completed', recipient: [whom] })],
  ['QuestionnaireResponse', (source) => ({ status: 'completed', source })],
  ['Composition', (entry) => ({ status: 'final', title: 'x', section: [{ section: [{ entry: [entry] }] }] })],
  ['Basic', (valueReference) => ({ code: { text: 'x' }, extension: [{ url: 'http://a.example', valueReference }] })],
  ['Organization', (valueReference) => ({ name: 'x', extension: [{ url: 'http://a.example', valueReference }] })],
];

/** References to a patient alone. */
const NAMED: readonly (readonly [string, (person: Person) => object])[] = [
  ['our id', ({ id }) => ({ reference: `Patient/${id}` })],
  ['our id as a UUID', ({ id }) => ({ reference: `urn:uuid:${id}` })],
  ['our id in capitals', ({ id }) => ({ reference: `Patient/${id.toUpperCase()}` })],
  ['a version of an address of ours', ({ id }) => ({ reference: `${PUBLIC_URL}/fhir/R4/Patient/${id}/_history/1` })],
  ['a search', ({ cccd }) => ({ reference: `Patient?identifier=${CCCD}|${cccd}` })],
  ['an identifier', ({ cccd }) => ({ identifier: { system: CCCD, value: cccd } })],
  [
    'an identifier in other spaces',
    ({ cccd }) => ({ identifier: { system: CCCD, value: cccd.replace(/(...)/g, '$1 ') } }),
  ],
];

describe('A machine that keeps a resource which names a patient,', () => {
  it.each(ELEMENTS)(
    '%s, has it tied in every form, out of the sight of whoever has nothing to do with them',
    async (type, make) => {
      const open: string[] = [];
      for (const [form, named] of NAMED) {
        const sent = { resourceType: type, ...make(named(theirs)) };
        const answer = await machine.post(`/fhir/R4/${type}`, sent);
        const id = answer.status === 201 ? (answer.body.id as string) : '';
        const [row] = id ? await world.sql('SELECT patient_id FROM fhir_source WHERE id = $1', [id]) : [];
        const seen = id ? (await world.as('department-head').get(`/fhir/R4/${type}/${id}`)).status : 0;
        // What waits for a person (202), or is refused, nobody reads.
        const isClosed =
          [202, 400].includes(answer.status) || (row?.patient_id === theirs.id && [403, 404].includes(seen));
        const extension = [mine, theirs].map((one) => ({ url: 'http://b.example', valueReference: named(one) }));
        const second = await machine.post(`/fhir/R4/${type}`, { ...sent, extension });
        if (!isClosed || second.status !== 400) {
          open.push(`${form}: ${answer.status} ${seen}, with another ${second.status}`);
        }
      }
      expect(open).toEqual([]);
    },
  );
});
