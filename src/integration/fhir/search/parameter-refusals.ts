import { Problem } from '../../../kernel/problem.js';
import { fhirError, fhirProblems, type FhirRule } from '../fhir.errors.js';

/** Puts a value into the statement and gives its place, `$3`. */
export type At = (value: unknown) => string;

/** @throws Problem: the value has not the form its parameter needs */
export function invalidParameter(name: string): never {
  return refuseParameter(name, 'parameter-invalid');
}

/** @throws Problem that names the parameter and what is wrong with its value */
export function refuseParameter(name: string, rule: FhirRule, params?: Record<string, unknown>): never {
  throw new Problem(fhirProblems.notImportable, { errors: [fhirError(name, rule, params)] });
}
