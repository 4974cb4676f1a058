import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aPatient } from '../support/builders.js';
import { expectProblem } from '../support/problems.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
let patientId: string;
beforeAll(async () => {
  world = await startWorld();
  patientId = (await aPatient(world)).id;
});
afterAll(() => world.close());

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom(
    '',
    ' ',
    '\0',
    '\ud800',
    '\u202e',
    '\u200b',
    'e\u0301',
    '%00',
    "' OR 1=1",
    'x'.repeat(600),
    '2026-02-30',
  ),
);
const anything = fc.oneof(
  text,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' }),
);
/** A field with a value it could have, or with anything at all. */
const field = (...right: fc.Arbitrary<unknown>[]) =>
  fc.oneof(...right.map((arbitrary) => ({ arbitrary, weight: 4 })), { arbitrary: anything, weight: 1 });
const optional = (shape: Record<string, fc.Arbitrary<unknown>>, requiredKeys: string[]) =>
  fc
    .tuple(fc.record(shape, { requiredKeys }), fc.option(fc.dictionary(text, anything, { maxKeys: 2 })))
    .map(([known, unknown]) => ({ ...unknown, ...known }));
const listOf = (item: fc.Arbitrary<unknown>) => fc.array(item, { maxLength: 4 });

const patients = optional(
  {
    fullName: field(text, fc.constant('Lê Thị Thử')),
    sex: field(fc.constantFrom('male', 'female', 'other', 'unknown')),
    birthDate: field(
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
      fc.integer({ min: 0, max: 9999 }).map(String),
    ),
    identifiers: field(
      listOf(
        fc.record({
          system: field(fc.constantFrom('cccd', 'bhyt', 'cmnd', 'passport', 'mrn'), fc.webUrl()),
          value: field(text, fc.stringMatching(/^\d{9,15}$/)),
        }),
      ),
    ),
    phones: field(listOf(field(fc.stringMatching(/^0\d{8,10}$/)))),
    addresses: field(listOf(fc.record({ text: field(text), province: field(text) }, { requiredKeys: [] }))),
    contacts: field(listOf(fc.record({ name: field(text), phone: field(text) }, { requiredKeys: [] }))),
  },
  ['fullName', 'sex'],
);

const encounters = () =>
  optional(
    {
      patientId: field(fc.constant(patientId), fc.uuid()),
      class: field(fc.constantFrom('inpatient', 'outpatient', 'emergency', 'day')),
      wardId: field(fc.constantFrom(...world.wards.map(({ id }) => id)), fc.uuid()),
      bedId: field(fc.constantFrom(...world.wards.flatMap(({ beds }) => beds.map(({ id }) => id))), fc.uuid()),
      reason: field(text),
      startedAt: field(
        fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
        fc.constantFrom('2026-01-01', '0000-01-01T00:00:00Z', '+275760-09-13T00:00:00.000Z', '2026-02-30T00:00:00Z'),
      ),
    },
    ['patientId', 'class', 'wardId', 'reason'],
  );

/** Sends a body; whatever it is, the answer is a creation that is kept as told, or a whole refusal. */
async function neverFails(role: 'registrar' | 'doctor', path: string, body: object): Promise<void> {
  const answer = await world.as(role).post(path, body);
  if (answer.status === 201) {
    const read = await world.as('doctor').get(`${path}/${answer.body.id}`);
    expect(read.status).toBe(200);
    expect(read.body.version).toBe(1);
  } else {
    expect([400, 404, 409, 422]).toContain(answer.status);
    expectProblem(answer, answer.status);
  }
}

describe('Whatever JSON arrives', () => {
  it('at POST /api/v1/patients is registered or refused, and never an internal error', async () => {
    const property = fc.asyncProperty(fc.oneof({ arbitrary: patients, weight: 5 }, fc.object()), (body) =>
      neverFails('registrar', '/api/v1/patients', body),
    );
    await fc.assert(property, { numRuns: 400 });
  });

  it('at POST /api/v1/encounters is admitted or refused, and never an internal error', async () => {
    const property = fc.asyncProperty(fc.oneof({ arbitrary: encounters(), weight: 5 }, fc.object()), (body) =>
      neverFails('doctor', '/api/v1/encounters', body),
    );
    await fc.assert(property, { numRuns: 400 });
  });

  it('at POST /fhir/R4 is stored or refused with an OperationOutcome', async () => {
    const bundles = fc.record(
      {
        resourceType: field(fc.constantFrom('Bundle', 'Patient', 'Observation')),
        type: field(fc.constantFrom('transaction', 'batch', 'message', 'collection')),
        entry: field(
          listOf(
            fc.record(
              {
                fullUrl: field(fc.uuid().map((id) => `urn:uuid:${id}`)),
                resource: field(
                  fc.record(
                    {
                      resourceType: field(fc.constantFrom('Patient', 'Observation', 'Encounter', 'DiagnosticReport')),
                      id: anything,
                      status: field(fc.constantFrom('final', 'finished')),
                      name: field(listOf(field(fc.record({ family: anything, given: anything, text: anything })))),
                      gender: field(fc.constantFrom('male', 'female')),
                      birthDate: field(fc.constant('1980-01-01')),
                      subject: field(fc.record({ reference: anything })),
                      code: field(fc.record({ text: anything, coding: anything })),
                      valueQuantity: field(fc.record({ value: anything, unit: anything })),
                    },
                    { requiredKeys: ['resourceType'] },
                  ),
                ),
                request: field(fc.record({ method: field(fc.constant('POST')), url: field(fc.constant('Patient')) })),
              },
              { requiredKeys: [] },
            ),
          ),
        ),
      },
      { requiredKeys: ['resourceType'] },
    );
    const property = fc.asyncProperty(bundles, async (body) => {
      const type = { 'Content-Type': 'application/fhir+json' };
      const answer = await world.as('lab').post('/fhir/R4', body, type);
      expect(answer.status).toBeLessThan(500);
      expect(['OperationOutcome', 'Bundle']).toContain(answer.body.resourceType);
    });
    await fc.assert(property, { numRuns: 300 });
  });
});
