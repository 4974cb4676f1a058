import { SCALES, type Scale } from '../../../src/clinical/observations/bedside/assessment.rules.ts';
import type { LateAssessDto, RecordSiteDto } from '../api/generated/index.ts';
import { filledItems, seenOf, type TypedSeen } from '../nursing/typed-wound.ts';

/** A wound or drain as it was copied from paper. */
export interface TypedSite {
  readonly at: string;
  readonly kind: RecordSiteDto['kind'];
  readonly type: string;
  readonly location: string;
}
/** Points by item, as they were chosen; of the scale that was chosen before, too, should it be chosen again. */
export interface TypedAssessment {
  readonly at: string;
  readonly kind: Scale;
  readonly items: Readonly<Record<string, string>>;
}

/** How a wound looked. */
export interface TypedWound {
  readonly at: string;
  /** The id of one that is on record, or {@link newWound} of one that is new on the same paper. */
  readonly wound: string;
  readonly seen: TypedSeen;
  readonly plan: string;
}

export const NO_SITE: TypedSite = { at: '', kind: 'wound', type: '', location: '' };
export const NO_ASSESSMENT: TypedAssessment = { at: '', kind: 'morse', items: {} };

export const NO_WOUND: TypedWound = { at: '', wound: '', seen: {}, plan: '' };

/** The wound in a line of the same paper, from 0. */
export const newWound = (place: number): string => `new ${place}`;

export const isSiteFilled = ({ at, type, location }: TypedSite): boolean =>
  [at, type, location].some((text) => text.trim() !== '');

/** What was chosen of the items of its scale. */
export function itemsOf({ kind, items }: TypedAssessment): { readonly items: Record<string, number> } {
  const chosen = Object.keys(SCALES[kind].items).flatMap((item) => (items[item] ? [[item, Number(items[item])]] : []));
  return { items: Object.fromEntries(chosen) as Record<string, number> };
}

export const isAssessmentFilled = (typed: TypedAssessment): boolean =>
  typed.at.trim() !== '' || Object.keys(itemsOf(typed).items).length > 0;

export const isWoundFilled = ({ at, seen, plan }: TypedWound): boolean =>
  at.trim() !== '' || plan.trim() !== '' || filledItems(seen).length > 0;

/** @param readAt of a moment that was typed */
export const siteBody = ({ at, ...said }: TypedSite, readAt: (at: string) => string | undefined): RecordSiteDto => ({
  ...said,
  startedAt: readAt(at),
});

export const assessmentBody = (typed: TypedAssessment, readAt: (at: string) => string | undefined): LateAssessDto => ({
  kind: typed.kind,
  ...itemsOf(typed),
  effectiveAt: readAt(typed.at),
});

/** @param sites all lines of wounds and drains, empty ones too */
export function woundBody(
  { at, wound, seen, plan }: TypedWound,
  sites: readonly TypedSite[],
  readAt: (at: string) => string | undefined,
): LateAssessDto {
  const line = sites.findIndex((_, place) => newWound(place) === wound);
  const which = line < 0 ? { siteId: wound } : { newSite: sites.slice(0, line).filter(isSiteFilled).length };
  const planned = plan.trim() ? { plan: plan.trim() } : {};
  return { kind: 'wound', ...which, items: seenOf(seen), ...planned, effectiveAt: readAt(at) };
}
