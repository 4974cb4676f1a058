import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/prisma.js';
import { Problem, tellingOf } from '../../../kernel/problem.js';
import { comparedNumber, identifierKind } from '../../../clinical/patients/identifier.rules.js';
import type { PatientResponse } from '../../../clinical/patients/dto/patient.response.js';
import { isWorkingName, workingName } from '../../../clinical/patients/birth.words.js';
import { WARNING_WORDS, type PatientWarning } from '../../../clinical/patients/warning.words.js';
import { PatientsService, type ImportedPatient } from '../../../clinical/patients/patients.service.js';
import { Element, Reading } from '../elements/element.js';
import { fhirProblems } from '../fhir.errors.js';
import { RefusedAt } from '../../../clinical/results/results.service.js';
import { elementAt } from '../../../kernel/list.js';
import { patientMap, type PatientFacts } from '../maps/patient.map.js';
import type { ReasonCode, SentPerson } from '../../import/filing.service.js';
import { wordsOfReason } from '../../import/filing.service.js';
import type { KeptSource } from './fhir-sources.js';
import { differencesOf } from './named-otherwise.js';
import { reasonOf } from './references.js';
import type { NewRecord, RecordWriter } from './record-writer.js';

/**
 * Brings patients of other systems together with ours. One whose identifier is on record here is that patient, as long
 * as name, birth date and sex agree; whoever has none gets an MRN of ours. What this hospital wrote of a patient stays: the
 * sender changes only what nobody here has changed since it was sent.
 */
@Injectable()
export class PatientWriter implements RecordWriter<PatientFacts> {
  constructor(private readonly patients: PatientsService) {}

  /** @throws Problem identifierConflict, identifierTaken */
  async create(tx: Tx, { facts, tell }: NewRecord<PatientFacts>): Promise<string> {
    const known = await this.patients.findWithin(tx, facts.identifiers);
    const tellsOf = tellingOf(known.map(({ id }) => id));
    if (known.length > 1) throw conflict(['identifiers-disagree'], tellsOf);
    const [same] = known;
    if (!same) {
      tellDoubts(tell, this.patients.requireSound(named(facts)));
      return (await this.patients.registerWithin(tx, named(facts))).id;
    }
    const differing = differencesOf(saidOf(facts), onRecord(same));
    if (differing.length > 0) throw conflict(differing, tellsOf);
    const amended = { identifiers: withoutMrn(facts), ...newDeath(same, facts) };
    await this.patients.amendWithin(tx, same.id, amended).catch(inElements);
    return same.id;
  }

  /** Whom conditions have found are nobody else by number, name, birth date or sex than their Patients say. @throws RefusedAt identifierConflict */
  async requireSame(tx: Tx, found: readonly { readonly id: string; readonly facts: PatientFacts }[]): Promise<void> {
    if (found.length === 0) return;
    const numbers = found.map(({ facts }) => facts.identifiers);
    const known = await this.patients.findManyWithin(
      tx,
      numbers,
      found.map(({ id }) => id),
    );
    for (const [at, { id, facts }] of found.entries()) {
      const people = elementAt(known, at);
      const own = people.find((one) => one.id === id);
      const differing =
        own && people.length === 1
          ? differencesOf(saidOf(facts), onRecord(own))
          : (['identifiers-disagree'] satisfies ReasonCode[]);
      const tellsOf = tellingOf([...new Set([id, ...people.map((one) => one.id)])]);
      if (differing.length > 0) refusedAt(at)(conflict(differing, tellsOf));
    }
  }

  /** Somebody alone costs no more by itself. */
  together(records: readonly NewRecord<PatientFacts>[]): boolean[] {
    return records.map(() => records.length > 1);
  }

  /** Those whom nobody here and nobody else of the message is called by a number of, at once; the others as {@link create}. @throws RefusedAt */
  async createMany(tx: Tx, records: readonly NewRecord<PatientFacts>[]): Promise<string[]> {
    const said = records.map(({ facts }) => facts.identifiers);
    const known = await this.patients.findManyWithin(tx, said);
    const often = numbersSaidTwice(said);
    const isNew = records.map((_, at) => known[at]?.length === 0 && !said[at]!.some((one) => often.has(keyOf(one))));
    const fresh = records.flatMap((record, at) => (isNew[at] ? [this.soundAt(at, record)] : []));
    const ids = (await this.patients.registerManyWithin(tx, fresh)).map(({ id }) => id);
    const inOrder: string[] = [];
    for (const [at, record] of records.entries()) {
      inOrder.push(isNew[at] ? ids.shift()! : await this.create(tx, record).catch(refusedAt(at)));
    }
    return inOrder;
  }

  /** @throws RefusedAt */
  private soundAt(at: number, { facts, tell }: NewRecord<PatientFacts>): ImportedPatient {
    const person = named(facts);
    try {
      tellDoubts(tell, this.patients.requireSound(person));
      return person;
    } catch (error) {
      return refusedAt(at)(error);
    }
  }

