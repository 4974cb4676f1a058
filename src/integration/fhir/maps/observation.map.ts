import type { Coding } from '../../../clinical/datatypes/coding.js';
import type { OtherCode, ResultDetails } from '../../../clinical/datatypes/result-details.js';
import { contradicts } from '../../../clinical/datatypes/unit-conversion.js';
import { readConcept, showCode, showConcept } from '../elements/concept.js';
import { instantText } from '../elements/date-time.js';
import type { Element } from '../elements/element.js';
import { without } from '../elements/walk.js';
import { FLAGS } from '../../../clinical/results/flags.rules.js';
import type { SentRange } from '../../../clinical/results/judging/sent-range.rules.js';
import {
  saysItsPartsAlone,
  wordsOfComponents,
  type ResultComponent,
} from '../../../clinical/results/judging/components.rules.js';
import { VALUE_STATES, type ValueState } from '../../../clinical/results/report-state.rules.js';
import { unitBesideCode } from './details.js';
import { readValue } from './observed-value.js';
import { showQuantity, type Quantity } from './quantity.js';
import type { ResourceMap } from './resource-map.js';

/** What an observation or one of its components says: a number, words, or a code. */
export interface ObservedValue extends Quantity {
  readonly text?: string;
  readonly coded?: Coding;
}

export interface ObservationFacts extends ObservedValue {
  readonly category: string;
  readonly code: Coding;
  /** Others under which its sender knows it. */
  readonly codings?: readonly OtherCode[];
  readonly components?: ResultComponent[];
  readonly referenceLow?: number;
  readonly referenceHigh?: number;
  readonly referenceText?: string;
  /** Where they are not as simple as the three above. */
  readonly ranges?: readonly SentRange[];
  /** What is said besides; added once it is known what its references name. */
  readonly details?: ResultDetails;
  readonly interpretation?: string;
  readonly status: ValueState;
  readonly effectiveAt: Date | string;
  readonly issuedAt?: Date | string;
}

export const CATEGORY = 'http://terminology.hl7.org/CodeSystem/observation-category';
const INTERPRETATION = 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation';

export const observationMap: ResourceMap<ObservationFacts> = {
  type: 'Observation',
  entity: 'observation',
  references: { patientId: 'subject', encounterId: 'encounter', orderId: 'basedOn' },
  // A correction brings its own ranges and code; the record keeps them as they are judged, and as they are mapped.
  sendersOwn: ['referenceRange', 'code'],
  compared(name, value) {
    if (name === 'valueQuantity') return withoutUnit(value);
    return name === 'component' && Array.isArray(value) ? value.map(withoutMeaning) : value;
  },

  read(resource) {
    const components = resource.all('component').map(readComponent);
    return {
      category: readCategory(resource) ?? 'laboratory',
      code: resource.needs(readConcept(resource.get('code')), 'code'),
      ...valueOrParts(readValue(resource), components),
      ...readReferenceRange(resource),
      interpretation: readInterpretation(resource),
      status: resource.needs(resource.code('status', VALUE_STATES), 'status'),
      ...readTimes(resource),
    };
  },

  show(facts) {
    const { category, code, codings, components, interpretation, status, effectiveAt, issuedAt } = facts;
    return {
      status,
      category: [showCode(CATEGORY, category)],
      code: showConcept(code, codings),
      effectiveDateTime: instantText(effectiveAt),
      ...(issuedAt && { issued: instantText(issuedAt) }),
      ...showValue(ownValue(facts)),
      ...(interpretation && { interpretation: [showCode(INTERPRETATION, interpretation)] }),
      ...showReferenceRange(facts),
      ...(components && { component: components.map(showComponent) }),
    };
  },
};

const withoutUnit = (quantity: unknown): unknown => without(quantity ?? {}, 'unit', 'code', 'system');
const withoutMeaning = ({ valueQuantity, ...part }: { readonly valueQuantity?: unknown }): object => ({
  ...without(part, 'code'),
  ...(valueQuantity !== undefined && { valueQuantity: withoutUnit(valueQuantity) }),
});

