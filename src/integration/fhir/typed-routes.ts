import { needsOf, type ScopeNeed, type ScopeQuestion } from '../../platform/routes/scope.rules.js';
import { answersFhir, disclosesFhir } from './fhir-answer.js';
import { fhirProblems } from './fhir.errors.js';
import { toSearch } from './reading-rights.js';

/** The type of resource that stands in an address. */
export const typeIn = ({ params }: ScopeQuestion): string => (params as { type: string }).type;

/** What routes declare that search the type in their address. */
export const searchesTypeInAddress = {
  action: 'fhir.read-chart',
  scopes: (asked: ScopeQuestion): readonly ScopeNeed[] => needsOf(toSearch(typeIn(asked)), asked),
  discloses: disclosesFhir('list', 'fhir_source'),
  answer: answersFhir('Bundle'),
  problems: [fhirProblems.notImportable, fhirProblems.typeNotSupported],
} as const;
