import { SCALES, type Scale } from '../../../src/clinical/observations/bedside/assessment.rules.ts';
import type { AssessDto, RecordSiteDto } from '../api/generated/index.ts';

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

export const NO_SITE: TypedSite = { at: '', kind: 'wound', type: '', location: '' };
export const NO_ASSESSMENT: TypedAssessment = { at: '', kind: 'morse', items: {} };

export const isSiteFilled = ({ at, type, location }: TypedSite): boolean =>
  [at, type, location].some((text) => text.trim() !== '');

/** What was chosen of the items of its scale. */
export function itemsOf({ kind, items }: TypedAssessment): { readonly items: Record<string, number> } {
  const chosen = Object.keys(SCALES[kind].items).flatMap((item) => (items[item] ? [[item, Number(items[item])]] : []));
  return { items: Object.fromEntries(chosen) as Record<string, number> };
}

export const isAssessmentFilled = (typed: TypedAssessment): boolean =>
  typed.at.trim() !== '' || Object.keys(itemsOf(typed).items).length > 0;

/** @param readAt of a moment that was typed */
export const siteBody = ({ at, ...said }: TypedSite, readAt: (at: string) => string | undefined): RecordSiteDto => ({
  ...said,
  startedAt: readAt(at),
});

export const assessmentBody = (typed: TypedAssessment, readAt: (at: string) => string | undefined): AssessDto => ({
  kind: typed.kind,
  ...itemsOf(typed),
  effectiveAt: readAt(typed.at),
});
