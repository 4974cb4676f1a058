import { Injectable } from '@nestjs/common';
import { AlikeQueries, type AlikePerson } from '../../../clinical/patients/duplicates/alike.queries.js';
import { Problem } from '../../../kernel/problem.js';
import { noteAsked, requestContext } from '../../../kernel/request-context.js';
import { Element, Reading, type Resource } from '../elements/element.js';
import { withinBounds } from '../elements/bounds.js';
import { FhirAnswer } from '../fhir-answer.js';
import { fhirProblems, notTaken } from '../fhir.errors.js';
import { patientMap, type PatientFacts } from '../maps/patient.map.js';
import { shownBy } from '../read.service.js';
import { FhirQueries } from '../search/fhir.queries.js';
import type { Query } from '../search/search-request.js';
import { ShowResources } from '../search/show-resources.js';
import { readGiven, wholeOf } from './parameters.js';

const GRADE = 'http://hl7.org/fhir/StructureDefinition/match-grade';
const KNOWN = ['onlyCertainMatches', 'count'];
const [USUAL, MOST] = [10, 50];

/** How sure it is (FHIR R4 value set match-grade), and in numbers. */
export interface Grade {
  readonly code: 'certain' | 'probable' | 'possible';
  /** From 0 to 1. */
  readonly score: number;
}

/**
 * How sure it is that two are the same person. Certain is only a number of a paper that is the very same, with the same name and birth
 * date: a number alone may be that of a card lent, or mistyped.
 */
export function gradeOf(reasons: AlikePerson['reasons'], isSameNumber: boolean): Grade {
  const has = (reason: AlikePerson['reasons'][number]) => reasons.includes(reason);
  const isSamePerson = has('same-name-and-birth-date');
  if (isSameNumber && isSamePerson) return { code: 'certain', score: 1 };
  if (isSamePerson && (has('same-identifier') || has('same-phone'))) return { code: 'probable', score: 0.9 };
  if (isSameNumber) return { code: 'probable', score: 0.8 };
  if (isSamePerson) return { code: 'probable', score: 0.7 };
  const isAlike = has('same-name-swapped-birth-date') || has('similar-name-and-birth-date');
  if (has('same-identifier') || isAlike) return { code: 'possible', score: 0.5 };
  return { code: 'possible', score: has('same-name-possible-birth-date') ? 0.4 : 0.2 };
}

/** Finds who on record may be the person whom a Patient describes (FHIR R4 "Patient/$match"), by our rules of probable duplicates. */
@Injectable()
export class MatchService {
  constructor(
    private readonly alike: AlikeQueries,
    private readonly queries: FhirQueries,
    private readonly resources: ShowResources,
  ) {}

  /** @throws Problem notImportable for what is no Patient, or says nothing by which anybody is found */
  async match(body: unknown, query: Query, base: string): Promise<FhirAnswer> {
    const { resource, values } = readGiven(body, query, KNOWN);
    const onlyCertain = booleanOf(values.onlyCertainMatches);
    const count = wholeOf(values.count, 'count', { usual: USUAL, most: MOST });
    const person = personIn(resource);
    noteAsked(requestContext(), { person: askedOf(person) });
    const [alike, ofNumber] = await Promise.all([this.alikeOf(person), this.ofNumber(resource)]);
    const reasons = new Map<string, AlikePerson['reasons']>(alike.map(({ id, reasons: why }) => [id, why]));
    const graded = [...new Set([...ofNumber, ...reasons.keys()])]
      .map((id) => ({ id, grade: gradeOf(reasons.get(id) ?? [], ofNumber.has(id)) }))
      .filter(({ grade }) => !onlyCertain || grade.code === 'certain')
      .sort((one, other) => other.grade.score - one.grade.score || (one.id < other.id ? -1 : 1))
      .slice(0, count);
    const grades = new Map(graded.map(({ id, grade }) => [id, grade]));
    const rows = grades.size > 0 ? await this.queries.search('Patient', ofIds([...grades.keys()])) : [];
    const found = await this.resources.show('Patient', rows);
    return new FhirAnswer(bundleOf(found, grades, base), rows.flatMap(shownBy));
  }

  private alikeOf({ fullName, birthDate, phones, identifiers }: PatientFacts): Promise<AlikePerson[]> {
    return this.alike.of({ fullName, birthDate, phones, numbers: identifiers.map(({ value }) => value) }, MOST);
  }

  /** Who has one of the very same numbers, of the very same kind. */
  private async ofNumber(resource: unknown): Promise<Set<string>> {
    const { identifier } = resource as { identifier?: unknown };
    const said = (Array.isArray(identifier) ? (identifier as Record<string, unknown>[]) : []).flatMap(
      ({ system, value }) => (isText(system) && isText(value) ? [`${escaped(system)}|${escaped(value)}`] : []),
    );
    if (said.length === 0) return new Set();
    const filters = [['identifier', said.slice(0, MOST).join(',')]] as const;
    const rows = await this.queries.search('Patient', { filters, count: MOST, cursor: undefined });
    return new Set(rows.map(({ id }) => id));
  }
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

const ofIds = (ids: readonly string[]) =>
  ({ filters: [['_id', ids.join(',')]], count: ids.length, cursor: undefined }) as const;

const escaped = (text: string): string => text.replace(/[,|$\\]/g, '\\$&');

function booleanOf(value: unknown): boolean {
  if (value === undefined || value === false || value === 'false') return false;
  if (value === true || value === 'true') return true;
  throw notTaken('onlyCertainMatches', 'not-a-boolean');
}

/** Who is looked for. @throws Problem notImportable */
function personIn(resource: unknown): PatientFacts {
  const reading = new Reading();
  const isPatient = (resource as { resourceType?: unknown } | null | undefined)?.resourceType === 'Patient';
  if (!isPatient) throw notTaken('Parameters.parameter', 'resource-type', { expected: 'Patient' });
  if (!withinBounds(resource as Resource, 'Patient', reading)) throw broken(reading);
  const facts = patientMap.read(new Element(resource, 'Patient', reading), () => undefined);
  if (reading.errors.length > 0) throw broken(reading);
  // Any part of who somebody is may be all that is known; a birth date or a sex alone finds nobody.
  const { identifier } = resource as { identifier?: unknown };
  if (facts.fullName === undefined && identifier === undefined && facts.phones.length === 0) {
    throw notTaken('Patient.name', 'required');
  }
  return facts;
}

/** Who was looked for, as the trail keeps it: found or not. */
const askedOf = ({ fullName, birthDate, phones, identifiers }: PatientFacts): object => ({
  ...{ fullName, birthDate, phones },
  identifiers: identifiers.map(({ system, value }) => `${system}|${value}`),
});

const broken = ({ errors }: Reading): Problem => new Problem(fhirProblems.notImportable, { errors });

function bundleOf(found: readonly Resource[], grades: ReadonlyMap<string, Grade>, base: string): object {
  const entry = found
    .map((resource) => ({ resource, grade: grades.get(resource.id!)! }))
    .sort((one, other) => other.grade.score - one.grade.score)
    .map(({ resource, grade: { code, score } }) => ({
      fullUrl: `${base}/Patient/${resource.id}`,
      resource,
      search: { extension: [{ url: GRADE, valueCode: code }], mode: 'match', score },
    }));
  return { resourceType: 'Bundle', type: 'searchset', total: entry.length, entry };
}
