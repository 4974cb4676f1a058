import { httpProblems, Problem } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import { may, type Action } from '../../platform/routes/policy.js';
import { refusedWords } from '../../platform/routes/policy.words.js';
import { clientProblems } from '../../platform/clients/clients.errors.js';
import { covers, scopeText, type ScopeNeed, type ScopeNeeds } from '../../platform/routes/scope.rules.js';
import { includesOf, revincludesOf } from './search/includes.js';
import { readManner } from './search/manners.js';
import type { Query } from './search/search-request.js';

/** What a laboratory may read as well. */
const OF_LABORATORIES: ReadonlySet<string> = new Set([
  'Patient',
  'ServiceRequest',
  'Observation',
  'DiagnosticReport',
  'Specimen',
  'Practitioner',
  'PractitionerRole',
  'Organization',
  'Location',
]);

/** The action that reading a type of resource needs. */
export const readingOf = (type: string): Action => (OF_LABORATORIES.has(type) ? 'fhir.read' : 'fhir.read-chart');

/** @throws Problem forbidden when a person may not read the types, scopeMissing when a machine's scopes do not name them */
export function requireMayRead(types: readonly string[]): void {
  const { role, kind, scopes: held = [] } = requestContext().actor;
  if (kind === 'client') {
    const needs = types.map((type): ScopeNeed => ({ type, right: 'r' }));
    if (covers(held, needs)) return;
    throw new Problem(clientProblems.scopeMissing, { params: { scopes: needs.map(scopeText).join(' ') } });
  }
  const refused = types.find((type) => !may(role, readingOf(type)));
  if (refused) throw new Problem(httpProblems.forbidden, { params: refusedWords(role, readingOf(refused)) });
}

/** Whether whoever asks may read all of these types. */
export function mayRead(types: readonly string[]): boolean {
  const { role, kind, scopes: held = [] } = requestContext().actor;
  if (kind !== 'client') return types.every((type) => may(role, readingOf(type)));
  return covers(
    held,
    types.map((type): ScopeNeed => ({ type, right: 'r' })),
  );
}

/** What a search needs: the type, and whatever comes with it. */
export const toSearch =
  (type: string): ScopeNeeds =>
  ({ query }) => [{ type, right: 's' }, ...alsoShown(type, (query ?? {}) as Query)];

function alsoShown(type: string, query: Query): ScopeNeed[] {
  const manner = readManner(query);
  return [
    ...includesOf(type, manner).flatMap(({ types }) => types.map((one): ScopeNeed => ({ type: one, right: 'r' }))),
    ...revincludesOf(type, manner).map((one): ScopeNeed => ({ type: one.type, right: 's' })),
  ];
}
