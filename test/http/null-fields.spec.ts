import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { may, ROLES } from '../../src/platform/routes/policy.js';
import { anAdmission, anOrder, aPatient } from '../support/builders.js';
import { routesOf, somePath, type DeclaredRoute } from '../support/routes.js';
import { startWorld, type Client, type World } from '../support/world.js';

interface Schema {
  readonly $ref?: string;
  readonly example?: unknown;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
}
interface Operation {
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
}
const { paths, components } = JSON.parse(readFileSync('openapi.json', 'utf8')) as {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};

let world: World;
/** Records that exist, by the path's part before the id, and by the field that names one. */
let known: Record<string, string>;
beforeAll(async () => {
  world = await startWorld();
  const doctor = world.as('doctor');
  const patient = await aPatient(world);
  const admission = await anAdmission(world, { patientId: patient.id });
  const order = await anOrder(world, { encounterId: admission.id });
  const code = { display: 'Penicillin' };
  const [problem, allergy] = [
    await doctor.post(`/api/v1/patients/${patient.id}/problems`, { code }),
    await doctor.post(`/api/v1/patients/${patient.id}/allergies`, { code }),
  ];
  known = {
    patients: patient.id,
    encounters: admission.id,
    orders: order.id,
    problems: problem.body.id,
    allergies: allergy.body.id,
    wards: world.wards[1].id,
    beds: world.wards[1].beds[0]!.id,
    staff: world.staff.nurse.id,
    patientId: patient.id,
    encounterId: admission.id,
    wardId: world.wards[0].id,
    bedId: world.wards[0].beds[2]!.id,
    staffId: world.staff.nurse.id,
  };
});
afterAll(() => world.close());

const schemaOf = ({ $ref, allOf, ...own }: Schema): Schema =>
  $ref ? components.schemas[$ref.split('/').at(-1)!]! : allOf ? { ...schemaOf(allOf[0]!), ...own } : own;

/** A value as the description shows it, about records that exist. */
function exampleOf(schema: Schema, name = ''): unknown {
  const { example, properties, items } = schemaOf(schema);
  if (known[name]) return known[name];
  if (example !== undefined) return example;
  if (items) return [exampleOf(items)];
  if (!properties) return {};
  return Object.fromEntries(Object.entries(properties).map(([key, field]) => [key, exampleOf(field, key)]));
}

/** Routes of our own that take a body, with its fields, somebody who may call them, and the path of a record that exists. */
function routesWithBody(method: DeclaredRoute['method']) {
  return routesOf(world.app).flatMap(({ name, method: own, path, declaration }) => {
    const operation = paths[path.replace(/:(\w+)/g, '{$1}')]?.[own];
    const body = operation?.requestBody?.content['application/json']?.schema;
    if (own !== method || !declaration || !body?.$ref || !path.startsWith('/api/')) return [];
    const { action } = declaration;
    const isOpen = action === 'public' || action === 'signed-in';
    const caller = action === 'public' ? world.anonymous : world.as(ROLES.find((one) => isOpen || may(one, action))!);
    const real = path.replace(/(\w+)\/:\w+/g, (whole, what: string) =>
      known[what] ? `${what}/${known[what]}` : whole,
    );
    const fields = exampleOf(body) as Record<string, unknown>;
    return [{ name, path: somePath(real), caller, fields }];
  });
}

const tagOf = async (caller: Client, path: string) => (await caller.get(path)).headers.etag ?? '"1"';

describe('A field that is null', () => {
  it('is never an internal error, whatever is sent to', async () => {
    const routes = routesWithBody('post');
    expect(routes.length).toBeGreaterThan(40);
    const broken: string[] = [];
    for (const { name, path, caller, fields } of routes) {
      for (const field of Object.keys(fields)) {
        const answer = await caller.post(path, { ...fields, [field]: null }, { 'If-Match': '"1"' });
        if (answer.status >= 500) broken.push(`${name} ${field} ${answer.status}`);
      }
    }
    expect(broken).toEqual([]);
  });

  it('empties what a record need not have, and is refused elsewhere: it is not passed over', async () => {
    const routes = routesWithBody('patch');
    expect(routes.length).toBeGreaterThan(7);
    const emptied: string[] = [];
    for (const { name, path, caller, fields } of routes) {
      for (const [field, value] of Object.entries(fields)) {
        const set = await caller.patch(path, { [field]: value }, { 'If-Match': await tagOf(caller, path) });
        const answer = await caller.patch(path, { [field]: null }, { 'If-Match': await tagOf(caller, path) });
        expect(`${name} ${field} ${answer.status}`).not.toMatch(/ 5\d\d$/);
        // Who is a patient here too is not shown.
        if (answer.status !== 200 || !(field in answer.body)) continue;
        expect([name, field, answer.body[field]]).not.toEqual([name, field, set.body[field]]);
        emptied.push(`${name.split('/')[3]}.${field}`);
      }
    }
    expect(emptied).toEqual(
      expect.arrayContaining(['birthDate', 'phones', 'addresses', 'contacts'].map((field) => `patients.${field}`)),
    );
  });

  it.each(['identifiers', 'fullName', 'sex', 'confidentiality'])('of a patient, %s, is refused', async (field) => {
    const { id } = await aPatient(world);
    const answer = await world
      .as('registrar')
      .patch(`/api/v1/patients/${id}`, { [field]: null }, { 'If-Match': '"1"' });
    expect([answer.status, answer.body.errors]).toEqual([
      400,
      [{ pointer: `/${field}`, rule: 'not-null', message: 'Không được bỏ trống.' }],
    ]);
  });
});
