import type { Localised } from '../../kernel/language.js';
import { patientRecords, type Unsettled } from '../../kernel/patient-record.js';
import { Problem } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import type { PassedOverDto } from './dto/discharge.dto.js';
import type { OpenItemResponse, PassedOverResponse } from './dto/discharge.response.js';
import { encounterProblems } from './encounters.errors.js';

/** Of each kind, at most so many are told. */
const MOST_OF_A_KIND = 100;

export interface OpenRow {
  readonly kind: string;
  readonly id: string;
  readonly shown: string;
  readonly since: Date | null;
  readonly facts: unknown;
}

/** What records say is unfinished when a patient leaves, by its kind. */
const asked = (): { readonly table: string; readonly rule: Unsettled }[] =>
  patientRecords().flatMap(({ table, inEncounter }) => (inEncounter?.unsettled ?? []).map((rule) => ({ table, rule })));

/** What is unfinished in an encounter ($1), as its records declare it: by kind, what has waited longest first. */
export const openItemsSql = (): string =>
  asked()
    .map(
      ({
        table,
        rule,
      }) => `(SELECT '${rule.kind}' AS kind, id, ${rule.shows} AS shown, ${rule.since} AS since, ${rule.facts ?? 'NULL::json'} AS facts FROM ${rule.from ?? table}
    WHERE encounter_id = $1::uuid AND (${rule.where}) ORDER BY ${rule.since}, id LIMIT ${MOST_OF_A_KIND})`,
    )
    .join(' UNION ALL ');

/** Those that are unfinished at this moment, in the reader's words. */
export const toOpenItems = (rows: readonly OpenRow[], now = new Date()): OpenItemResponse[] =>
  rows.filter(({ kind, facts }) => ruleOf(kind).counts?.(facts as never, now) ?? true).map(toOpenItem);

function toOpenItem({ kind, id, shown, since }: OpenRow): OpenItemResponse {
  const { words, labels } = ruleOf(kind);
  const { language } = requestContext();
  const name: Localised = labels?.[shown] ?? { vi: shown, en: shown };
  return { kind, id, text: `${words[language]}: ${name[language]}`, since: since?.toISOString() ?? null };
}

/** What is asked of who leaves so: of a dead patient less is. */
export const askedAt = (items: readonly OpenItemResponse[], disposition: string): readonly OpenItemResponse[] =>
  disposition === 'exp' ? items.filter(({ kind }) => !ruleOf(kind).ofLiving) : items;

const ruleOf = (kind: string): Unsettled => asked().find(({ rule }) => rule.kind === kind)!.rule;

/**
 * What was passed over, each with its reason: an item that is named itself, or all of a kind. One that was settled meanwhile is none.
 * @throws Problem dischargeOpenItems with what is left, when something is
 */
export function passedOver(
  items: readonly OpenItemResponse[],
  given: readonly PassedOverDto[] = [],
): PassedOverResponse[] {
  const reasonOf = ({ id, kind }: OpenItemResponse) =>
    (
      given.find(({ item }) => item?.toLowerCase() === id) ??
      given.find((one) => one.item === undefined && one.kind === kind)
    )?.reason;
  const left = items.filter((item) => reasonOf(item) === undefined);
  if (left.length > 0) throw new Problem(encounterProblems.dischargeOpenItems, { extra: { items: left } });
  return items.map((item) => ({ kind: item.kind, id: item.id, text: item.text, reason: reasonOf(item)!.normalize() }));
}