/** Where nothing is said of the whole, doctors read what its parts say. */
function valueOrParts(whole: ObservedValue, components: ResultComponent[]) {
  if (components.length === 0) return whole;
  const isSaid = whole.value !== undefined || whole.text !== undefined || whole.coded;
  return { ...whole, ...(!isSaid && { text: wordsOfComponents(components) }), components };
}

/** Without the words of its parts, which stand in them. */
const ownValue = ({ text, ...facts }: ObservationFacts): ObservedValue =>
  facts.components && saysItsPartsAlone({ ...facts, text }) ? facts : { ...facts, text };

function readTimes(resource: Element): Pick<ObservationFacts, 'effectiveAt' | 'issuedAt'> {
  const times = { effectiveAt: readEffective(resource), issuedAt: resource.past('issued') };
  requireInTurn(resource, times);
  return times;
}

/** Clocks of analysers and of laboratories differ by minutes. */
const CLOCKS_MS = 10 * 60_000;

/** A result is not issued before what it is about was taken; a day counts from its beginning. */
export function requireInTurn(
  resource: Element,
  { effectiveAt, issuedAt }: { effectiveAt: Date | undefined; issuedAt: Date | undefined },
): void {
  if (!effectiveAt || !issuedAt || issuedAt.getTime() >= effectiveAt.getTime() - CLOCKS_MS) return;
  resource.reading.refuse(`${resource.path}.issued`, 'issued-before-taken');
}

function readCategory(resource: Element): string | undefined {
  return readConcept(resource.all('category')[0])?.code;
}

/** The moment, or the start of the period, it is about; when it was issued if nobody said. */
export function readEffective(resource: Element): Date {
  const at =
    resource.past('effectiveDateTime') ??
    resource.past('effectiveInstant') ??
    resource.get('effectivePeriod')?.past('start');
  return at ?? resource.needs(resource.past('issued'), 'effectiveDateTime');
}

function showValue({ value, text, coded, ...rest }: ObservedValue): object {
  if (coded) return { valueCodeableConcept: showConcept(coded) };
  if (text !== undefined) return { valueString: text };
  return value === undefined
    ? {}
    : {
        valueQuantity: showQuantity({
          value,
          comparator: rest.comparator,
          unit: rest.unit,
          valueAsSent: rest.valueAsSent,
        }),
      };
}

function readComponent(component: Element): ResultComponent {
  const unitWritten = unitBesideCode((component.value as { valueQuantity?: unknown }).valueQuantity);
  const [said] = component.all('interpretation').flatMap((concept) => readConcept(concept) ?? []);
  const interpretation = readInterpretation(component) ?? said?.code ?? said?.display;
  return {
    code: component.needs(readConcept(component.get('code')), 'code'),
    ...readValue(component),
    ...(interpretation && { interpretation }),
    ...(unitWritten && { unitWritten }),
  };
}

const showComponent = (component: ResultComponent) => ({
  code: showConcept(component.code),
  ...showValue(component),
  ...(component.interpretation && { interpretation: [showCode(INTERPRETATION, component.interpretation)] }),
});

/** Of all flags the most urgent that HL7 knows; a laboratory's own sign is kept in the source and judges nothing. */
function readInterpretation(resource: Element): string | undefined {
  const codes = resource.all('interpretation').flatMap((concept) =>
    concept.all('coding').flatMap((coding) => {
      coding.string('system');
      coding.string('display');
      return coding.string('code') ?? [];
    }),
  );
  for (const concept of resource.all('interpretation')) if (concept.has('text')) concept.string('text');
  return ['HH', 'LL', 'AA', ...FLAGS].find((flag) => codes.includes(flag));
}

