import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anOrder } from '../support/builders.js';
import { statementsOf } from '../support/statements.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  // Whether the session lives is asked once in a while, not in each request.
  await world.as('lab').post('/fhir/R4', inABundle(reportFor(await anOrder(world), ['2823-3'])));
});
afterAll(() => world.close());

const SYSTEM = 'http://loinc.org';

/** A final report of these codes for an order, its values contained. */
function reportFor({ id, patientId }: { id: string; patientId: string }, codes: readonly string[]) {
  const subject = { reference: `Patient/${patientId}` };
  const at = new Date().toISOString();
  const contained = codes.map((code) => ({
    resourceType: 'Observation',
    id: `o${code}`,
    status: 'final',
    subject,
    code: { coding: [{ system: SYSTEM, code }], text: code },
    valueQuantity: { value: 4.1, unit: 'mmol/L', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
    referenceRange: [{ low: { value: 3.5 }, high: { value: 5.1 } }],
  }));
  return {
    resourceType: 'DiagnosticReport',
    status: 'final',
    basedOn: [{ reference: `ServiceRequest/${id}` }],
    subject,
    code: { coding: [{ system: SYSTEM, code: '24323-8' }], text: 'Sinh hoá máu' },
    effectiveDateTime: at,
    issued: at,
    contained,
    result: contained.map((one) => ({ reference: `#${one.id}` })),
  };
}

const inABundle = (resource: object) => ({
  resourceType: 'Bundle',
  type: 'transaction',
  entry: [{ fullUrl: `urn:uuid:${randomUUID()}`, resource, request: { method: 'POST', url: 'DiagnosticReport' } }],
});

describe('A result as FHIR', () => {
  it.each([
    ['/fhir/R4/DiagnosticReport', 201, (report: object) => report],
    ['/fhir/R4', 200, inABundle],
  ])('POST %s takes at most 8 statements, however many values it has', async (path, status, body) => {
    for (const codes of [['2823-3'], ['2823-3', '2951-2', '2160-0', '2345-7']]) {
      const order = await anOrder(world);
      const headers = { 'Idempotency-Key': randomUUID() };
      let answer: { status: number; text: string } | undefined;
      const sent = await statementsOf(async () => {
        answer = await world.as('lab').post(path, body(reportFor(order, codes)), headers);
      });
      expect(`${answer!.status} ${answer!.text}`).toContain(String(status));

      expect([sent.length, sent.slice(8)]).toEqual([8, []]);
    }
  });
});
