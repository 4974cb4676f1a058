import { effectWords } from './check.words.js';
import { classWords, sharedWords } from './class.words.js';
import type { CheckedOrder, Facts } from './facts.js';
import type { Finding } from './finding.js';
import { pairSource } from './knowledge/fact-source.js';
import { isLocal } from './local.rules.js';
import { substancesOf, type Drug } from './formulary.js';
import { alikeIn, tallMan } from './look-alikes.js';

type Found = Omit<Finding, 'order'>;

interface Interaction {
  readonly one: string;
  readonly other: string;
  readonly severity: 'contraindicated' | 'serious';
  readonly effect: keyof typeof effectWords;
  /** Only of people of no more than so many completed years. */
  readonly maxYears?: number;
}

const LOOK_ALIKE_SOURCE = 'names that Vietnamese wards use, from general knowledge';
/** Between classes or ATC codes; with what no text supports yet, which judges nothing. */
export const INTERACTIONS: readonly Interaction[] = [
  { one: 'anticoagulant', other: 'nsaid', severity: 'serious', effect: 'bleeding' },
  { one: 'anticoagulant', other: 'antiplatelet', severity: 'serious', effect: 'bleeding' },
  { one: 'B01AA03', other: 'nitroimidazole', severity: 'serious', effect: 'bleeding' },
  { one: 'B01AA03', other: 'sulfonamide', severity: 'serious', effect: 'bleeding' },
  { one: 'B01AA03', other: 'macrolide', severity: 'serious', effect: 'bleeding' },
  { one: 'B01AA07', other: 'nitroimidazole', severity: 'serious', effect: 'bleeding' },
  { one: 'B01AA07', other: 'sulfonamide', severity: 'serious', effect: 'bleeding' },
  { one: 'B01AA07', other: 'macrolide', severity: 'serious', effect: 'bleeding' },
  { one: 'serotonergic', other: 'serotonergic', severity: 'serious', effect: 'serotonin' },
  { one: 'J01DD04', other: 'calcium', severity: 'serious', effect: 'precipitate', maxYears: 0 },
  { one: 'raas', other: 'potassium-sparing', severity: 'serious', effect: 'hyperkalaemia' },
  { one: 'raas', other: 'potassium', severity: 'serious', effect: 'hyperkalaemia' },
  { one: 'potassium-sparing', other: 'potassium', severity: 'contraindicated', effect: 'hyperkalaemia' },
  { one: 'C10AA01', other: 'cyp3a4-inhibitor', severity: 'contraindicated', effect: 'myopathy' },
  { one: 'opioid', other: 'benzodiazepine', severity: 'serious', effect: 'sedation' },
  { one: 'aminoglycoside', other: 'glycopeptide', severity: 'serious', effect: 'kidney' },
  { one: 'aminoglycoside', other: 'loop-diuretic', severity: 'serious', effect: 'kidney' },
  { one: 'cardiac-glycoside', other: 'macrolide', severity: 'serious', effect: 'digoxin' },
  { one: 'qt', other: 'qt', severity: 'serious', effect: 'qt' },
];

/** Classes of which two drugs at once are one too many. */
const NOT_TWICE: ReadonlySet<string> = new Set([
  'nsaid',
  'ppi',
  'statin',
  'ace-inhibitor',
  'arb',
  'beta-blocker',
  'calcium-channel-blocker',
  'anticoagulant',
  'penicillin',
  'cephalosporin',
  'macrolide',
  'quinolone',
  'aminoglycoside',
  'benzodiazepine',
  'sulfonylurea',
]);

/** Fluids of which several bags run in a day, one of them to dissolve a medicine in: a second one is told and stops nobody. */
const SEVERAL_BAGS: ReadonlySet<string> = new Set(['electrolytes', 'carbohydrate']);

/** Another order that counts at the same time: an open one has a number. */
export type Beside = CheckedOrder & { readonly number?: string };

const is = (drug: Drug, what: string): boolean => drug.atc === what || drug.classes.includes(what);

