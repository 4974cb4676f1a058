import type { Language } from '../../../kernel/language.js';
import { doseUnitNames } from '../dose.words.js';
import type { CreateOrderDto } from '../dto/order.dto.js';
import type { OrderSet } from './set.js';
import type { OrderSetResponse, SetLineDto } from './set.dto.js';

/** The orders of a set as somebody wants them, each with its pointer in the request. */
export function ordersOf(set: OrderSet, lines: readonly SetLineDto[]): { order: CreateOrderDto; at: string }[] {
  return set.lines.flatMap(({ key, order, optional }) => {
    const at = lines.findIndex((line) => line.key === key);
    const { include, order: adjusted } = lines[at] ?? {};
    if (!(include ?? (!optional || adjusted !== undefined))) return [];
    const said = Object.fromEntries(Object.entries(adjusted ?? {}).filter(([, value]) => value !== undefined));
    return [{ order: { priority: 'routine' as const, ...order, ...said }, at: `/lines/${Math.max(at, 0)}/order` }];
  });
}

export const shownSet = ({ code, version, title, source, lines }: OrderSet, language: Language): OrderSetResponse => ({
  code,
  version,
  title: title[language],
  source: source[language],
  lines: lines.map(({ key, order, optional }) => ({
    key,
    optional: optional === true,
    kind: order.kind,
    display: (order.medication ?? order.code)?.display ?? key,
    timing: order.timing ?? null,
    dose: order.dose ? `${order.dose.value} ${doseUnitNames(language)[order.dose.unit] ?? order.dose.unit}` : null,
    order: { priority: 'routine' as const, ...order, orderSet: code },
  })),
});
