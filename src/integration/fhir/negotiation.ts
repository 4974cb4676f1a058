import { Problem } from '../../kernel/problem.js';
import { fhirProblems } from './fhir.errors.js';

/** Media types of JSON that clients ask for, the old names of FHIR's among them. */
const JSON_TYPES: ReadonlySet<string> = new Set([
  '*/*',
  'application/*',
  'application/json',
  'application/fhir+json',
  'application/json+fhir',
  'text/json',
  'json',
]);

/** Whoever asks so understands a Bundle of any kind, a page in a browser among them. */
const BROWSERS = new Set(['text/html', 'html']);

/**
 * Answers are FHIR R4 in JSON. `_format` counts before `Accept` (FHIR R4 http, "content types").
 * @throws Problem notAcceptable for whoever takes no JSON, or only another version of FHIR
 */
export function requireJsonWanted(format: string | undefined, accept: string | undefined): void {
  const wanted = format !== undefined ? [format.replace(' ', '+')] : (accept ?? '*/*').split(',');
  if (!wanted.some(isTaken)) throw new Problem(fhirProblems.notAcceptable);
}

function isTaken(range: string): boolean {
  const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
  const version = parameters.find((one) => one.startsWith('fhirversion='))?.slice('fhirversion='.length);
  const isNone = parameters.some((one) => /^q=0(?:\.0*)?$/.test(one));
  if (isNone || (version !== undefined && !/^"?4\.0(?:\.1)?"?$/.test(version))) return false;
  return JSON_TYPES.has(type) || BROWSERS.has(type);
}

/** What a writer wants back: `Prefer: return=…`. */
export type Wanted = 'minimal' | 'representation' | 'OperationOutcome';

export function wantedBack(prefer: string | undefined): Wanted {
  const [, wanted] = /return\s*=\s*(minimal|OperationOutcome|representation)/.exec(prefer ?? '') ?? [];
  return (wanted as Wanted | undefined) ?? 'representation';
}

/** What whoever wrote a whole Bundle wants of its entries; undefined where nothing is said, when each kind of Bundle has its own custom. */
export const wantedOfEntries = (prefer: string | undefined): Wanted | undefined =>
  /\breturn\s*=/.test(prefer ?? '') ? wantedBack(prefer) : undefined;

/** Whether one of the versions that a reader has (`If-None-Match`) is what it would get, and `If-Modified-Since` where none is named. */
export function isUnchanged(
  { ETag: etag, 'Last-Modified': changed }: Readonly<Record<string, string>>,
  noneMatch: string | undefined,
  modifiedSince: string | undefined,
): boolean {
  if (etag === undefined) return false;
  if (noneMatch !== undefined) {
    const bare = (tag: string) => tag.trim().replace(/^W\//, '');
    return noneMatch.split(',').some((tag) => tag.trim() === '*' || bare(tag) === bare(etag));
  }
  if (modifiedSince === undefined || changed === undefined) return false;
  // What changed in the second that runs may have changed since it was read.
  return Date.parse(changed) <= Date.parse(modifiedSince) && Date.parse(changed) < Date.now() - 1_000;
}
