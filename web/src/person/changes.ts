import type { AddressDto, ContactDto, PatientResponse, UpdatePatientDto } from '../api/generated/index.ts';
import { birthMistake } from '../find/registration.ts';
import { clock, day, partialDate, readBirthDate, readMoment } from '../words/moments.ts';

/** What of a person may be put right, as a form has it: dates as they are written, codes as codes, phones in one line. */
export interface Shown {
  readonly fullName: string;
  readonly sex: string;
  readonly birthDate: string;
  /** The moment of birth, of whom it is on record: the birth date follows from it. */
  readonly bornAt: string;
  readonly weightGrams: string;
  readonly birthOrder: string;
  readonly birthCount: string;
  readonly phones: string;
  readonly addresses: readonly AddressDto[];
  readonly contacts: readonly ContactDto[];
  readonly ethnicGroup: string;
  readonly nationality: string;
  readonly occupation: string;
  readonly workplace: string;
}
export type FieldName = keyof Shown;

/** A field that somebody changed: what stood there when they began, and what they want there. */
type Change<Name extends FieldName> = { readonly was: Shown[Name]; readonly now: Shown[Name] };
/** What somebody changed, by field. What they left alone is not sent, and follows the record. */
export type Changes = { readonly [Name in FieldName]?: Change<Name> };

/** Numbers of a birth. */
export const OF_BIRTH = ['weightGrams', 'birthOrder', 'birthCount'] as const;
type OfBirth = (typeof OF_BIRTH)[number];

export const shownOf = (patient: PatientResponse): Shown => ({
  fullName: patient.fullName,
  sex: patient.sex,
  birthDate: patient.birthDate ? partialDate(patient.birthDate) : '',
  bornAt: patient.newborn?.bornAt ? `${day(patient.newborn.bornAt)} ${clock(patient.newborn.bornAt)}` : '',
  ...(Object.fromEntries(OF_BIRTH.map((name) => [name, `${patient.newborn?.[name] ?? ''}`])) as Pick<Shown, OfBirth>),
  phones: patient.phones.join(', '),
  addresses: patient.addresses,
  contacts: patient.contacts,
  ethnicGroup: patient.ethnicGroup?.code ?? '',
  nationality: patient.nationality?.code ?? '',
  occupation: patient.occupation?.code ?? '',
  workplace: patient.workplace ?? '',
});

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** With this in the field; what is as the record has it is no change. */
export function withChange<Name extends FieldName>(
  changes: Changes,
  record: Shown,
  name: Name,
  now: Shown[Name],
): Changes {
  if (isSame(now, record[name])) return without(changes, name);
  const was = changes[name] ? changes[name].was : record[name];
  return { ...changes, [name]: { was, now } };
}

export const without = (changes: Changes, name: FieldName): Changes =>
  Object.fromEntries(Object.entries(changes).filter(([key]) => key !== name));

/** Whether the record says something else than when the change began: somebody else was there meanwhile. */
export const isChangedMeanwhile = (changes: Changes, record: Shown, name: FieldName): boolean => {
  const change = changes[name];
  return change !== undefined && !isSame(change.was, record[name]);
};

/** What is wrong with a birth date, or a moment of birth, that was changed. */
export const mistakeOf = ({ birthDate, bornAt }: Changes): ReturnType<typeof birthMistake> | 'badMoment' =>
  bornAt && readMoment(bornAt.now, '') === undefined ? 'badMoment' : birthMistake(birthDate?.now ?? '');

/** The changes as a merge patch: null empties. What else is on record of the birth goes with what was changed of it. */
export function patchOf(changes: Changes, { newborn }: Pick<PatientResponse, 'newborn'>): UpdatePatientDto {
  const { fullName, sex, birthDate, bornAt, phones, addresses, contacts } = changes;
  const optional = (['ethnicGroup', 'nationality', 'occupation', 'workplace'] as const).flatMap((name) => {
    const change = changes[name];
    return change ? [[name, change.now.trim() || null] as const] : [];
  });
  return {
    ...Object.fromEntries(optional),
    ...(fullName && { fullName: fullName.now.trim() }),
    ...(sex && { sex: sex.now as NonNullable<UpdatePatientDto['sex']> }),
    ...(birthDate && { birthDate: readBirthDate(birthDate.now) ?? null }),
    ...([bornAt, ...OF_BIRTH.map((name) => changes[name])].some(Boolean) && { newborn: birthOf(changes, newborn) }),
    ...(phones && { phones: phones.now.split(/[,;]/).flatMap((phone) => phone.trim() || []) }),
    ...(addresses && { addresses: addresses.now.filter(({ text }) => text.trim() !== '') }),
    ...(contacts && { contacts: contacts.now.filter(({ name }) => name.trim() !== '') }),
  };
}

/** The birth as it is on record, with what was changed of it; what was emptied is not said. */
function birthOf(changes: Changes, newborn: PatientResponse['newborn']): NonNullable<UpdatePatientDto['newborn']> {
  const numbers = OF_BIRTH.flatMap((name) => {
    const typed = changes[name]?.now.trim();
    return typed === undefined ? [] : [[name, typed === '' ? null : Number(typed.replace(',', '.'))] as const];
  });
  const bornAt = changes.bornAt && { bornAt: readMoment(changes.bornAt.now, '') };
  const said = Object.entries({ ...newborn, ...Object.fromEntries(numbers), ...bornAt });
  return Object.fromEntries(said.filter(([, value]) => value !== null));
}
