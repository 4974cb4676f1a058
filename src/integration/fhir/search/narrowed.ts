import { searchTerms } from '../../../clinical/patients/name.rules.js';
import { readName } from './conditions.js';
import { readHas } from './has.js';
import { refuseParameter } from './parameter-refusals.js';
import { PATIENT_CONDITIONS } from './patient-conditions.js';
import { NARROWING } from './patient.search.js';
import type { SearchRequest } from './search-request.js';

type Filters = SearchRequest['filters'];

/** So many patients are looked at further at one time. */
export const MOST_NARROWED = 1_000;

/** Finds the ids of patients, behind a place in lists if there is one, up to one more than {@link MOST_NARROWED}. */
type Find = (filters: Filters, cursor?: string) => Promise<readonly string[]>;

/**
 * The search with those patients found first whom names, birth dates and numbers tell: the index of names answers for these alone, so that
 * what is asked of them besides, or of what refers to them, is asked of a few.
 * @throws Problem notImportable where they are too many and cannot be gone through in the order of lists, or nothing tells who is meant
 */
export async function narrowed(type: string, wanted: SearchRequest, find: Find): Promise<SearchRequest> {
  return type === 'Patient' ? narrowedPatients(wanted, find) : ofChainedPatients(wanted, find);
}

/** Patients of whom more is asked than the index of names can tell. */
async function narrowedPatients(wanted: SearchRequest, find: Find): Promise<SearchRequest> {
  const { filters } = wanted;
  const strict = filters.filter(([asked]) => readHas(asked) ?? readName(asked).modifier ?? isOfFound(asked));
  if (strict.length === 0) return wanted;
  const plain = filters.filter((one) => !strict.includes(one));
  const telling = [...plain.filter(([asked]) => NARROWING.has(asked)), ...strict.flatMap(wordsOf)];
  if (telling.length === 0) return wanted;
  const asked = [...strict, ...plain.filter(([name]) => !NARROWING.has(name))];
  const inOrder = wanted.sort === undefined || (wanted.sort.by === 'sort' && wanted.sort.ascending);
  const ids = await find(telling, inOrder ? wanted.cursor : undefined);
  if (ids.length <= MOST_NARROWED) return { ...wanted, filters: [['_id', ids.join(',')], ...asked] };
  return inOrder ? { ...wanted, walked: { found: telling, asked } } : tooMany(telling);
}

/** Whether it is asked of those who were found by something else. */
const isOfFound = (asked: string): true | undefined =>
  Object.hasOwn(PATIENT_CONDITIONS, readName(asked).name) || undefined;

/** Words that are written so are found by their beginnings first. */
function wordsOf([asked, value]: Filters[number]): Filters {
  const { name, modifier } = readName(asked);
  return modifier === 'exact' && !value.includes(',') && searchTerms(value).length > 0 ? [[name, value]] : [];
}

/** What is asked of the patient: all of it of the same one. */
async function ofChainedPatients(wanted: SearchRequest, find: Find): Promise<SearchRequest> {
  const chained = wanted.filters.flatMap((filter) => {
    const asked = chainedPatient(filter[0]);
    return asked === undefined ? [] : [{ filter, own: [asked, filter[1]] as const }];
  });
  if (chained.length === 0) return wanted;
  const own = chained.map((one) => one.own);
  const isTelling = ([asked]: Filters[number]) => NARROWING.has(readName(asked).name);
  if (!own.some(isTelling)) refuseParameter(chained[0]!.filter[0], 'search-too-wide', { needed: NAMED.join(', ') });
  const gone = new Set<Filters[number]>(chained.map(({ filter }) => filter));
  const others = wanted.filters.filter((one) => !gone.has(one));
  return { ...wanted, filters: [['patient', await few(own, find)], ...others] };
}

const NAMED = ['patient.name', 'patient.birthdate', 'patient.identifier'];
const CHAINED = new Set([
  'name',
  'family',
  'given',
  'birthdate',
  'gender',
  'phone',
  'telecom',
  ...Object.keys(PATIENT_CONDITIONS),
]);

/** The parameter of Patient behind `patient.name`; an identifier finds its rows by itself. */
function chainedPatient(asked: string): string | undefined {
  const { name, chained } = readName(asked);
  const isOfPatient = (name === 'patient' || name === 'subject') && chained !== undefined;
  return isOfPatient && CHAINED.has(readName(chained).name) ? chained : undefined;
}

async function few(filters: Filters, find: Find): Promise<string> {
  const ids = await find(filters);
  return ids.length > MOST_NARROWED ? tooMany(filters) : ids.join(',');
}

const tooMany = (filters: Filters): never =>
  refuseParameter(filters[0]![0], 'patients-too-many', { most: MOST_NARROWED });
