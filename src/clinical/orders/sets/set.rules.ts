import type { Language } from '../../../kernel/language.js';
import { doseUnitNames } from '../dose.words.js';
import type { CreateOrderDto } from '../dto/order.dto.js';
import type { OrderSet, SetLine } from './set.js';
import type { OrderSetResponse, SetLineDto } from './set.dto.js';

/** The order that a line proposes, in the words of whoever orders. */
function worded({ order, english }: SetLine, language: Language): SetLine['order'] {
  if (language === 'vi' || !english) return order;
  const { display, ...details } = english;
  const named = order.medication ?? order.code;
  const field = order.medication ? 'medication' : 'code';
  return { ...order, ...details, ...(display !== undefined && named && { [field]: { ...named, display } }) };
}

/** The orders of a set as somebody wants them, in their language, each with its pointer in the request. */
export function ordersOf(
  set: OrderSet,
  lines: readonly SetLineDto[],
  language: Language,
): { order: CreateOrderDto; at: string }[] {
  return set.lines.flatMap((line) => {
    const { key, optional } = line;
    const order = worded(line, language);
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
  lines: lines.map((line) => {
    const { key, optional } = line;
    const order = worded(line, language);
    return {
      key,
      optional: optional === true,
      kind: order.kind,
      display: (order.medication ?? order.code)?.display ?? key,
      timing: order.timing ?? null,
      dose: order.dose ? `${order.dose.value} ${doseUnitNames(language)[order.dose.unit] ?? order.dose.unit}` : null,
      order: { priority: 'routine' as const, ...order, orderSet: code },
    };
  }),
});
