import { asWritten, writeAs } from '../../../kernel/as-written.js';
import type { Element } from '../elements/element.js';

const UCUM = 'http://unitsofmeasure.org';
const COMPARATORS = ['<', '<=', '>=', '>'] as const;

/** What people have said that a sender's own unit means, in UCUM. */
const meant = new WeakMap<object, string>();
export function sayUnit(quantity: object, unit: string): void {
  meant.set(quantity, unit);
}

/** A measured number; the unit is UCUM's code when the sender gave one. */
export interface Quantity {
  readonly value?: number;
  readonly comparator?: string;
  readonly unit?: string;
  /** The number as it was written, where its digits say more than the number. */
  readonly valueAsSent?: string;
}

/** @returns undefined for one that says no number, and may say why */
export function readQuantity(quantity: Element): Quantity | undefined {
  const value = quantity.decimal('value');
  if (value === undefined) return undefined;
  const comparator = quantity.code('comparator', COMPARATORS);
  quantity.string('system');
  const sent = quantity.string('code') ?? quantity.string('unit');
  const unit = meant.get(quantity.value as object) ?? sent;
  if ((quantity.value as { unit?: unknown }).unit === sent) quantity.string('unit');
  const valueAsSent = asWritten(quantity.value, 'value');
  return { value, ...(comparator && { comparator }), ...(unit && { unit }), ...(valueAsSent && { valueAsSent }) };
}

export function showQuantity({ value, comparator, unit, valueAsSent }: Quantity): object {
  const quantity = { value, ...(comparator && { comparator }), ...(unit && { unit, system: UCUM, code: unit }) };
  if (valueAsSent !== undefined) writeAs(quantity, 'value', valueAsSent);
  return quantity;
}
