import type { CreatePatientDto, InsuranceDto } from '../api/generated/index.ts';
import { isAhead, partialDate, readBirthDate, readDay, readMoment } from '../words/moments.ts';

export type Kind = 'known' | 'unknown' | 'newborn';

/** What stands in the form before anything is typed. */
export const EMPTY = {
  kind: 'known' as Kind,
  fullName: '',
  sex: 'unknown',
  birthDate: '',
  estimatedAge: '',
  phone: '',
  cccd: '',
  bhyt: '',
  validFrom: '',
  validTo: '',
  facility: '',
  address: '',
  contact: '',
  contactPhone: '',
  motherId: '',
  motherName: '',
  bornAt: '',
  weightGrams: '',
  gestationalWeeks: '',
  birthOrder: '',
  birthCount: '',
  ethnicGroup: '',
  nationality: '',
  occupation: '',
  workplace: '',
  provinceCode: '',
  commune: '',
  district: '',
  relationship: '',
  contactRole: '',
};
export type Typed = typeof EMPTY;
export type TextField = Exclude<keyof Typed, 'kind'>;

/** What is not asked of whom, and so not sent when it was typed before. */
const HIDDEN: Readonly<Record<Kind, readonly TextField[]>> = {
  known: ['estimatedAge'],
  unknown: ['fullName', 'birthDate', 'phone', 'cccd', 'bhyt'],
  newborn: ['estimatedAge', 'birthDate', 'phone', 'cccd'],
};

/** What of the form is a date that cannot be read. */
export const badDates = (typed: Typed): ReadonlySet<TextField> =>
  new Set(DATES.filter((name) => mistakeIn(name, typed[name]) !== undefined));

/** What is wrong with a birth date as it was typed: it cannot be read, or it has not come; undefined for a right one and for none. */
export const birthMistake = (text: string): 'badDate' | 'birthAhead' | undefined => mistakeIn('birthDate', text);

function mistakeIn(name: (typeof DATES)[number], text: string): 'badDate' | 'birthAhead' | undefined {
  if (text.trim() === '') return undefined;
  if (readDate(name, text) === undefined) return 'badDate';
  return name === 'birthDate' && isAhead(text) ? 'birthAhead' : undefined;
}

/** The dates of the form; a birth date may be known in part, the days of a card are whole. */
const DATES = ['birthDate', 'validFrom', 'validTo'] as const;
const isDate = (name: TextField): name is (typeof DATES)[number] => (DATES as readonly TextField[]).includes(name);

function readDate(name: (typeof DATES)[number], text: string): string | undefined {
  if (name !== 'birthDate') return readDay(text);
  const date = readBirthDate(text);
  return date?.length === 10 ? readDay(partialDate(date)) : date;
}

/** What was typed, with a date as it was understood: 1/2/50 becomes 01/02/1950. */
export function asRead(name: TextField, text: string): string {
  const date = isDate(name) ? readDate(name, text) : undefined;
  return date === undefined ? text : partialDate(date);
}

/** The form as the service takes it; what is empty is not said. */
export function patientOf(typed: Typed): CreatePatientDto {
  const hidden = HIDDEN[typed.kind];
  const said = (name: TextField) => (hidden.includes(name) ? undefined : typed[name].trim() || undefined);
  const birthDate = readBirthDate(said('birthDate') ?? '');
  const identifiers = (['cccd', 'bhyt'] as const).flatMap((system) => {
    const value = said(system);
    return value ? [{ system, value }] : [];
  });
  const { address, contact, contactPhone } = typed;
  return present<CreatePatientDto>({
    fullName: said('fullName'),
    sex: typed.sex as CreatePatientDto['sex'],
    unknown: typed.kind === 'unknown' || undefined,
    birthDate,
    estimatedAge: wholeOf(said('estimatedAge') ?? ''),
    newborn: typed.kind === 'newborn' ? newbornOf(typed) : undefined,
    phones: said('phone') && [typed.phone.trim()],
    identifiers: identifiers.length > 0 ? identifiers : undefined,
    addresses: said('address') && [
      present({
        text: address.trim(),
        provinceCode: said('provinceCode'),
        commune: said('commune'),
        district: said('district'),
      }),
    ],
    contacts: said('contact') && [
      present({
        name: contact.trim(),
        phone: contactPhone.trim() || undefined,
        relationship: said('relationship'),
        role: said('contactRole') as NonNullable<CreatePatientDto['contacts']>[number]['role'],
      }),
    ],
    ethnicGroup: said('ethnicGroup'),
    nationality: said('nationality'),
    occupation: said('occupation'),
    workplace: said('workplace'),
  });
}

/** The time of the card, where its number and first day are given. */
export function insuranceOf({ kind, bhyt, validFrom, validTo, facility }: Typed): InsuranceDto | undefined {
  const from = readDay(validFrom);
  if (!bhyt.trim() || from === undefined || HIDDEN[kind].includes('bhyt')) return undefined;
  return present<InsuranceDto>({
    cardNumber: bhyt.trim(),
    validFrom: from,
    validTo: readDay(validTo),
    facility: facility.trim() || undefined,
  });
}

/** The ward's clock is Vietnam's, wherever the browser thinks it is. */
const newbornOf = (typed: Typed): NonNullable<CreatePatientDto['newborn']> =>
  present({
    motherId: typed.motherId || undefined,
    bornAt: readMoment(typed.bornAt),
    weightGrams: wholeOf(typed.weightGrams),
    gestationalWeeks: wholeOf(typed.gestationalWeeks),
    birthOrder: wholeOf(typed.birthOrder),
    birthCount: wholeOf(typed.birthCount),
  });

/** What is no number goes as it is, so that the service says so beside the field. */
function wholeOf(text: string): number | undefined {
  if (text.trim() === '') return undefined;
  return Number(text.trim().replace(',', '.'));
}

type Loose<T> = { readonly [Key in keyof T]: T[Key] | undefined | '' };
const present = <T extends object>(said: Loose<T>): T =>
  Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined && value !== '')) as T;
