import { LOINC } from '../../../clinical/results/code-systems.js';
import { isUuid } from '../../../kernel/uuid.js';
import { searchDates, searchSpans } from './dates.js';
import { invalidParameter, type At } from './parameter-refusals.js';

/** The SQL condition for a value of a search parameter, alternatives parted by commas included. Columns are those of the stored resource, `r`. */
export type Condition = (value: string, at: At, name: string) => string;

/** One search parameter. */
export type Parameter = Condition & {
  readonly type: 'reference' | 'token' | 'date' | 'string' | 'quantity' | 'composite';
  /** SQL that is null where a resource has no such element, for `:missing`. */
  readonly column?: string;
  /** SQL of the words beside a code, for `:text`. */
  readonly words?: string;
  /** SQL of a string without its marks, for `:contains`. */
  readonly folded?: string;
  /** What is asked for without its marks, as `folded` has it; as names are where nothing is said. */
  readonly fold?: (text: string) => string;
  /** Whether the column holds several strings, one after the other, each of which `:exact` may name. */
  readonly parts?: true;
  /** By the type of an identifier: `system|code|value`, for `:of-type`. */
  readonly ofType?: Condition;
  /** The type that a reference leads to. */
  readonly to?: string;
  /** The type that its values name, where its column holds no reference to that. */
  readonly names?: string;
  /** Whether only what was sent has the reference: no index finds it, but within a patient. */
  readonly isSaid?: true;
  /** Conditions on what is referred to: `patient.identifier`. */
  readonly chains?: Readonly<Record<string, Condition>>;
};

export const parameter = (condition: Condition, told: Pick<Parameter, keyof Parameter>): Parameter =>
  Object.assign((...asked: Parameters<Condition>) => condition(...asked), told);

/** Alternatives as they are parted by commas; `\,` is a comma of the value. Source: FHIR R4 search, "escaping". */
export const alternatives = (value: string): string[] =>
  value.split(/(?<!\\),/).map((one) => one.replace(/\\([,|$\\])/g, '$1'));

/** One of these values. For a single one by equality: only that lets an index answer in the order of time. */
const anyOf = (column: string, type: 'uuid' | 'text', values: readonly string[], at: At): string =>
  values.length === 1 ? `${column} = ${at(values[0])}::${type}` : `${column} = ANY(${at(values)}::${type}[])`;

/** `Patient/<id>` or `<id>`; several parted by commas. @param found SQL of the ids of what has an identifier */
export const reference = (column: string, type: string, found?: (at: At, token: string) => string): Parameter => {
  const condition: Condition = (value, at) => {
    const ids = alternatives(value).map((part) => (part.startsWith(`${type}/`) ? part.slice(type.length + 1) : part));
    // What is no id of ours refers to nothing here.
    const ours = ids.filter(isUuid);
    return type === 'Patient' ? ofSurvivors(`r.${column}`, ours, at) : anyOf(`r.${column}`, 'uuid', ours, at);
  };
  const identifier: Condition | undefined =
    found &&
    ((value, at) =>
      `r.${column} IN (${alternatives(value)
        .map((one) => found(at, one))
        .join(' UNION ')})`);
  const chains = { _id: condition, ...(identifier && { identifier }) };
  return parameter(condition, { type: 'reference', column: `r.${column}`, chains, to: type });
};

/** Of who was merged: those of whose record stayed. One is looked up before the index is asked, which then answers in the order of time. */
function ofSurvivors(column: string, ids: readonly string[], at: At): string {
  if (ids.length !== 1) {
    return `${column} = ANY(ARRAY(SELECT coalesce(survivor_of(one), one) FROM unnest(${at(ids)}::uuid[]) AS one))`;
  }
  const id = `${at(ids[0])}::uuid`;
  return `${column} = (SELECT coalesce(survivor_of(${id}), ${id}))`;
}

/** The system and the code of `code`, `system|code`, `|code` or `system|`; the system is undefined where nothing is said of it. */
export function tokenOf(part: string, name: string): { system?: string; code: string } {
  const at = part.indexOf('|');
  if (part === '' || part === '|') invalidParameter(name);
  return at < 0 ? { code: part } : { system: part.slice(0, at), code: part.slice(at + 1) };
}

/**
 * The condition that a code and its system, SQL both, are those of `code`, `system|code`, `|code` or `system|`; several parted by commas.
 * @param also SQL of a list of CodeableConcepts, or of one, that say the same in other codings
 */
export const coded =
  (code: string, system: string, also?: string): Condition =>
  (value, at, name) => {
    const choices = alternatives(value).flatMap((part) => {
      const asked = tokenOf(part, name);
      const own = ofToken(asked, code, system, at);
      return also && mayStandElsewhere(asked) ? [own, inConcepts(also, asked, at)] : [own];
    });
    return `(${choices.join(' OR ')})`;
  };

