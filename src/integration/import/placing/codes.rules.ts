import type { Coding } from '../../../clinical/datatypes/coding.js';
import { isUnit } from '../../../clinical/datatypes/unit-conversion.js';
import { isLoinc, LOINC } from '../../../clinical/results/code-systems.js';
import type { SentValue } from '../facts.js';
import type { FoundMapping } from './found.js';

/** What a sender's own codes and units mean, as people have said. */
export class Mappings {
  constructor(private readonly rows: readonly FoundMapping[]) {}

  /** What a code means; undefined when nobody has said. */
  code({ system = '', code = '' }: Coding): Coding | undefined {
    const row = this.rows.find((one) => one.kind === 'code' && one.system === system && one.code === code);
    if (!row?.targetCode) return undefined;
    return {
      system: row.targetSystem ?? LOINC,
      code: row.targetCode,
      ...{ display: row.targetDisplay ?? row.targetCode },
    };
  }

  unit(unit: string): string | undefined {
    return this.rows.find((one) => one.kind === 'unit' && one.code === unit)?.targetCode ?? undefined;
  }
}

/** Codes with what they mean beside them. */
export const meant = (codes: readonly Coding[], mappings: Mappings): Coding[] =>
  codes.flatMap((code) => {
    const target = mappings.code(code);
    return target ? [target, code] : [code];
  });

/** The code under which something is kept: LOINC wherever it stands or by what is mapped, else the sender's first. */
export function chosenCode(codes: readonly Coding[], display: string, mappings: Mappings): Coding {
  const all = meant(codes, mappings);
  const chosen = all.find(isLoinc) ?? all.find(({ system }) => system === LOINC) ?? all[0];
  return { ...chosen, display: display || chosen?.display || '' };
}

/** A code or unit that nobody has mapped. */
export interface Unmapped {
  readonly kind: 'code' | 'unit';
  readonly system: string;
  readonly code: string;
  readonly display?: string;
}

/** Results beside the result (IHE Laboratory Analytical Workflow, S_RAW, S_OTHER …): times of pipetting, lots, curves. */
const SUPPLEMENTAL = 'urn:hl7v2:IHELAW';

/** Texts and documents are read by people, and judged by nobody: they need no code that machines know. */
const isJudged = ({ codes, value, text, comparator, unit, flags, attachments }: SentValue): boolean =>
  attachments === undefined &&
  !codes.some(({ system, code }) => system === SUPPLEMENTAL && code?.startsWith('S_')) &&
  (value !== undefined ||
    (text !== undefined && text.length <= SHORT && !text.includes('\n')) ||
    Boolean(comparator ?? unit) ||
    flags.length > 0);
const SHORT = 60;

/**
 * What of a value nobody here understands: a code that is neither LOINC, nor mapped, nor the order's own; a unit that is none.
 * @param ordered the code of the order that it answers
 */
export function unmappedIn(value: SentValue, ordered: Coding | undefined, mappings: Mappings): Unmapped[] {
  const all = meant(value.codes, mappings);
  const isKnown =
    value.codes.some((code) => mappings.code(code) !== undefined) ||
    all.some((one) => isLoinc(one) || (ordered && ordered.system === one.system && ordered.code === one.code));
  const { unit } = value;
  const [first] = value.codes;
  const unknown: Unmapped[] = [];
  if (!isKnown && isJudged(value) && first) {
    const { system = '', code } = first;
    unknown.push({ kind: 'code', system, code: (code ?? first.display).slice(0, LONGEST), display: value.display });
  }
  if (value.value !== undefined && unit !== undefined && !mappings.unit(unit) && !isUnit(unit)) {
    unknown.push({ kind: 'unit', system: '', code: unit.slice(0, LONGEST) });
  }
  return unknown;
}
const LONGEST = 200;
