import type { Response } from 'supertest';
import { aMachine, connect, PUBLIC_URL } from '../clients/machines.js';
import { aPatient, anEncounter } from '../support/builders.js';
import { worksOnlyIn } from '../support/ward-staff.js';
import { startWorld, type Client, type World } from '../support/world.js';

/** The system of a citizen's number, as machines name it. */
export const CCCD = 'https://benhan.vn/fhir/sid/cccd';

/** A patient who is called by a number, and their stay. */
export interface Person {
  readonly id: string;
  readonly cccd: string;
  readonly encounterId: string;
  readonly visitNumber: string;
}

export async function aPerson(world: World, cccd: string): Promise<Person> {
  const { id } = await aPatient(world, { identifiers: [{ system: CCCD, value: cccd }] });
  const { id: encounterId, visitNumber } = await anEncounter(world, { patientId: id });
  return { id, cccd, encounterId, visitNumber };
}

/** A machine that may send anything, and two people whom it must not take for each other. The heads of departments see one ward only. */
export async function startWithTwoPeople(): Promise<{
  world: World;
  machine: Client;
  mine: Person;
  theirs: Person;
}> {
  const world = await startWorld({ PUBLIC_URL });
  const machine = await connect(world, await aMachine(world, ['system/*.cruds']), 'system/*.cruds');
  await worksOnlyIn(world, 'department-head');
  const [mine, theirs] = [await aPerson(world, '001090000011'), await aPerson(world, '001090000012')];
  return { world, machine, mine, theirs };
}

/** A value of a patient's blood, as a machine sends it. */
export const potassium = (patientId: string) => ({
  resourceType: 'Observation',
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '2823-3' }], text: 'Kali' },
  subject: { reference: `Patient/${patientId}` },
  effectiveDateTime: '2026-11-01T08:00:00Z',
  valueQuantity: { value: 4.1, unit: 'mmol/L', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
});

/** A report in words about a patient, as a machine sends it. */
export const report = (patientId: string, more: object = {}) => ({
  resourceType: 'DiagnosticReport',
  status: 'final',
  code: { text: 'Kali' },
  subject: { reference: `Patient/${patientId}` },
  effectiveDateTime: '2026-11-01T08:00:00Z',
  conclusion: 'Bình thường',
  ...more,
});

/** The places that a refusal names. */
export const expressionsOf = ({ body }: Response): string[] =>
  (body.issue as { expression?: string[] }[]).flatMap(({ expression }) => expression ?? []);
