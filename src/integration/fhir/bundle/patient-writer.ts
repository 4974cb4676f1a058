import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/prisma.js';
import { Problem, tellingOf } from '../../../kernel/problem.js';
import { identifierKind } from '../../../clinical/patients/identifier.rules.js';
import type { PatientResponse } from '../../../clinical/patients/dto/patient.response.js';
import { PatientsService, type ImportedPatient } from '../../../clinical/patients/patients.service.js';
import { Element, Reading } from '../elements/element.js';
import { fhirProblems } from '../fhir.errors.js';
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
  async create(tx: Tx, { facts }: NewRecord<PatientFacts>): Promise<string> {
    const known = await this.patients.findWithin(tx, facts.identifiers);
    const tellsOf = tellingOf(known.map(({ id }) => id));
    if (known.length > 1) throw conflict(['identifiers-disagree'], tellsOf);
    const [same] = known;
    if (!same) return (await this.patients.registerWithin(tx, inputOf(facts))).id;
    const differing = differencesOf(saidOf(facts), onRecord(same));
    if (differing.length > 0) throw conflict(differing, tellsOf);
    await this.patients.amendWithin(tx, same.id, { identifiers: withoutMrn(facts), ...newDeath(same, facts) });
    return same.id;
  }

  async revise(tx: Tx, id: string, { facts }: NewRecord<PatientFacts>, before: KeptSource): Promise<string> {
    const sent = patientMap.read(new Element(before.resource ?? {}, 'Patient', new Reading()), () => undefined);
    const ours = await this.patients.getWithin(tx, id);
    const changed = Object.entries(inputOf(facts)).filter(
      ([name, value]) =>
        value !== undefined && untouchedHere(name, inputOf(sent), ours) && untouchedDeath(name, inputOf(sent), ours),
    );
    await this.patients.amendWithin(tx, id, { ...Object.fromEntries(changed), identifiers: withoutMrn(facts) });
    return id;
  }
}

/** Nobody here has written anything else in the field than what was sent. */
function untouchedHere(name: string, sent: object, ours: object): boolean {
  const [theirs, own] = [sent, ours].map((record) => JSON.stringify((record as Record<string, unknown>)[name] ?? null));
  return theirs === own;
}

/** That somebody lives is taken from a sender only while nobody here has said when they died. */
const untouchedDeath = (name: string, sent: object, ours: object): boolean =>
  name !== 'deceased' || untouchedHere('deceasedAt', sent, ours);

const onRecord = ({ sex, fullName, birthDate, unknown, birthDateEstimated }: PatientResponse) => ({
  sex,
  fullName: unknown ? null : fullName,
  birthDate: birthDateEstimated ? null : birthDate,
});

const saidOf = ({ fullName, birthDate, sex }: PatientFacts): SentPerson => ({
  identifiers: [],
  names: [fullName],
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

const inputOf = (facts: PatientFacts): ImportedPatient => ({
  ...facts,
  identifiers: withoutMrn(facts),
  deceasedAt: facts.deceasedAt === undefined ? undefined : new Date(facts.deceasedAt),
});
