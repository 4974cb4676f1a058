import { LOINC } from '../../../clinical/results/code-systems.js';
import { isUuid } from '../../../kernel/uuid.js';
import { searchDates } from './dates.js';
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
  /** Whether the column holds several strings, one after the other, each of which `:exact` may name. */
  readonly parts?: true;
  /** The type that a reference leads to. */
  readonly to?: string;
  /** The type that its values name, where its column holds no reference to that. */
  readonly names?: string;
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

/** `code`, `system|code`, `|code` or `system|`; several parted by commas. @param also SQL of a JSON list of the codings besides */
export const token = (code: string, system: string, also?: string): Parameter =>
  parameter(
    (value, at, name) => {
      const choices = alternatives(value).map((part) => {
        const asked = tokenOf(part, name);
        // What has a LOINC code is found by it alone: only that an index answers.
        const other =
          also &&
          asked.system &&
          asked.system !== LOINC &&
          `coalesce(${also} @> ${at(JSON.stringify([codingOf(asked)]))}::jsonb, false)`;
        return [ofToken(asked, code, system, at), other].filter(Boolean).join(' OR ');
      });
      return `(${choices.join(' OR ')})`;
    },
    { type: 'token', column: `r.${code}`, words: `r.facts->'code'->>'display'` },
  );

function ofToken(
  { system: given, code: wanted }: { system?: string; code: string },
  code: string,
  system: string,
  at: At,
) {
  if (given === undefined) return `r.${code} = ${at(wanted)}`;
  const ofSystem = given === '' ? `r.${system} IS NULL` : `r.${system} = ${at(given)}`;
  return wanted === '' ? ofSystem : `(${ofSystem} AND r.${code} = ${at(wanted)})`;
}

const codingOf = ({ system, code }: { system?: string; code: string }) => ({
  ...(system && { system }),
  ...(code && { code }),
});

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

const laterOf = (rows: string): string => `
    WITH RECURSIVE later AS (
      SELECT unnest(${rows}::uuid[]) AS id
      UNION ALL SELECT o.id FROM observation o JOIN later ON o.corrects_id = later.id)
    SELECT id FROM later`;

/** An id is a row's, or a row's with the code of one of its signs. */
const rowsOf = (ids: readonly string[]) => ids.flatMap((id) => id.split('.', 1)).filter(isUuid);
