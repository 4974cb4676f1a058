import type { Coding } from '../../../clinical/datatypes/coding.js';
import { foldText } from '../../../clinical/datatypes/folded-text.js';
import { isSameAnalyte } from '../../../clinical/results/analyte.rules.js';
import { LOINC } from '../../../clinical/results/code-systems.js';
import { isOfPanel } from '../../../clinical/results/panels.rules.js';

/** What a report, or a value that comes alone, says that it is of; by whichever door it came. */
export interface ToldTest {
  /** Its own codes, with what they mean beside them. */
  readonly codes: readonly Coding[];
  /** Those of its values. */
  readonly values: readonly Coding[];
  readonly display: string;
}

/** The test that was ordered. */
export interface OrderedTest {
  readonly system: string;
  readonly code: string;
  readonly display: string;
}

/** Names of a kind of report, under which laboratories send any test: they say nothing of which. Source: LOINC. */
const ANY_REPORT: ReadonlySet<string> = new Set([
  // laboratory report; studies of the laboratory, relevant or as a set; chemistry, haematology, coagulation, microbiology, serology, urinalysis
  ...['11502-2', '30954-2', '26436-6', '18719-5', '18723-7', '18720-3', '18725-2', '18727-8', '18729-4'],
  // diagnostic imaging, pathology
  ...['18748-4', '68604-8', '11526-1', '60567-5'],
]);

/** Whether something is of what was ordered: by its code, the words of it, or a value of that code. */
export const isOfTest = ({ codes, values, display }: ToldTest, ordered: OrderedTest): boolean =>
  [...codes, ...values].some((one) => isAlike(one, ordered)) || foldText(display) === foldText(ordered.display);

/**
 * Whether something that names an order is of another test than was ordered: it is perhaps another patient's. Only where both are of one system can be
 * said that they differ: a panel is known by one code, and its values by others, and parts of a panel are other tests by themselves.
 * @param beside all that a message tells under this order
 */
export function isOfAnotherTest(told: ToldTest, ordered: OrderedTest, beside: readonly ToldTest[]): boolean {
  // A panel that the test is of is more than was ordered.
  if (isOfTest(told, ordered) || told.codes.some((one) => isOfPanel(ordered, one))) return false;
  const named = told.codes.filter(({ system, code = '' }) => system === ordered.system && !isAnyReport(system, code));
  const isPart = ({ codes, values }: ToldTest) => [...codes, ...values].some((one) => isOfPanel(one, ordered));
  return named.length > 0 && ![told, ...beside].some(isPart);
}

const isAnyReport = (system: string, code: string): boolean => system === LOINC && ANY_REPORT.has(code);

/** The same code, or one of those by which one analyte goes. */
function isAlike({ system, code }: Coding, other: OrderedTest): boolean {
  if (system !== other.system || code === undefined) return false;
  return code === other.code || isSameAnalyte(code, other.code);
}