/** A token of a column; a system stands beside it. @param also as of {@link coded} */
export const token = (code: string, system: string, also?: string): Parameter =>
  parameter(coded(`r.${code}`, `r.${system}`, also), {
    type: 'token',
    column: `r.${code}`,
    words: `r.facts->'code'->>'display'`,
  });

export interface AskedToken {
  readonly system?: string;
  readonly code: string;
}

/** What has a LOINC code is found by it alone: only that an index answers. */
export const mayStandElsewhere = ({ system, code }: AskedToken): boolean =>
  system === undefined ? !/^\d{1,7}-\d$/.test(code) : system !== LOINC;

function ofToken({ system: given, code: wanted }: AskedToken, code: string, system: string, at: At) {
  if (given === undefined) return `${code} = ${at(wanted)}`;
  const ofSystem = given === '' ? `${system} IS NULL` : `${system} = ${at(given)}`;
  return wanted === '' ? ofSystem : `(${ofSystem} AND ${code} = ${at(wanted)})`;
}

/** Whether any coding of these CodeableConcepts, SQL of JSON, is the one that is asked for. */
export function inConcepts(concepts: string, { system, code }: AskedToken, at: At): string {
  const checks = [
    ...(code === '' ? [] : ['@.code == $code']),
    ...(system === undefined ? [] : [system === '' ? '!exists(@.system)' : '@.system == $system']),
  ];
  const named = JSON.stringify({ ...(code && { code }), ...(system && { system }) });
  return `coalesce(jsonb_path_exists(${concepts}, '$.coding[*] ? (${checks.join(' && ')})', ${at(named)}::jsonb, true), false)`;
}

/** The codes of a value, each with or without its system; several parted by commas. */
export const codesOf = (value: string): string[] =>
  alternatives(value).map((part) => part.slice(part.indexOf('|') + 1));

/** How a column holds the codes of a fixed list. */
export interface FixedCodes {
  /** The systems of its codes; codes of FHIR's own lists have one of FHIR's where nothing is said. */
  readonly systems?: readonly string[];
  /** Our word for FHIR's. */
  readonly translate?: (code: string) => string;
  /** Codes that others may have in a system of their own, which is not kept beside them. */
  readonly foreign?: (code: string) => boolean;
}

const FHIR = /^(?:http:\/\/hl7\.org\/fhir\/.+)?$/;

/** A code of a fixed list, with or without its system. */
export const codeOf = (
  column: string,
  { systems, translate = (code) => code, foreign = () => false }: FixedCodes = {},
): Parameter =>
  parameter(
    (value, at, name) => {
      const codes = alternatives(value).flatMap((part) => {
        const { system, code } = tokenOf(part, name);
        const fits = system === undefined || (systems ? systems.includes(system) : FHIR.test(system)) || foreign(code);
        return fits ? [translate(code)] : [];
      });
      return anyOf(`r.${column}`, 'text', codes, at);
    },
    { type: 'token', column: `r.${column}` },
  );

/** A moment of the record. */
export const date = (column: string): Parameter =>
  parameter((value, at, name) => searchDates(`r.${column}`, alternatives(value), at, name), {
    type: 'date',
    column: `r.${column}`,
  });

/** What lasts from one moment of the record to another. */
export const period = (start: string, end: string): Parameter =>
  parameter((value, at, name) => searchSpans([`r.${start}`, `r.${end}`], alternatives(value), at, name), {
    type: 'date',
    column: `r.${start}`,
  });

/** The record's own id; those that are no id of ours match nothing. */
export const ownId: Parameter = parameter(
  (value, at) => {
    const ids = value.split(',');
    return `(r.entity_id = ANY(${at(rowsOf(ids))}::uuid[]) AND r.id = ANY(${at(ids)}::text[]))`;
  },
  { type: 'token' },
);

/** The resource of a row. */
export const ownRow: Condition = (value, at) => `r.entity_id = ${at(value)}::uuid`;

/** The same for observations: the newest that took the place of the row. */
export const ownObservationRow: Condition = (value, at) => `r.entity_id = ANY(ARRAY(${laterOf(at([value]))}))`;

/** The same for observations, whose newest row may be a correction of the one that gave the id. */
export const ownObservationId: Parameter = parameter(
  (value, at) => {
    const ids = value.split(',');
    return `(r.entity_id = ANY(ARRAY(${laterOf(at(rowsOf(ids)))})) AND r.id = ANY(${at(ids)}::text[]))`;
  },
  { type: 'token' },
);

/** SQL of the ids of observations and of whatever took their place. */
export const laterOf = (rows: string): string => `
    WITH RECURSIVE later AS (
      SELECT unnest(${rows}::uuid[]) AS id
      UNION ALL SELECT o.id FROM observation o JOIN later ON o.corrects_id = later.id)
    SELECT id FROM later`;

/** An id is a row's, or a row's with the code of one of its signs. */
const rowsOf = (ids: readonly string[]) => ids.flatMap((id) => id.split('.', 1)).filter(isUuid);
