import { LONGEST, LONGEST_UNDATED } from '../pregnancy.queries.js';

/**
 * What is known of somebody before this illness: family and social history, implants, alerts, pregnancy and lactation. Pregnancy status is
 * LOINC 82810-3, lactation 63895-7 (breastfeeding status).
 */
export const BACKGROUND_KINDS = ['family', 'social', 'implant', 'alert', 'pregnancy', 'lactation'] as const;
export type BackgroundKind = (typeof BACKGROUND_KINDS)[number];

export const RELATIVES = ['mother', 'father', 'sibling', 'child', 'grandparent', 'other'] as const;
export const TOPICS = {
  social: ['tobacco', 'alcohol', 'drugs', 'exposure', 'living', 'other'],
  alert: ['fall-risk', 'infection', 'violence', 'difficult-airway', 'bleeding-risk', 'advance-directive', 'other'],
} as const;
export const USES = ['never', 'former', 'current', 'unknown'] as const;
export const MRI_SAFETY = ['safe', 'conditional', 'unsafe', 'unknown'] as const;
export const PREGNANCY_STATES = ['pregnant', 'not-pregnant', 'unknown'] as const;
export const LACTATION_STATES = ['breastfeeding', 'not-breastfeeding', 'unknown'] as const;

/** What is said of one kind beside its words; which may be said, and which must. */
const FIELDS: Readonly<Record<BackgroundKind, { readonly needs: readonly string[]; readonly may: readonly string[] }>> =
  {
    family: { needs: ['relationship', 'text'], may: ['ageAtOnset', 'deceased', 'code'] },
    social: { needs: ['topic'], may: ['use', 'amount', 'text'] },
    implant: { needs: ['text'], may: ['site', 'serialNumber', 'mriSafety', 'code'] },
    alert: { needs: ['topic', 'text'], may: [] },
    pregnancy: { needs: ['state'], may: ['gestationalWeeks', 'gestationalDays', 'text'] },
    lactation: { needs: ['state'], may: ['text'] },
  };
const GESTATION: readonly string[] = ['gestationalWeeks', 'gestationalDays'];
/** Said of every kind. */
const ALWAYS = ['kind', 'since', 'until', 'encounterId', 'confirmed'];

export type FieldBreach = {
  readonly field: string;
  readonly rule: 'background-needed' | 'background-foreign' | 'background-value';
};

const allowedOf = (kind: BackgroundKind, field: string): readonly string[] | undefined => {
  if (field === 'topic') return kind === 'social' || kind === 'alert' ? TOPICS[kind] : [];
  if (field === 'state') return kind === 'lactation' ? LACTATION_STATES : PREGNANCY_STATES;
  return undefined;
};

/** Which fields a kind lacks, has although it has none such, or gives a value that is another kind's. */
export function breachesOf(kind: BackgroundKind, given: Readonly<Record<string, unknown>>): FieldBreach[] {
  const { needs, may } = FIELDS[kind];
  const said = Object.keys(given).filter((field) => given[field] !== undefined && !ALWAYS.includes(field));
  // Weeks are of a pregnancy that goes on.
  const ofNone = kind === 'pregnancy' && given.state !== 'pregnant' ? GESTATION : [];
  const foreign = said.filter((field) => ofNone.includes(field) || (!needs.includes(field) && !may.includes(field)));
  const wrong = said.filter((field) => {
    const allowed = foreign.includes(field) ? undefined : allowedOf(kind, field);
    return allowed !== undefined && !allowed.includes(given[field] as string);
  });
  return [
    ...needs.filter((field) => !said.includes(field)).map((field) => ({ field, rule: 'background-needed' as const })),
    ...foreign.map((field) => ({ field, rule: 'background-foreign' as const })),
    ...wrong.map((field) => ({ field, rule: 'background-value' as const })),
  ];
}

/** What was last recorded of a pregnancy. */
export interface RecordedPregnancy {
  readonly state: string;
  /** Days of gestation when it was recorded, if they were told. */
  readonly days: number | null;
  /** The day on which it was recorded, YYYY-MM-DD. */
  readonly on: string;
}

export type PregnancyNow =
  | { readonly state: 'pregnant'; readonly days: number | null }
  | { readonly state: 'not-pregnant' | 'not-known'; readonly days: null };

const DAY_MS = 86_400_000;

/**
 * Whether somebody is pregnant on a day, from what was recorded last. Weeks go on by themselves. A pregnancy that would be over by then is
 * not known any more, nor is what nobody recorded: neither is taken for no.
 */
export function pregnancyOn(last: RecordedPregnancy | undefined, day: string): PregnancyNow {
  if (last?.state === 'not-pregnant') return { state: 'not-pregnant', days: null };
  if (last?.state !== 'pregnant') return { state: 'not-known', days: null };
  const passed = Math.round((Date.parse(day) - Date.parse(last.on)) / DAY_MS);
  if (last.days === null) {
    return passed > LONGEST_UNDATED ? { state: 'not-known', days: null } : { state: 'pregnant', days: null };
  }
  const days = last.days + passed;
  return days > LONGEST ? { state: 'not-known', days: null } : { state: 'pregnant', days };
}
