import type { Coding } from '../../../clinical/datatypes/coding.js';
import { readConcept, showCode, showConcept } from '../elements/concept.js';
import { instantText } from '../elements/date-time.js';
import type { Element } from '../elements/element.js';
import { VALUE_STATES, type ValueState } from '../../../clinical/results/report-state.rules.js';
import { readQuantity, showQuantity, type Quantity } from './quantity.js';
import type { ResourceMap } from './resource-map.js';

/** What an observation or one of its components says: a number, words, or a code. */
export interface ObservedValue extends Quantity {
  readonly text?: string;
  readonly coded?: Coding;
}

export interface ObservationComponent extends ObservedValue {
  readonly code: Coding;
}

export interface ObservationFacts extends ObservedValue {
  readonly category: string;
  readonly code: Coding;
  readonly components?: ObservationComponent[];
  readonly referenceLow?: number;
  readonly referenceHigh?: number;
  readonly referenceText?: string;
  readonly interpretation?: string;
  readonly status: ValueState;
  readonly effectiveAt: Date | string;
  readonly issuedAt?: Date | string;
}

const CATEGORY = 'http://terminology.hl7.org/CodeSystem/observation-category';
const INTERPRETATION = 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation';

export const observationMap: ResourceMap<ObservationFacts> = {
  type: 'Observation',
  entity: 'observation',
  references: { patientId: 'subject', encounterId: 'encounter', orderId: 'basedOn' },

  read(resource) {
    const components = resource.all('component').map(readComponent);
    return {
      category: readCategory(resource) ?? 'laboratory',
      code: resource.needs(readConcept(resource.get('code')), 'code'),
      ...readValue(resource),
      ...(components.length > 0 && { components }),
      ...readReferenceRange(resource),
      interpretation: readInterpretation(resource),
      status: resource.needs(resource.code('status', VALUE_STATES), 'status'),
      effectiveAt: readEffective(resource),
      issuedAt: resource.past('issued'),
    };
  },

  show(facts) {
    const { category, code, components, interpretation, status, effectiveAt, issuedAt } = facts;
    return {
      status,
      category: [showCode(CATEGORY, category)],
      code: showConcept(code),
      effectiveDateTime: instantText(effectiveAt),
      ...(issuedAt && { issued: instantText(issuedAt) }),
      ...showValue(facts),
      ...(interpretation && { interpretation: [showCode(INTERPRETATION, interpretation)] }),
      ...showReferenceRange(facts),
      ...(components && { component: components.map(showComponent) }),
    };
  },
};

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

function readValue(element: Element): ObservedValue {
  const quantity = element.get('valueQuantity');
  if (quantity) return readQuantity(quantity);
  if (element.has('valueInteger')) return { value: element.decimal('valueInteger') };
  const concept = element.get('valueCodeableConcept');
  if (concept) return { coded: readConcept(concept) };
  const text = element.string('valueString');
  return text === undefined ? {} : { text };
}

function showValue({ value, text, coded, ...rest }: ObservedValue): object {
  if (coded) return { valueCodeableConcept: showConcept(coded) };
  if (text !== undefined) return { valueString: text };
  return value === undefined
    ? {}
    : { valueQuantity: showQuantity({ value, comparator: rest.comparator, unit: rest.unit }) };
}

function readComponent(component: Element): ObservationComponent {
  return { code: component.needs(readConcept(component.get('code')), 'code'), ...readValue(component) };
}

const showComponent = (component: ObservationComponent) => ({
  code: showConcept(component.code),
  ...showValue(component),
});

function readInterpretation(resource: Element): string | undefined {
  return readConcept(resource.all('interpretation')[0])?.code;
}

function readReferenceRange(resource: Element): Partial<ObservationFacts> {
  const range = resource.all('referenceRange')[0];
  const referenceLow = range?.get('low')?.decimal('value');
  const referenceHigh = range?.get('high')?.decimal('value');
  const referenceText = range?.string('text');
  return {
    ...(referenceLow !== undefined && { referenceLow }),
    ...(referenceHigh !== undefined && { referenceHigh }),
    ...(referenceText !== undefined && { referenceText }),
  };
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
