import { httpProblems, Problem } from '../../../kernel/problem.js';
import { requestContext } from '../../../kernel/request-context.js';
import { refusedWords } from '../../../platform/routes/policy.words.js';
import type { Role } from '../../../platform/routes/policy.js';
import { MAY_BE_ABOUT_NOBODY } from '../elements/about-nobody.js';
import type { Resource } from '../elements/element.js';
import { fhirError } from '../fhir.errors.js';
import { kindsOfResult, type KindOfResult } from './kind-of-result.rules.js';
import type { Entry } from './read-bundle.js';
import { allReferencesIn } from './references.js';

/** What a laboratory reports. */
const RESULTS: ReadonlySet<string> = new Set(['DiagnosticReport', 'Observation', 'Specimen']);

/** What people of a role bring in beside what is about nobody; of an order, only one that a result of the same message answers. */
const BROUGHT_BY: Readonly<Partial<Record<Role, ReadonlySet<string>>>> = {
  registrar: new Set(['Patient']),
  lab: new Set(['Patient', ...RESULTS]),
  radiographer: RESULTS,
};
/** Whose results a role reports: what says that it is another's is not of its work, with an order or without one. */
const REPORTED_BY: Readonly<Partial<Record<Role, KindOfResult>>> = { lab: 'laboratory', radiographer: 'imaging' };

/**
 * Registrars bring who somebody is, laboratories and radiography what they report of it, each what is theirs; diagnoses, prescriptions and other histories come from a
 * system whose scopes name them. What machines may send is said by their scopes.
 * @throws Problem forbidden naming each entry that is not of the role's work
 */
export function refuseOfOthersWork(entries: readonly Entry[]): void {
  const { role } = requestContext().actor;
  const brought = BROUGHT_BY[role as Role];
  if (!brought) return;
  const answered = role === 'lab' ? ordersAnswered(entries) : new Set<string>();
  const isOfRole = ({ resource, fullUrl, identity: { type, id } }: Entry) =>
    brought.has(type) ||
    MAY_BE_ABOUT_NOBODY.has(type) ||
    (type === 'ServiceRequest' &&
      [fullUrl, `ServiceRequest/${id}`, `ServiceRequest/${resource.id}`].some((name) => name && answered.has(name)));
  const others = entries.filter((entry) => !isOfRole(entry) || isReportedByOthers(entry, REPORTED_BY[role as Role]));
  if (others.length === 0) return;
  const errors = others.slice(0, 50).map(({ path }) => fhirError(path, 'not-of-role'));
  throw new Problem(httpProblems.forbidden, {
    params: refusedWords(role, role === 'radiographer' ? 'result.write' : 'fhir.import'),
    errors,
  });
}

/** Whether a result, or one that it contains, says that it is of another kind; contained values of neither kind come with what they explain. */
function isReportedByOthers({ resource }: Entry, own: KindOfResult | undefined): boolean {
  if (own === undefined || !RESULTS.has(resource.resourceType)) return false;
  const contained = (Array.isArray(resource.contained) ? resource.contained : []) as (Resource | null)[];
  const within = contained.filter((part) => part !== null && typeof part === 'object').flatMap(kindsOfResult);
  return [...kindsOfResult(resource), ...within.filter((kind) => kind !== 'neither')].some((kind) => kind !== own);
}

/** What the results of a message refer to. */
const ordersAnswered = (entries: readonly Entry[]): ReadonlySet<string> =>
  new Set(
    entries.filter(({ identity }) => RESULTS.has(identity.type)).flatMap(({ resource }) => allReferencesIn(resource)),
  );
