import type { Coding } from '../../../clinical/datatypes/coding.js';
import { isOfAnotherTest, isOfTest, type ToldTest } from '../../import/placing/other-test.rules.js';
import type { Reading, Resource } from '../elements/element.js';
import type { Draft } from './draft.js';
import { reasonOf, type References, type Target } from './references.js';
import { listOf } from './sent-person.js';

type Json = Readonly<Record<string, unknown>>;

/**
 * Refuses a report, or a value, on an order for another test, by the rule of HL7 v2: it is perhaps another patient's, and a person says whose. What is of
 * another test beside what was ordered is welcome.
 */
export function refuseOtherOrders(drafts: readonly Draft[], references: References, reading: Reading): void {
  if (references.decided) return;
  const answering = drafts.filter(({ order, entry }) => order && !TAKEN_BACK.has(entry.resource.status));
  for (const draft of answering) {
    const { entry } = draft;
    const inReport = entry.resource.resourceType === 'Observation' && references.reportOf(entry);
    for (const [place, order] of ordersOf(draft).entries()) {
      const { ordered, id } = recordOf(order) ?? {};
      if (!ordered) continue;
      const beside = answering.filter((one) => ordersOf(one).some((other) => recordOf(other)?.id === id)).map(toldBy);
      // A value of a report, or of a panel, is judged with that.
      if (entry.resource.resourceType === 'Observation' && beside.some((one) => isOfTest(one, ordered))) continue;
      if (inReport || !isOfAnotherTest(toldBy(draft), ordered, beside)) continue;
      const because = { reference: ordered.display, ...reasonOf('order-of-another-test') };
      reading.refuse(`${entry.path}.basedOn[${place}]`, 'order-of-another-test', because);
    }
  }
}

const TAKEN_BACK: ReadonlySet<unknown> = new Set(['cancelled', 'entered-in-error']);

const ordersOf = ({ order, moreOrders = [] }: Draft): Target[] => (order ? [order, ...moreOrders] : []);
const recordOf = (target: Target) => (target.in === 'hospital' ? target.record : undefined);

function toldBy({ entry: { resource }, facts, observations, contained }: Draft): ToldTest {
  const beside = observations.flatMap((target) => (target.in === 'bundle' ? codesOf(target.entry.resource) : []));
  const inside = [
    ...contained.map(({ code }) => code),
    ...listOf(resource.contained).flatMap((part) => (part.resourceType === 'Observation' ? codesOf(part) : [])),
    ...listOf(resource.component).flatMap(codesOf),
  ];
  const { code } = facts as { readonly code?: Coding };
  return {
    codes: [...(code ? [code] : []), ...codesOf(resource)],
    values: [...beside, ...inside],
    display: code?.display ?? '',
  };
}

/** Each coding of the code: their order means nothing. */
function codesOf(resource: Resource | Json): Coding[] {
  const [concept] = listOf((resource as Json).code);
  return listOf(concept?.coding).flatMap(({ system, code, display }) =>
    typeof code === 'string'
      ? [{ ...(typeof system === 'string' && { system }), code, display: typeof display === 'string' ? display : code }]
      : [],
  );
}
