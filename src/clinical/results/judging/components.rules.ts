import type { ObservationComponent } from '../../observations/new-observation.js';
import { keptInWords } from '../../observations/parts.mapper.js';
import { inWords } from './coded-words.js';
import { judge, type Criticality, type Judgement } from './judgement.rules.js';
import type { Person } from './reference-ranges.js';

/** A part of a result that stands in it: an antibiotic of a sensitivity test, an ion of a panel that came as one value. */
export interface ResultComponent extends ObservationComponent {
  readonly valueAsSent?: string;
  /** In the unit of the value. */
  readonly referenceLow?: number;
  readonly referenceHigh?: number;
}

/** How an antibiogram and its like name what was found of a part: whoever tested it has judged it. */
const SENSITIVITIES: ReadonlySet<string> = new Set(['S', 'I', 'R', 'SDD', 'NS', 'SYN-S', 'SYN-R', 'MS', 'VS']);

/** Judges a part as a new value of its own; undefined where it says nothing, or how sensitive a germ is. */
export function judgeComponent(part: ResultComponent, person: Person = {}): Judgement | undefined {
  const { code, coded, text, interpretation, ...measured } = part;
  if (SENSITIVITIES.has(interpretation ?? '')) return undefined;
  const said = text ?? (coded && inWords(coded));
  if (measured.value === undefined && said === undefined && interpretation === undefined) return undefined;
  return judge({ ...measured, interpretation, system: code.system, code: code.code, text: said }, person);
}

const BY_GRAVITY: readonly Criticality[] = ['critical', 'not-judged', 'not-critical'];

/**
 * The judgement that counts for a whole: one critical part makes it critical, and one that nobody could judge keeps it from being called not critical.
 * @param own that of the whole itself, where it says more than its parts do
 */
export function judgeWhole(
  own: Judgement | undefined,
  parts: readonly ResultComponent[],
  person?: Person,
): Judgement | undefined {
  const all = [own, ...parts.map((part) => judgeComponent(part, person))];
  return BY_GRAVITY.flatMap((one) => {
    const alike = all.filter((judgement) => judgement?.criticality === one);
    return alike.find((judgement) => judgement?.mayBeCritical) ?? alike[0] ?? [];
  })[0];
}

interface Whole {
  readonly value?: number | null;
  readonly text?: string | null;
  readonly components?: readonly ResultComponent[] | null;
}

/** Whether a value says nothing that its parts do not say: their words are judged with them. */
export const saysItsPartsAlone = ({ value, text, components }: Whole): boolean =>
  typeof value !== 'number' && (typeof text !== 'string' || text === (components && wordsOfComponents(components)));

/** The parts as they are kept, where nothing is said of the whole: a list of results has one line for it. */
export const wordsOfComponents = keptInWords;
