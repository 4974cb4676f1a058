import type { ServiceOrder } from '../../generated/prisma/client.js';
import { modelColumns } from '../../platform/database/model-columns.js';
import { personRef } from '../../kernel/person-ref.response.js';
import type { OrderState } from './order-state.rules.js';
import { requestContext } from '../../kernel/request-context.js';
import { doseCheckOf } from './checks/finding.js';
import { shown } from './checks/finding.mapper.js';
import type { Judged } from './checks/judge.js';
import type { Priority } from './dto/order.dto.js';
import type { OrderDetailFieldsResponse, OrderResponse } from './dto/order.response.js';
import type { RejectedSpecimen } from './specimens/specimen.rules.js';
import { REJECTION_WORDS } from './specimens/specimen.words.js';
import { countedOf } from './supply/counted.mapper.js';
import { DETAIL_FIELDS, type DetailField, type OrderKind } from './order-kind.rules.js';

/** What an order says that only some kinds say. */
export type OrderDetail = { readonly [field in DetailField]?: NonNullable<OrderDetailFieldsResponse[field]> };

const NO_DETAIL = Object.fromEntries(
  DETAIL_FIELDS.map((field) => [field, null]),
) as unknown as OrderDetailFieldsResponse;

/** An order as {@link ORDER_COLUMNS} reads it. */
export type OrderRow = Omit<
  ServiceOrder,
  'kind' | 'priority' | 'status' | 'detail' | 'judged' | 'rejectedSpecimens'
> & {
  readonly rejectedSpecimens: readonly RejectedSpecimen[] | null;
  /** Names of those whom its rejected specimens name, by id. */
  readonly specimenPeople: Readonly<Record<string, string>> | null;
  readonly judged: Judged | null;
  readonly detail: OrderDetail;
  readonly kind: OrderKind;
  readonly priority: Priority;
  readonly status: OrderState;
  readonly requesterName: string | null;
  readonly signerName: string | null;
  readonly collectorName: string | null;
  readonly takerName: string | null;
};

/** Columns of an order `o`, with the names of who asked for it and who signed. */
export const OWN_ORDER_COLUMNS = modelColumns('ServiceOrder', 'o');
const peopleColumns = (rejected: string): string =>
  `requester.full_name AS "requesterName", signer.full_name AS "signerName", collector.full_name AS "collectorName", taker.full_name AS "takerName",
   CASE WHEN ${rejected} IS NOT NULL THEN (SELECT jsonb_object_agg(m.id, m.full_name) FROM staff_member m
     WHERE m.id IN (SELECT (one->>named)::uuid FROM jsonb_array_elements(${rejected}) one, (VALUES ('collectedBy'), ('rejectedBy')) of (named))) END AS "specimenPeople"`;
/** The same of a row `item` of a list. */
export const ITEM_PEOPLE_COLUMNS = peopleColumns('item."rejectedSpecimens"');
export const ORDER_COLUMNS = `${OWN_ORDER_COLUMNS}, ${peopleColumns('o.rejected_specimens')}`;

export const ORDER_PEOPLE = `LEFT JOIN staff_member requester ON requester.id = o.requested_by
  LEFT JOIN staff_member signer ON signer.id = o.signed_by LEFT JOIN staff_member collector ON collector.id = o.collected_by
  LEFT JOIN staff_member taker ON taker.id = o.verbal_by`;

export function toOrderResponse(row: OrderRow): OrderResponse {
  const coding = { system: row.codeSystem, code: row.code, display: row.display };
  return {
    id: row.id,
    number: row.number,
    patientId: row.patientId,
    encounterId: row.encounterId,
    kind: row.kind,
    code: coding,
    medication: row.kind === 'medication' ? coding : null,
    ...NO_DETAIL,
    ...row.detail,
    ...countedOf(row),
    priority: row.priority,
    status: row.status,
    statusReason: row.statusReason,
    instructions: row.instructions,
    requestedBy: personRef(row.requestedBy, row.requesterName),
    source:
      row.sentBy === null ? null : { sender: row.sentBy, system: row.senderSystem ?? '', number: row.placerNumber },
    signedBy: personRef(row.signedBy, row.signerName),
    signedAt: row.signedAt?.toISOString() ?? null,
    signedOnBehalfOf:
      row.signedBy === null || row.signedBy === row.requestedBy ? null : personRef(row.requestedBy, row.requesterName),
    verbal: row.readBackAt && verbalOf(row, row.readBackAt),
    collectedAt: row.collectedAt?.toISOString() ?? null,
    collectedBy: personRef(row.collectedBy, row.collectorName),
    rejectedSpecimens: (row.rejectedSpecimens ?? []).map((one) => rejectedOf(one, row.specimenPeople ?? {})),
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    checks: row.judged && checksOf(row.judged),
    doseCheck: row.judged && row.kind === 'medication' ? doseCheckOf(row.judged.findings) : null,
    replaces: row.replacesId,
    orderSet: row.setCode === null || row.setVersion === null ? null : { code: row.setCode, version: row.setVersion },
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

const rejectedOf = (
  { collectedBy, rejectedBy, ...said }: RejectedSpecimen,
  names: Readonly<Record<string, string>>,
): OrderResponse['rejectedSpecimens'][number] => ({
  ...said,
  reasonText: REJECTION_WORDS[said.reason][requestContext().language],
  collectedBy: personRef(collectedBy, collectedBy && (names[collectedBy] ?? null)),
  rejectedBy: personRef(rejectedBy, names[rejectedBy] ?? null),
});

/** Hours after which a verbal order that its doctor has not signed is overdue. Source: the hospital's rule; Circular 32/2023/TT-BYT asks for it afterwards. */
export const VERBAL_SIGNED_WITHIN_HOURS = 24;

const verbalOf = ({ verbalBy, takerName, signedAt }: OrderRow, readBackAt: Date): OrderResponse['verbal'] => ({
  takenBy: personRef(verbalBy, takerName),
  readBackAt: readBackAt.toISOString(),
  signUntil: signedAt ? null : new Date(readBackAt.getTime() + VERBAL_SIGNED_WITHIN_HOURS * 3_600_000).toISOString(),
});

const checksOf = ({ findings }: Judged): OrderResponse['checks'] =>
  findings.map((finding) => ({ ...shown(finding, requestContext().language), overrideReason: finding.override }));
