import type { Prisma } from '../../platform/database/prisma.js';
import { httpProblems, Problem, type FieldError } from '../../kernel/problem.js';
import { tellTogether, type Sound } from '../../platform/routes/rules-across.js';
import { CreatePatientDto, UpdatePatientDto, type IdentifierDto } from './dto/patient.dto.js';
import { birthColumnsOf, errorsAcrossPerson, errorsOfNaming } from './birth-input.js';
import { checkIdentifier, identifierKind } from './identifier.rules.js';
import { foldName, givenNameFirst, normaliseName } from './name.rules.js';
import { identifierMessage } from './patients.errors.js';
import { normalisePhone } from './phone.rules.js';

/** Columns of the fields given; absent fields give no column, null empties one. The input has passed its DTO. */
export function columnsOf<T extends UpdatePatientDto>(
  input: T,
): Omit<Prisma.PatientUncheckedCreateInput, 'mrn' | 'fullName' | 'nameSearch' | 'nameSort' | 'sex'> &
  (T extends { fullName: string; sex: string }
    ? { fullName: string; nameSearch: string; nameSort: string; sex: string }
    : { fullName?: string; nameSearch?: string; nameSort?: string; sex?: string }) {
  const fullName = input.fullName && normaliseName(input.fullName);
  return {
    ...(fullName && { fullName, nameSearch: foldName(fullName), nameSort: givenNameFirst(fullName) }),
    ...(input.sex && { sex: input.sex }),
    ...(input.confidentiality && { confidentiality: input.confidentiality }),
    ...birthColumnsOf(input),
    ...(input.unknown === undefined ? fullName && { identityUnknown: false } : { identityUnknown: input.unknown }),
    ...Object.fromEntries(
      ADMINISTRATIVE.filter((name) => input[name] !== undefined).map((name) => [name, input[name]]),
    ),
    ...(input.phones !== undefined && { phones: phonesOf(input.phones ?? []) }),
    ...(input.addresses !== undefined && { addresses: (input.addresses ?? []).map((address) => ({ ...address })) }),
    ...(input.contacts !== undefined && {
      contacts: (input.contacts ?? []).map(({ phone, ...contact }) => ({
        ...contact,
        ...(phone && { phone: normalisePhone(phone) }),
      })),
    }),
  } as never;
}

/** In one form, each once. */
const phonesOf = (written: readonly string[]): string[] => [...new Set(written.map((phone) => normalisePhone(phone)!))];

const ADMINISTRATIVE = ['ethnicGroup', 'nationality', 'occupation', 'workplace'] as const;

/** An identifier in its normal form, and where in the input it stood. */
export interface GivenIdentifier {
  readonly system: string;
  readonly value: string;
  readonly place: number;
}

/**
 * Identifiers in their normal form, each once.
 * @throws Problem validation naming each that breaks its system's form; the MRN is issued here, never given
 */
export function identifiersOf(given: readonly IdentifierDto[] = []): GivenIdentifier[] {
  const errors = errorsOfIdentifiers(given);
  if (errors.length > 0) throw new Problem(httpProblems.validation, { errors });
  const unique = new Map<string, GivenIdentifier>();
  given.forEach(({ system, value }, place) => {
    const checked = checkIdentifier(system, value);
    if (!checked.ok || unique.has(keyOf(checked))) return;
    unique.set(keyOf(checked), { system: checked.system, value: checked.value, place });
  });
  return [...unique.values()];
}

function errorsOfIdentifiers(given: readonly (IdentifierDto | undefined)[] = []): FieldError[] {
  return given.flatMap((identifier, place): FieldError[] => {
    if (!identifier) return [];
    const checked = checkIdentifier(identifier.system, identifier.value);
    const at = `/identifiers/${place}`;
    if (identifierKind(identifier.system) === 'mrn') {
      return [{ pointer: `${at}/system`, rule: 'mrn-is-issued', message: identifierMessage('mrn-is-issued') }];
    }
    return checked.ok ? [] : [{ pointer: `${at}/value`, rule: checked.rule, message: identifierMessage(checked.rule) }];
  });
}

const errorsAcrossFields = (input: Sound<UpdatePatientDto>): FieldError[] => [
  ...errorsOfIdentifiers(input.identifiers),
  ...errorsAcrossPerson(input),
];
tellTogether(UpdatePatientDto, errorsAcrossFields);
tellTogether(CreatePatientDto, (input) => [...errorsAcrossFields(input), ...errorsOfNaming(input)]);

/** Two identifiers of the same key are the same. */
export const keyOf = ({ system, value }: Pick<GivenIdentifier, 'system' | 'value'>): string => `${system}|${value}`;
