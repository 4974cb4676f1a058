/**
 * Scales of nursing. Sources: Morse JM et al., Canadian Journal on Aging 1989;8:366–77 (falls: 25 and more are at risk, 45 and more at high
 * risk); Bergstrom N, Braden BJ et al., Nursing Research 1987;36:205–10 (pressure ulcers: 18 and less are at risk; the steps within are those
 * of Braden B, Maklebust J, Am J Nurs 2005;105(6):70–2).
 */
export const SCALES = {
  morse: {
    /** LOINC of the total. */
    code: '59460-6',
    items: {
      fallHistory: [0, 25],
      secondaryDiagnosis: [0, 15],
      ambulatoryAid: [0, 15, 30],
      intravenousAccess: [0, 20],
      gait: [0, 10, 20],
      mentalStatus: [0, 15],
    },
  },
  braden: {
    code: '38227-5',
    items: {
      sensoryPerception: [1, 2, 3, 4],
      moisture: [1, 2, 3, 4],
      activity: [1, 2, 3, 4],
      mobility: [1, 2, 3, 4],
      nutrition: [1, 2, 3, 4],
      frictionAndShear: [1, 2, 3],
    },
  },
} as const;
export type Scale = keyof typeof SCALES;
export const ASSESSMENT_KINDS = ['morse', 'braden', 'wound'] as const;
export type AssessmentKind = (typeof ASSESSMENT_KINDS)[number];
export const RISKS = ['none', 'low', 'moderate', 'high', 'very-high'] as const;
export type AssessedRisk = (typeof RISKS)[number];

/** What is measured and seen of a wound, in the order in which it is read. More may be recorded, by names of its own. */
export const WOUND_SIZES = ['lengthMm', 'widthMm', 'depthMm'] as const;
export const WOUND_ITEMS = [
  ...WOUND_SIZES,
  ...(['stage', 'tissue', 'edges', 'exudate', 'odour', 'pain', 'skin', 'dressing'] as const),
] as const;
export type WoundItem = (typeof WOUND_ITEMS)[number];

/** What was seen of a wound, item by item: those that are known first, in their order, since what is kept has none. */
export function woundInOrder<Value>(items: Readonly<Record<string, Value>>): [item: string, value: Value][] {
  const known: readonly string[] = WOUND_ITEMS;
  const placeOf = (item: string) => (known.includes(item) ? known.indexOf(item) : known.length);
  return Object.entries(items).toSorted(
    ([one], [other]) => placeOf(one) - placeOf(other) || one.localeCompare(other, 'vi'),
  );
}

/** The items that are missing, unknown, or none of the points of the scale. */
export function wrongItems(scale: Scale, given: Readonly<Record<string, unknown>>): string[] {
  const items: Readonly<Record<string, readonly number[]>> = SCALES[scale].items;
  const wrong = Object.entries(items).flatMap(([item, points]) =>
    points.includes(given[item] as number) ? [] : [item],
  );
  return [...wrong, ...Object.keys(given).filter((item) => !(item in items))];
}

export function riskOf(scale: Scale, total: number): AssessedRisk {
  if (scale === 'morse') return total >= 45 ? 'high' : total >= 25 ? 'moderate' : 'low';
  if (total <= 9) return 'very-high';
  if (total <= 12) return 'high';
  if (total <= 14) return 'moderate';
  return total <= 18 ? 'low' : 'none';
}

export const totalOf = (items: Readonly<Record<string, unknown>>): number =>
  Object.values(items).reduce((sum: number, points) => sum + Number(points), 0);
