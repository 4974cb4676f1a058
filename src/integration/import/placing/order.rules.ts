import type { Reason, SentReport, Suggestion } from '../facts.js';
import { meant, type Mappings } from './codes.rules.js';
import { orderNumber, type Found, type FoundOrder, type FoundReport } from './found.js';
import { numberKey } from './number.rules.js';
import { isOfAnotherTest, isOfTest, type ToldTest } from './other-test.rules.js';

/** What a report answers, and which report it takes further. */
export interface Answers {
  readonly order?: FoundOrder;
  /** What came under its number before. */
  readonly before?: FoundReport;
  readonly reasons: readonly Reason[];
  readonly suggestions: readonly Suggestion[];
}

/** A message that a report is of, and what is known of its patient and its codes. */
export interface Among {
  readonly patientId: string;
  /** All reports of the message. */
  readonly reports: readonly SentReport[];
  readonly mappings: Mappings;
}

/** Which order a report of a patient answers: that of the number it gives, and no other. */
export function answers(report: SentReport, found: Found, { patientId, reports, mappings }: Among): Answers {
  const before = found.received.find((one) => one.number === numberKey(report) && one.part === report.part);
  if (before && before.patientId !== patientId) {
    return { reasons: [{ code: 'report-of-another-patient', of: report.filler }], suggestions: [] };
  }
  const numbers = report.placers.map(orderNumber);
  const orders = found.orders.filter(({ number }) => numbers.includes(number));
  if (orders.length > 1) return refusal('order-numbers-differ', report.placers.join(', '), []);
  const [order] = orders;
  if (!order) return withoutOrder(report, { patientId, before }, found, mappings);
  if (order.patientId !== patientId) return refusal('order-of-another-patient', order.number, []);
  if (before && before.orderId !== null && before.orderId !== order.id) {
    return refusal('order-numbers-differ', order.number, []);
  }
  if (isOfAnotherTest(toldBy(report, mappings), order.code, toldUnder(order, reports, mappings))) {
    return refusal('order-of-another-test', order.code.display, []);
  }
  return { order, before, reasons: [], suggestions: [] };
}

const refusal = (code: Reason['code'], of: string | undefined, suggestions: readonly Suggestion[]): Answers => ({
  reasons: [{ code, of }],
  suggestions,
});

/** A number that is not known is of some order all the same; without one, it answers none, unless one of its kind waits. */
function withoutOrder(
  report: SentReport,
  { patientId, before }: { readonly patientId: string; readonly before?: FoundReport },
  found: Found,
  mappings: Mappings,
): Answers {
  if (before) return { before, reasons: [], suggestions: [] };
  const waiting = found.open.filter(
    (order) => order.patientId === patientId && isOfTest(toldBy(report, mappings), order.code),
  );
  const suggestions = waiting.map(({ id }): Suggestion => ({ patientId, orderId: id, because: ['open-order'] }));
  if (report.placers.length > 0) return refusal('order-unknown', report.placers.join(', '), suggestions);
  if (waiting.length > 0) return refusal('order-not-named', waiting[0]!.number, suggestions);
  return { reasons: [], suggestions: [] };
}

const toldBy = ({ codes, values, display }: SentReport, mappings: Mappings): ToldTest => ({
  codes: meant(codes, mappings),
  values: values.flatMap((value) => meant(value.codes, mappings)),
  display,
});

/** Analysers tell each test of a panel by itself, under its number. */
const toldUnder = ({ number }: FoundOrder, reports: readonly SentReport[], mappings: Mappings): ToldTest[] =>
  reports.filter(({ placers }) => placers.map(orderNumber).includes(number)).map((report) => toldBy(report, mappings));

/**
 * Whether a report would change what another sender reported: what one said, another adds to, and neither corrects nor withdraws.
 */
export function changesOthers(report: SentReport, { order, before }: Answers, sender: string): boolean {
  const standing = order?.report;
  if (!standing || before?.reportId === standing.id || standing.sender === sender) return false;
  if (['corrected', 'amended', 'cancelled', 'entered-in-error'].includes(report.status)) return true;
  const codes = new Set(standing.codes);
  return report.values.some((value) =>
    value.codes.some(({ code, display }) => codes.has(code ?? null) || codes.has(display.toLowerCase())),
  );
}
