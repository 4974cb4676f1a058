import { foldText } from '../../../clinical/datatypes/folded-text.js';
import { differences, sameName } from '../../import/placing/whose.rules.js';
import type { Reason, SentPerson } from '../../import/filing.service.js';
import type { Reading, Resource } from '../elements/element.js';
import type { KnownPerson } from './known-records.js';
import type { Entry } from './read-bundle.js';
import { reasonOf, type References } from './references.js';
import { listOf, personNamed, personOf } from './sent-person.js';

/** What a message may say otherwise of its patient than is on record. */
export type Difference = 'name-differs' | 'birth-date-differs' | 'sex-differs';

/**
 * Compares whom a resource says that it is about, by name, birth date and sex, with the patient it names here: what differs is for a person to
 * look at. Whoever has settled it has looked.
 */
export function refuseOtherNames({ resource, path }: Entry, references: References, reading: Reading): void {
  const at = resource.resourceType;
  if (at === 'Patient') refuseAnimal(resource, path, reading);
  if (references.decided) return;
  for (const element of ['subject', 'patient'] as const) {
    const [subject] = listOf(resource[element]);
    const known = subject && references.knownPatient(resource, subject);
    if (!known) continue;
    const { person, contained } = known;
    const where = `${path}.${element}`;
    if (contained) refuseAnimal(contained, where, reading);
    const told = contained ? personOf(contained) : undefined;
    const differing = told ? differencesOf(told, person) : [];
    const [called] = personNamed(subject).names;
    if (called && person.fullName !== null && !mayBeCalled(called, person.fullName)) differing.push('name-differs');
    for (const rule of new Set(differing)) reading.refuse(where, rule, reasonOf(rule));
  }
}

/** What a Patient says otherwise than is on record. */
export function differencesOf(
  told: SentPerson,
  known: Pick<KnownPerson, 'fullName' | 'sex' | 'birthDate'>,
): Difference[] {
  const { fullName } = known;
  const isCalledSo = fullName === null || told.names.some((name) => mayBeCalled(name, fullName));
  const person = { ...told, identifiers: [], names: isCalledSo ? [] : told.names };
  const patient = { id: '', mrn: '', identifiers: [], ...known, fullName: fullName ?? '' };
  return differences(person, patient, true).map(({ code }: Reason) => code as Difference);
}

/** Whether words may be a name: all words of one are in the other, whatever is said besides, such as a title or a number. */
export function mayBeCalled(said: string, name: string): boolean {
  if (sameName(said, name)) return true;
  const [some, others] = [wordsOf(said), wordsOf(name)];
  return some.every((word) => others.includes(word)) || others.every((word) => some.includes(word));
}

const wordsOf = (text: string): string[] =>
  foldText(text)
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');

function refuseAnimal(patient: Resource | object, path: string, reading: Reading): void {
  const { species } = personOf(patient as Resource);
  if (species) reading.refuse(path, 'not-human', reasonOf('not-human'));
}