/** What two drugs do together, or one that is ordered twice. */
export function togetherFindings(
  order: CheckedOrder,
  drugs: readonly Drug[],
  beside: readonly Beside[],
  age?: Facts['age'],
): Found[] {
  return [
    ...beside.flatMap((other) => withOther(order, drugs, other, age)),
    ...(order.kind === 'medication' ? lookAlike(order, drugs) : []),
  ];
}

function withOther(order: CheckedOrder, drugs: readonly Drug[], other: Beside, age: Facts['age']): Found[] {
  const params = { drug: order.code.display, other: other.code.display, number: other.number ?? '—' };
  const others = other.kind === 'medication' ? substancesOf(other.code) : [];
  const pairs = drugs.flatMap((drug) => others.map((second) => [drug, second] as const));
  const sameCode =
    order.kind === other.kind && order.code.system === other.code.system && order.code.code === other.code.code;
  if (order.kind !== 'medication') {
    return sameCode ? [{ rule: 'duplicate-order', severity: 'caution', params, source: 'FHIR R4 request' }] : [];
  }
  // Drops and ointments of one of them say nothing of the other within the body.
  if (isLocal(order) !== isLocal(other)) return [];
  const found: Found[] = [];
  const shared = pairs.flatMap(
    ([one, two]) => one.classes.find((c) => two.classes.includes(c) && NOT_TWICE.has(c)) ?? [],
  )[0];
  const same = pairs.find(([one, two]) => one.name === two.name)?.[0];
  if (sameCode || same || shared) {
    const what = sameCode || same || !shared ? (same?.name ?? order.code.display) : (classWords[shared] ?? shared);
    const how = sameCode || same ? sharedWords.substance : sharedWords.class;
    const doubled = { ...params, how, class: what };
    const severity = drugs.length > 0 && drugs.every(isBag) ? 'caution' : 'serious';
    found.push({ rule: 'duplicate-therapy', severity, params: doubled, source: 'WHO ATC index' });
  }
  return isLocal(order) ? found : [...found, ...interactions(pairs, params, age)];
}

const isBag = ({ classes }: Drug): boolean => classes.some((one) => SEVERAL_BAGS.has(one));

/** Those that a text supports, with it. */
const SUPPORTED = INTERACTIONS.flatMap((known) => {
  const source = pairSource(known.one, known.other, 'interaction');
  return source === undefined ? [] : [{ ...known, source }];
});

/** What two medicines do together; of several ways to the same harm, such as aspirin's two to bleeding, the gravest. */
function interactions(pairs: readonly (readonly [Drug, Drug])[], params: Found['params'], age: Facts['age']): Found[] {
  const found = new Map<string, Found>();
  for (const { one, other: two, severity, effect, maxYears, source } of SUPPORTED) {
    if (maxYears !== undefined && (age === undefined || age.min > maxYears)) continue;
    const does = pairs.some(
      ([a, b]) => a.name !== b.name && ((is(a, one) && is(b, two)) || (is(a, two) && is(b, one))),
    );
    if (!does || (found.has(effect) && severity !== 'contraindicated')) continue;
    found.set(effect, { rule: 'interaction', severity, params: { ...params, effect: effectWords[effect] }, source });
  }
  return [...found.values()];
}

/** A name that is taken for others, in the words of the order or of what it is known as. */
export function lookAlike(order: Pick<CheckedOrder, 'code'>, drugs: readonly Drug[]): Found[] {
  const pairs = alikeIn([order.code.display, ...drugs.map(({ name }) => name)]);
  const [first] = pairs;
  if (!first) return [];
  const other = [...new Set(pairs.map(([, taken]) => tallMan(taken)))].join(', ');
  const source = pairSource(first[0], first[1], 'look-alike') ?? LOOK_ALIKE_SOURCE;
  return [{ rule: 'look-alike', severity: 'caution', params: { drug: order.code.display, other }, source }];
}
