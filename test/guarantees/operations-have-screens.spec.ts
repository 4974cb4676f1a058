import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

/** Operations that people reach without a screen of the console, or not at all, and why. The beginning of an address stands for all below it. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  '* /fhir/R4': 'Machines only: the same records as the screens, as HL7 FHIR.',
  'POST /hl7v2': 'Machines only: messages of HL7 v2.',
  'POST /oauth2/token': 'Machines only: how they sign in.',
  'GET /.well-known': 'Machines only: how they sign in.',
  'GET /health': 'Machines only: whether the service works.',
  'GET /metrics': 'Machines only: numbers for monitoring.',
  'GET /verify': 'Opened from the code that is printed on a paper.',
  'GET /app': 'The console itself.',
  'GET /api/v1/auth/me': 'Every sign-in answers it.',
  'GET /api/v1/clients/{id}': 'The list tells the same of each.',
  'GET /api/v1/files/{id}': 'The list tells the same of each.',
  'GET /api/v1/radar/cases/{id}': 'The list tells the same of each.',
  'GET /api/v1/radar/rules/{code}': 'The list tells the same of each.',
  'GET /api/v1/orders/{id}': 'The list of the stay tells the same of each.',
  'GET /api/v1/results/{id}': 'The lists of results tell the same of each.',
  'GET /api/v1/vitals/{id}': 'The sheet tells the same of each.',
  'POST /api/v1/wards/{id}/beds': 'Several at once take one as well.',
  'GET /api/v1/encounters/{id}/results': 'The results of the patient hold them.',
  'GET /api/v1/patients/{id}/medications': 'The chart and the sheet of medicines hold them.',
  'GET /api/v1/patients/{id}/pregnancy': 'The chart says it.',
  'GET /api/v1/files/{id}/content': 'Asked for at the address that the list gives.',
  'POST /api/v1/encounters/{id}/orders/sign': 'The basket signs each order with what was answered about it.',
  'POST /api/v1/encounters/{id}/order-sets/{code}':
    'The basket takes the lines of a set, to be changed before they are ordered.',
  'GET /api/v1/encounters/{id}/medicine-disclosure': 'The paper of the same name is among the papers of the stay.',
  'POST /api/v1/results/{id}/acknowledge': 'Critical results are acknowledged as tasks, with their values read back.',
};

interface Operation {
  readonly method: string;
  readonly path: string;
  /** What the generated client calls it. */
  readonly call: string;
}

const operations: readonly Operation[] = [
  ...readFileSync('web/src/api/generated/sdk.gen.ts', 'utf8').matchAll(
    /export const (\w+) = [^;]*?\.(get|post|put|patch|delete)<[^;]*?url: '([^']+)'/g,
  ),
].map(([, call = '', method = '', path = '']) => ({ call, method: method.toUpperCase(), path }));

const sources = globSync('web/src/**/*.{ts,tsx}')
  .filter((path) => !path.includes('generated'))
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');
const used = new Set(sources.match(/\b\w+\b/g));

/** Called by the client, or asked for at its address by hand: papers, streams, files. */
const isReached = ({ call, path }: Operation): boolean => used.has(call) || addressOf(path).test(sources);
const addressOf = (path: string) =>
  new RegExp(
    `['"\`]${path
      .split(/\{\w+\}/)
      .map(escaped)
      .join('[^\'"`/]+')}['"\`?]`,
  );
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const nameOf = ({ method, path }: Operation): string => `${method} ${path}`;
const isBelow = (exception: string) => (operation: Operation) => {
  const [method = '', path = ''] = exception.split(' ');
  const isPlace = operation.path === path || (path !== '/' && operation.path.startsWith(`${path}/`));
  const isWhole = path.startsWith('/api/') ? operation.path === path : isPlace;
  return isWhole && (method === '*' || method === operation.method);
};

describe('Every operation that people need', () => {
  const unreached = operations.filter((operation) => !isReached(operation));

  it('is reached by a screen of the console, or says why not', () => {
    expect(operations.length).toBeGreaterThan(400);
    const excused = Object.keys(EXCEPTIONS).map(isBelow);
    const silent = unreached.filter((operation) => !excused.some((fits) => fits(operation))).map(nameOf);
    expect(silent).toEqual([]);
  });

  it('has no excuse that nothing needs any more', () => {
    expect(Object.keys(EXCEPTIONS).filter((exception) => !unreached.some(isBelow(exception)))).toEqual([]);
  });
});