  /** As a person at the chart corrects it: what they would be asked about is told. @throws Problem as {@link PatientsService.amendWithin} */
  async revise(tx: Tx, id: string, { facts, tell }: NewRecord<PatientFacts>, before: KeptSource): Promise<string> {
    const sent = patientMap.read(new Element(before.resource ?? {}, 'Patient', new Reading()), () => undefined);
    const ours = await this.patients.getWithin(tx, id);
    const changed = Object.entries(inputOf(facts)).filter(
      ([name, value]) =>
        value !== undefined && untouchedHere(name, inputOf(sent), ours) && untouchedDeath(name, inputOf(sent), ours),
    );
    const amended = { ...Object.fromEntries(changed), identifiers: withoutMrn(facts) };
    const told = await this.patients.amendWithin(tx, id, amended).catch(inElements);
    for (const { pointer, words } of told) tell(elementOf(pointer).slice(1), words);
    tellDoubts(tell, this.patients.requireSound(named(facts)));
    return id;
  }
}

/** What a person at the desk is warned of, by the element that it is about. */
function tellDoubts(tell: NewRecord<PatientFacts>['tell'], warnings: readonly PatientWarning[]): void {
  for (const warning of warnings) {
    const element = warning.startsWith('cccd') ? 'identifier' : warning.startsWith('name') ? 'name' : 'birthDate';
    tell(element, WARNING_WORDS[warning]);
  }
}

/** Fields that are called otherwise in a Patient. */
const ELEMENTS: Readonly<Record<string, string>> = { '/sex': '/gender', '/deceasedAt': '/deceasedDateTime' };
const elementOf = (pointer: string): string => ELEMENTS[pointer] ?? pointer;

/** A refusal by the names of a Patient's elements. @throws Problem */
function inElements(error: unknown): never {
  if (!(error instanceof Problem)) throw error;
  const errors = error.options.errors?.map((field) => ({ ...field, pointer: elementOf(field.pointer) }));
  throw new Problem(error.kind, { ...error.options, errors, cause: error });
}

/** Nobody here has written anything else in the field than what was sent. */
function untouchedHere(name: string, sent: object, ours: PatientResponse): boolean {
  // Whoever came without a name has a working one until somebody says theirs.
  if (name === 'fullName' && isWorkingName(ours.fullName)) return true;
  const [theirs, own] = [sent, ours].map((record) => JSON.stringify((record as Record<string, unknown>)[name] ?? null));
  return theirs === own;
}

/** That somebody lives is taken from a sender only while nobody here has said when they died. */
const untouchedDeath = (name: string, sent: object, ours: PatientResponse): boolean =>
  name !== 'deceased' || untouchedHere('deceasedAt', sent, ours);

type Known = Pick<PatientResponse, 'sex' | 'fullName' | 'birthDate' | 'unknown' | 'birthDateEstimated'>;
const onRecord = ({ sex, fullName, birthDate, unknown, birthDateEstimated }: Known) => ({
  sex,
  fullName: unknown ? null : fullName,
  birthDate: birthDateEstimated ? null : birthDate,
});

const saidOf = ({ fullName, birthDate, sex }: PatientFacts): SentPerson => ({
  identifiers: [],
  names: fullName ? [fullName] : [],
  ...(birthDate && { birthDate }),
  ...((sex === 'male' || sex === 'female') && { sex }),
});

const conflict = (reasons: readonly ReasonCode[], tellsOf: ReturnType<typeof tellingOf>): Problem =>
  new Problem(fhirProblems.identifierConflict, {
    tellsOf,
    errors: reasons.map((reason) => ({
      pointer: '/identifier',
      rule: reason,
      params: reasonOf(reason),
      message: wordsOfReason(reason),
    })),
  });

/** A death that nobody here has recorded; that somebody lives, told by who did not tell of a death, takes none back. */
const newDeath = (ours: { deceased: boolean }, { deceased, deceasedAt }: PatientFacts): Partial<ImportedPatient> =>
  !ours.deceased && deceased === true
    ? { deceased, ...(deceasedAt !== undefined && { deceasedAt: new Date(deceasedAt) }) }
    : {};

const withoutMrn = ({ identifiers }: PatientFacts) =>
  identifiers.filter(({ system }) => identifierKind(system) !== 'mrn');

const named = (facts: PatientFacts): ImportedPatient => ({
  ...inputOf(facts),
  fullName: facts.fullName ?? workingName(facts.sex, new Date()),
});

const inputOf = (facts: PatientFacts) => ({
  ...facts,
  identifiers: withoutMrn(facts),
  deceasedAt: facts.deceasedAt === undefined ? undefined : new Date(facts.deceasedAt),
});

const refusedAt =
  (place: number) =>
  (error: unknown): never => {
    throw error instanceof Problem ? new RefusedAt(place, error) : error;
  };

type Numbers = PatientFacts['identifiers'];
const keyOf = ({ system, value }: Numbers[number]): string => comparedNumber(system, value);

/** Numbers by which several of them are called. */
function numbersSaidTwice(said: readonly Numbers[]): Set<string> {
  const seen = new Set<string>();
  const keys = said.flatMap((numbers) => [...new Set(numbers.map(keyOf))]);
  return new Set(keys.filter((key) => seen.has(key) || !seen.add(key)));
}