/** A range in the unit of the value, or that says no unit, goes with it; any other is left to who knows the patient. */
function readReferenceRange(resource: Element): Partial<ObservationFacts> {
  const ranges = resource.all('referenceRange');
  for (const one of ranges) requireUpright(one);
  if (!isSimple(resource, ranges)) return { ranges: ranges.map(readRange) };
  const range = ranges[0];
  const referenceLow = range?.get('low')?.decimal('value');
  const referenceHigh = range?.get('high')?.decimal('value');
  const referenceText = range?.string('text');
  return {
    ...(referenceLow !== undefined && { referenceLow }),
    ...(referenceHigh !== undefined && { referenceHigh }),
    ...(referenceText !== undefined && { referenceText }),
  };
}

/** A range whose low limit is above its high one flags every value wrong, at one end or the other. */
function requireUpright(range: Element): void {
  const [low, high] = [range.get('low'), range.get('high')];
  const [from, to] = [low?.decimal('value'), high?.decimal('value')];
  if (from === undefined || to === undefined || from <= to || unitOf(low) !== unitOf(high)) return;
  range.reading.refuse(range.path, 'reference-upside-down');
}

/** One range for everybody, in the unit of the value. */
function isSimple(resource: Element, ranges: readonly Element[]): boolean {
  const unit = unitOf(resource.get('valueQuantity'));
  const [range] = ranges;
  if (ranges.length > 1) return false;
  if (!range) return true;
  const units = [range.get('low'), range.get('high')].map(unitOf).filter((one) => one !== undefined);
  return !range.has('type') && !range.has('appliesTo') && !range.has('age') && units.every((one) => one === unit);
}

const unitOf = (quantity: Element | undefined): string | undefined => {
  const { code, unit } = (quantity?.value ?? {}) as { code?: unknown; unit?: unknown };
  // A limit of two units is in none of them.
  const isOfTwo = typeof code === 'string' && typeof unit === 'string' && contradicts(code, unit);
  const given = isOfTwo ? `${code} (${unit})` : (code ?? unit);
  return typeof given === 'string' ? given : undefined;
};

function readRange(range: Element): SentRange {
  const [low, high] = [range.get('low'), range.get('high')];
  const sexes = range.all('appliesTo').flatMap((concept) => SEXES[readConcept(concept)?.code ?? ''] ?? []);
  const kind = range.get('type');
  const age = range.get('age');
  return {
    low: low?.decimal('value'),
    high: high?.decimal('value'),
    unit: unitOf(low) ?? unitOf(high),
    text: range.string('text'),
    kind: kind && (readConcept(kind)?.code ?? 'other'),
    ...(sexes.length === 1 && { sex: sexes[0] }),
    forOthers: range.all('appliesTo').length > sexes.length || sexes.length > 1,
    fromYears: yearsOf(age?.get('low')),
    toYears: yearsOf(age?.get('high')),
  };
}

/** Sexes as FHIR's administrative-gender, HL7 v2 and SNOMED CT have them. */
const SEXES: Readonly<Record<string, string>> = {
  male: 'male',
  female: 'female',
  M: 'male',
  F: 'female',
  '248153007': 'male',
  '248152002': 'female',
};

const YEARS: Readonly<Record<string, number>> = { a: 1, mo: 1 / 12, wk: 7 / 365.2425, d: 1 / 365.2425 };
/** An age that is in no unit we know is nobody's. */
function yearsOf(age: Element | undefined): number | undefined {
  const value = age?.decimal('value');
  return value === undefined ? undefined : value * (YEARS[unitOf(age) ?? ''] ?? NaN);
}

function showReferenceRange({ referenceLow, referenceHigh, referenceText, unit }: ObservationFacts): object {
  if (referenceLow === undefined && referenceHigh === undefined && referenceText === undefined) return {};
  const range = {
    ...(referenceLow !== undefined && { low: showQuantity({ value: referenceLow, unit }) }),
    ...(referenceHigh !== undefined && { high: showQuantity({ value: referenceHigh, unit }) }),
    ...(referenceText !== undefined && { text: referenceText }),
  };
  return { referenceRange: [range] };
}
