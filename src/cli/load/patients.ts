import { CreatePatientDto, type IdentifierDto } from '../../clinical/patients/dto/patient.dto.js';
import type { OnRecord } from '../../clinical/patients/bulk-registration.js';
import { PatientsService } from '../../clinical/patients/patients.service.js';
import { comparedNumber } from '../../clinical/patients/identifier.rules.js';
import { WARNING_WORDS, type PatientWarning } from '../../clinical/patients/warning.words.js';
import type { Language } from '../../kernel/language.js';
import { elementAt } from '../../kernel/list.js';
import type { Tx } from '../../platform/database/prisma.js';
import { asIso, madeByASpreadsheet, phonesOf, sexOf } from './cells.rules.js';
import type { LoadKind, Outcome } from './kind.js';
import { told } from './load.words.js';

const NUMBERS = ['cccd', 'cmnd', 'bhyt', 'passport'] as const;
type Column =
  | (typeof NUMBERS)[number]
  | 'record_number'
  | 'full_name'
  | 'sex'
  | 'birth_date'
  | 'phones'
  | 'address'
  | 'province'
  | 'commune'
  | 'district'
  | 'ethnic_group'
  | 'nationality'
  | 'occupation'
  | 'workplace';
const ADDRESS = ['province', 'commune', 'district'] as const;

/** Patients of an earlier system. One is the same when the file comes again by any of its numbers. */
export const PATIENTS: LoadKind<Column> = {
  columns: {
    needed: ['full_name', 'sex'],
    may: [
      ...(['record_number', ...NUMBERS, 'birth_date', 'phones', 'address', ...ADDRESS] as const),
      ...(['ethnic_group', 'nationality', 'occupation', 'workplace'] as const),
    ],
  },
  dto: CreatePatientDto,
  toBody: (cells, { system = '', dates }) => {
    const { record_number: number, full_name: fullName, sex, birth_date: born, address, workplace } = cells;
    const identifiers = [
      ...(number ? [{ system, value: number }] : []),
      ...numbersIn(cells).map((kind) => ({ system: kind, value: cells[kind]! })),
    ];
    const said = {
      ...{
        fullName,
        sex: sexOf(sex),
        birthDate: asIso(born, dates),
        workplace,
        occupation: cells.occupation,
        nationality: cells.nationality,
      },
      ethnicGroup: cells.ethnic_group,
      ...(cells.phones && { phones: phonesOf(cells.phones) }),
      ...(identifiers.length > 0 && { identifiers }),
      ...(address && {
        addresses: [{ text: address, ...given(Object.fromEntries(ADDRESS.map((name) => [name, cells[name]]))) }],
      }),
    };
    return given(said);
  },
  keys: (cells) => [
    ...(cells.record_number ? [`record_number ${cells.record_number}`] : []),
    ...NUMBERS.flatMap((kind) => (cells[kind] ? [`${kind} ${numberIn(kind, cells[kind])}`] : [])),
  ],
  lacks: (cells, { system, dates }) => [
    ...(cells.record_number && !system ? [told('needsSystem')] : []),
    ...((cells.record_number ?? NUMBERS.find((kind) => cells[kind])) ? [] : [told('noNumber')]),
    ...madeByASpreadsheet(cells, dates),
  ],
  columnOf: ([list, place, field], cells) => {
    if (list === 'addresses') return field === 'text' ? 'address' : field;
    const numbers = [...(cells.record_number ? ['record_number'] : []), ...numbersIn(cells)];
    return list === 'identifiers' ? numbers[Number(place)] : undefined;
  },
  put: async (app, tx, { body }): Promise<Outcome> => {
    const patients = app.get(PatientsService, { strict: false });
    const input = body as Loaded;
    const there = known(input, await patients.findWithin(tx, input.identifiers));
    if (there) return there;
    const { duplicates = [] } = await patients.registerWithin(tx, input);
    return made(
      patients.requireSound(input),
      duplicates.map(({ mrn }) => mrn),
    );
  },
  putMany: async (app, tx, lines, { isTrial }): Promise<Outcome[]> => {
    const patients = app.get(PatientsService, { strict: false });
    const inputs = lines.map(({ body }) => body as Loaded);
    const found = await patients.findManyWithin(
      tx,
      inputs.map(({ identifiers }) => identifiers),
    );
    const outcomes = inputs.map((input, at) => known(input, elementAt(found, at)));
    const fresh = inputs.filter((_, at) => !outcomes[at]);
    const anew = isTrial ? await tried(patients, tx, fresh) : await registered(patients, tx, fresh);
    return outcomes.map((outcome) => outcome ?? anew.shift()!);
  },
  hear: async (app, tx, mrns) => {
    const alike = await app.get(PatientsService, { strict: false }).alikeToManyWithin(tx, mrns);
    return alike.map((those) => made([], those).told);
  },
};

/** A line as the rules of the route have passed it; that it has a number is asked for here. */
type Loaded = CreatePatientDto & { readonly fullName: string; readonly identifiers: IdentifierDto[] };

/** However it is typed, and in whichever form of a card, one number is one person's. */
const numberIn = (kind: string, cell: string): string => comparedNumber(kind, cell).replace(/^\S+ /, '');

/** What becomes of a line whose numbers somebody has; undefined of one that nobody has. */
function known(
  input: Loaded,
  onRecord: readonly Pick<OnRecord, 'mrn' | 'fullName' | 'birthDate' | 'sex'>[],
): Outcome | undefined {
  const [found, another] = onRecord;
  if (another) {
    return { what: 'other', told: told('severalOnRecord', { mrns: onRecord.map(({ mrn }) => mrn).join(', ') }) };
  }
  if (!found) return undefined;
  const isSame =
    nameOf(found.fullName) === nameOf(input.fullName) &&
    (found.birthDate ?? undefined) === input.birthDate &&
    (found.sex === input.sex || input.sex === 'unknown');
  return isSame ? { what: 'known' } : { what: 'other', told: told('otherPerson', { mrn: found.mrn }) };
}

async function tried(patients: PatientsService, tx: Tx, fresh: readonly Loaded[]): Promise<Outcome[]> {
  return (await patients.tryManyWithin(tx, fresh)).map((warnings) => made(warnings));
}

async function registered(patients: PatientsService, tx: Tx, fresh: readonly Loaded[]): Promise<Outcome[]> {
  const all = await patients.registerManyWithin(tx, fresh);
  return all.map(({ mrn, warnings }) => ({ ...made(warnings), key: mrn }));
}

/** Somebody who was made, with what a person at the desk would be warned of. */
function made(warnings: readonly PatientWarning[], alike: readonly string[] = []): Outcome {
  const said = [
    ...warnings.map((warning) => WARNING_WORDS[warning]),
    ...(alike.length > 0 ? [told('alike', { mrns: alike.join(', ') })] : []),
  ];
  if (said.length === 0) return { what: 'made' };
  const joined = (language: Language) => said.map((words) => words[language]).join('; ');
  return { what: 'made', told: { vi: joined('vi'), en: joined('en') } };
}

/** The kinds of papers that a line has numbers of, in the order of its identifiers. */
const numbersIn = (cells: Readonly<Partial<Record<Column, string>>>) => NUMBERS.filter((kind) => cells[kind]);

const nameOf = (name: string): string => name.normalize('NFC').toLocaleLowerCase('vi').replace(/\s+/gu, ' ').trim();

const given = <T extends object>(said: T): T =>
  Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as T;
