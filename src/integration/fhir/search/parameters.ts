import { isUuid } from '../../../kernel/uuid.js';
import { Problem } from '../../../kernel/problem.js';
import { parseDateTime } from '../elements/date-time.js';
import { fhirError, fhirProblems, type FhirRule } from '../fhir.errors.js';

/** Puts a value into the statement and gives its place, `$3`. */
export type At = (value: unknown) => string;

/** One search parameter: the SQL condition for one value of it. Columns are those of the stored resource, `r`. */
export type Parameter = (value: string, at: At, name: string) => string;

/** @throws Problem: the value has not the form its parameter needs */
export function invalidParameter(name: string): never {
  return refuseParameter(name, 'parameter-invalid');
}

/** @throws Problem that names the parameter and what is wrong with its value */
export function refuseParameter(name: string, rule: FhirRule): never {
  throw new Problem(fhirProblems.notImportable, { errors: [fhirError(name, rule)] });
}

/** One of these values. For a single one by equality: only that lets an index answer in the order of time. */
const anyOf = (column: string, type: 'uuid' | 'text', values: readonly string[], at: At): string =>
  values.length === 1 ? `${column} = ${at(values[0])}::${type}` : `${column} = ANY(${at(values)}::${type}[])`;

/** `Patient/<id>` or `<id>`; several parted by commas. */
export const reference =
  (column: string, type: string): Parameter =>
  (value, at) => {
    const ids = value.split(',').map((part) => (part.startsWith(`${type}/`) ? part.slice(type.length + 1) : part));
    // What is no id of ours refers to nothing here.
    const ours = ids.filter(isUuid);
    return type === 'Patient' ? ofSurvivors(`r.${column}`, ours, at) : anyOf(`r.${column}`, 'uuid', ours, at);
  };

/** Of who was merged: those of whose record stayed. */
function ofSurvivors(column: string, ids: readonly string[], at: At): string {
  if (ids.length !== 1) {
    return `${column} = ANY(ARRAY(SELECT coalesce(survivor_of(one), one) FROM unnest(${at(ids)}::uuid[]) AS one))`;
  }
  const id = `${at(ids[0])}::uuid`;
  return `${column} = coalesce(survivor_of(${id}), ${id})`;
}

/** `code`, `system|code`, `|code` or `system|`; several parted by commas. */
export const token =
  (code: string, system: string): Parameter =>
  (value, at, name) => {
    const choices = value.split(',').map((part) => {
      const [first, second] = part.split('|', 2) as [string, string | undefined];
      if (part === '' || part === '|') invalidParameter(name);
      if (second === undefined) return `r.${code} = ${at(first)}`;
      const ofSystem = first === '' ? `r.${system} IS NULL` : `r.${system} = ${at(first)}`;
      return second === '' ? ofSystem : `(${ofSystem} AND r.${code} = ${at(second)})`;
    });
    return `(${choices.join(' OR ')})`;
  };

/** The codes of a value, each with or without its system; several parted by commas. */
export const codesOf = (value: string): string[] => value.split(',').map((part) => part.slice(part.indexOf('|') + 1));

/** A code of a fixed list, with or without its system; `translate` gives our word for FHIR's. */
export const codeOf =
  (column: string, translate: (code: string) => string = (code) => code): Parameter =>
  (value, at) =>
    anyOf(`r.${column}`, 'text', codesOf(value).map(translate), at);

/** Nothing is written after it: FHIR years have four digits. */
const END_OF_TIME = new Date('9999-12-31T23:59:59.999Z');

const PREFIX = /^(eq|ge|gt|le|lt)?(\d{4}.*)$/;

/**
 * What a date's search value means: from an instant on, before another, or both. `2026-11-23`, `ge2026-11`,
 * `lt2026-11-23T10:00:00Z`: the whole of the day, month or year named.
 */
export function spanOf(value: string, name: string): { from?: Date; before?: Date } {
  const [, prefix = 'eq', text = ''] = PREFIX.exec(value) ?? invalidParameter(name);
  const first = parseDateTime(text) ?? invalidParameter(name);
  const after = endOf(text, first);
  return {
    eq: { from: first, before: after },
    ge: { from: first },
    gt: { from: after },
    lt: { before: first },
    le: { before: after },
  }[prefix]!;
}

/** A moment of the record. */
export const date =
  (column: string): Parameter =>
  (value, at, name) => {
    const { from, before } = spanOf(value, name);
    const checks = [from && `r.${column} >= ${at(from)}`, before && `r.${column} < ${at(before)}`];
    return `(${checks.filter(Boolean).join(' AND ')})`;
  };

type Ymd = readonly [year: number, month: number, day: number];

/** The first instant after the year, month, day or second that was written. */
function endOf(text: string, first: Date): Date {
  const [year, month, day] = text.replace(/T.*$/s, '').split('-').map(Number) as [number, number?, number?];
  if (text.includes('T')) return new Date(first.getTime() + (text.includes('.') ? 1 : 1000));
  const next: Ymd = day ? [year, month!, day + 1] : month ? [year, month + 1, 1] : [year + 1, 1, 1];
  const midnight = new Date(0);
  midnight.setUTCFullYear(next[0], next[1] - 1, next[2]);
  return parseDateTime(midnight.toISOString().slice(0, 10)) ?? END_OF_TIME;
}

/** The record's own id; those that are no id of ours match nothing. */
export const ownId: Parameter = (value, at) => {
  const ids = value.split(',');
  return `(r.entity_id = ANY(${at(rowsOf(ids))}::uuid[]) AND r.id = ANY(${at(ids)}::text[]))`;
};

/** The same for observations, whose newest row may be a correction of the one that gave the id. */
export const ownObservationId: Parameter = (value, at) => {
  const ids = value.split(',');
  return `(r.entity_id = ANY(ARRAY(
    WITH RECURSIVE later AS (
      SELECT unnest(${at(rowsOf(ids))}::uuid[]) AS id
      UNION ALL SELECT o.id FROM observation o JOIN later ON o.corrects_id = later.id)
    SELECT id FROM later)) AND r.id = ANY(${at(ids)}::text[]))`;
};

/** An id is a row's, or a row's with the code of one of its signs. */
const rowsOf = (ids: readonly string[]) => ids.flatMap((id) => id.split('.', 1)).filter(isUuid);
