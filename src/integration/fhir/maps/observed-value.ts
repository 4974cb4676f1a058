import { fill } from '../../../kernel/language.js';
import { hospitalTimeText } from '../elements/moment-words.js';
import { readConcept } from '../elements/concept.js';
import { Element } from '../elements/element.js';
import { absentWords } from '../../../clinical/results/results.words.js';
import { valueWords } from '../fhir.words.js';
import type { ObservedValue } from './observation.map.js';
import { readQuantity } from './quantity.js';

/**
 * What was found, in whichever of the eleven types of R4 it is said: a number and a code as they are, all others in words, since a doctor
 * reads them; what was sent stays beside it. What is missing says why.
 */
export function readValue(element: Element): ObservedValue {
  const quantity = element.get('valueQuantity');
  const number = quantity && readQuantity(quantity);
  if (number) return number;
  if (element.has('valueInteger')) return { value: element.decimal('valueInteger') };
  const concept = element.get('valueCodeableConcept');
  if (concept) return { coded: readConcept(concept) };
  const text = element.string('valueString') ?? wordsOf(element) ?? absence(element);
  return text === undefined ? {} : { text };
}

type Json = Readonly<Record<string, unknown>>;

/** In words, of the types that are neither a number, a code nor words. */
function wordsOf(element: Element): string | undefined {
  const said = element.value as Json;
  if (element.has('valueBoolean')) return element.boolean('valueBoolean') ? valueWords.yes.vi : valueWords.no.vi;
  const moment = element.moment('valueDateTime');
  if (moment !== undefined) return hospitalTimeText(moment);
  const time = element.string('valueTime');
  if (time !== undefined) return time;
  const period = element.get('valuePeriod');
  if (period) return span(period.moment('start'), period.moment('end'), hospitalTimeText);
  const range = element.get('valueRange');
  if (range) return rangeWords(range);
  const ratio = element.get('valueRatio');
  if (ratio) return [ratio.get('numerator'), ratio.get('denominator')].map(quantityWords).join(' : ');
  if (said.valueSampledData === undefined) return undefined;
  const { data } = said.valueSampledData as Json;
  const points = (typeof data === 'string' ? data : '').split(' ').filter((point) => point !== '');
  return fill(valueWords.sampled.vi, { points: points.length });
}

const rangeWords = (range: Element): string =>
  span(quantityWords(range.get('low')), quantityWords(range.get('high')), (text) => text);

function span(from: string | undefined, to: string | undefined, words: (text: string) => string): string {
  return `${from ? words(from) : '…'} – ${to ? words(to) : '…'}`;
}

function quantityWords(quantity: Element | undefined): string {
  const { value, comparator, unit } = (quantity && readQuantity(quantity)) ?? {};
  return value === undefined ? '…' : [`${comparator ?? ''}${value}`, unit].filter(Boolean).join(' ');
}

/** Why there is no value: R4 data-absent-reason, in words, or as it was sent. */
function absence(element: Element): string | undefined {
  const reason = element.get('dataAbsentReason');
  const said = reason && readConcept(reason);
  if (!said) return undefined;
  const known = (absentWords as Readonly<Record<string, { vi: string }>>)[said.code ?? ''];
  return fill(valueWords.absent.vi, { reason: known?.vi ?? said.display });
}
