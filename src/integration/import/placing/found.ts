import { ORDER_NUMBER_LENGTH, numberKey } from './number.rules.js';
import { Prisma } from '../../../platform/database/prisma.js';
import { checkIdentifier, IDENTIFIER_SYSTEMS } from '../../../clinical/patients/identifier.rules.js';
import { givenNameFirst } from '../../../clinical/patients/name.rules.js';
import type { IncomingFacts, Sender } from '../facts.js';

/** Somebody whom a message may be about. */
export interface FoundPatient {
  readonly id: string;
  readonly mrn: string;
  readonly fullName: string;
  /** Partial date; null when not known, or judged by looks. */
  readonly birthDate: string | null;
  readonly sex: string;
  readonly identifiers: readonly { readonly system: string; readonly value: string }[];
}

export interface FoundOrder {
  readonly id: string;
  readonly number: string;
  readonly patientId: string;
  readonly kind: string;
  readonly code: { readonly system: string; readonly code: string; readonly display: string };
  readonly startedAt: string;
  /** The report that answers it now, and who brought it. */
  readonly report: {
    readonly id: string;
    readonly status: string;
    readonly sender: string | null;
    /** Of its values that stand. */
    readonly codes: readonly (string | null)[];
  } | null;
}

/** What came under a sender's number before. */
export interface FoundReport {
  readonly number: string;
  readonly part: string;
  readonly reportId: string;
  readonly patientId: string;
  readonly orderId: string | null;
  /** Of the report. */
  readonly status: string;
  readonly named: string;
}

export interface FoundMapping {
  readonly kind: 'code' | 'unit';
  readonly system: string;
  readonly code: string;
  readonly targetSystem: string | null;
  readonly targetCode: string | null;
  readonly targetDisplay: string | null;
}

/** Everything here that a message may refer to, read in one statement. */
export interface Found {
  /** The state of the message itself, held: whoever else takes it has waited, and finds it settled. */
  readonly state: string | null;
  readonly answer: string | null;
  /** Which number named whom: places in the list of the person's identifiers. */
  readonly named: readonly { readonly place: number; readonly patientId: string }[];
  readonly patients: readonly FoundPatient[];
  readonly orders: readonly FoundOrder[];
  readonly received: readonly FoundReport[];
  /** Those that the message names and that are known here. */
  readonly visits: readonly { readonly number: string; readonly patientId: string }[];
  readonly mappings: readonly FoundMapping[];
  /** People of this name, some of them. */
  readonly alike: readonly string[];
  /** Signed orders that wait for a result, of those whom the message may be about. */
  readonly open: readonly FoundOrder[];
}

const { mrn, bhyt } = IDENTIFIER_SYSTEMS;

/** What else is looked for. */
export interface Besides {
  /** The message, which is held. */
  readonly messageId?: string;
  /** Whom and which order a person has named. */
  readonly patientId?: string;
  readonly orderId?: string;
  /** Also who and which orders may be meant; it costs as much as all the rest. */
  readonly alike?: true;
}

/** A SELECT of one row, {@link Found}. */
export function finding(facts: IncomingFacts, sender: Sender, besides: Besides): Prisma.Sql {
  const { messageId, patientId = null, orderId = null, alike } = besides;
  const ids = facts.person.identifiers.flatMap(({ system, value }, place) =>
    system === undefined ? [] : [{ place, ...lookedFor(system, value) }],
  );
  const numbers = facts.reports.map((report) => ({ number: numberKey(report), part: report.part }));
  const placers = [...new Set(facts.reports.flatMap(({ placers }) => placers).map(orderNumber))].slice(0, MOST_NUMBERS);
  const held = messageId
    ? Prisma.sql`SELECT state, encode(answer, 'base64') AS answer FROM incoming_message WHERE id = ${messageId}::uuid FOR NO KEY UPDATE`
    : Prisma.sql`SELECT NULL::text AS state, NULL::text AS answer`;
  return Prisma.sql`WITH held AS MATERIALIZED (${held}),
    asked AS MATERIALIZED (SELECT * FROM jsonb_to_recordset(${JSON.stringify(ids)}::jsonb) AS a (place int, system text, value text)),
    named AS MATERIALIZED (
      SELECT a.place, i.patient_id FROM asked a JOIN patient_identifier i ON i.value = a.value AND i.system = a.system AND i.retired_at IS NULL
      UNION SELECT a.place, unnest(patients_with_number('card', ARRAY[a.value])) FROM asked a WHERE a.system = ${bhyt}
      UNION SELECT a.place, p.id FROM asked a JOIN patient p ON p.mrn = a.value AND a.system = ${mrn}),
    orders AS MATERIALIZED (SELECT id, patient_id FROM service_order WHERE number = ${anyOf(placers)} OR id = ${orderId}::uuid),
    received AS MATERIALIZED (SELECT r.number, r.part, r.report_id, r.patient_id, r.named FROM received_report r
      WHERE r.sender = ${sender.name} AND r.namespace = ${sender.namespace} AND r.number = ${anyOf(numbers.map(({ number }) => number))}),
    alike AS MATERIALIZED (${alike ? alikeOf(facts) : NOBODY}),
    people AS MATERIALIZED (SELECT patient_id AS id FROM named UNION SELECT patient_id FROM orders UNION SELECT patient_id FROM received
      UNION SELECT id FROM alike UNION SELECT ${patientId}::uuid)
    SELECT (SELECT state FROM held) AS state, (${VISITS} = ${anyOf(facts.visits ?? [])}) v) AS visits,
      (SELECT answer FROM held) AS answer,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('place', place, 'patientId', patient_id)), '[]') FROM named) AS named,
      (SELECT coalesce(jsonb_agg(to_jsonb(p)), '[]') FROM (${PEOPLE}) p) AS patients,
      (SELECT coalesce(jsonb_agg(to_jsonb(o)), '[]') FROM (${ORDERS} WHERE o.id IN (SELECT id FROM orders)) o) AS orders,
      (SELECT coalesce(jsonb_agg(to_jsonb(r)), '[]') FROM (SELECT r.number, r.part, r.report_id AS "reportId", r.patient_id AS "patientId", r.named,
        d.order_id AS "orderId", d.status FROM received r LEFT JOIN diagnostic_report d ON d.id = r.report_id) r) AS received,
      (SELECT coalesce(jsonb_agg(to_jsonb(m)), '[]') FROM (${mappingsOf(facts, sender)}) m) AS mappings,
      (SELECT coalesce(jsonb_agg(id), '[]') FROM alike) AS alike,
      ${alike ? WAITING : NONE} AS open`;
}

/** Of which PostgreSQL does not look how many they are: it would plan the whole anew for every message, which costs more than to read it. */
const anyOf = (texts: readonly string[]): Prisma.Sql => Prisma.sql`ANY(ARRAY(SELECT unnest(${[...texts]}::text[])))`;

const MOST_NUMBERS = 200;
const MOST_ALIKE = 5;
const MOST_OPEN = 20;

/** As it is on the label, whoever wrote it how. */
export const orderNumber = (text: string): string => text.trim().toUpperCase().slice(0, ORDER_NUMBER_LENGTH);

/** As it is kept where it is one of ours, else as it was sent. */
function lookedFor(system: string, value: string): { system: string; value: string } {
  const checked = checkIdentifier(system, value);
  return checked.ok ? { system: checked.system, value: checked.value } : { system, value };
}

const PEOPLE = Prisma.sql`SELECT p.id, p.mrn, p.full_name AS "fullName", p.sex,
    CASE WHEN NOT p.birth_date_estimated THEN left(p.birth_date::text, CASE p.birth_date_precision WHEN 'year' THEN 4 WHEN 'month' THEN 7 ELSE 10 END) END AS "birthDate",
    (SELECT coalesce(jsonb_agg(jsonb_build_object('system', system, 'value', value)), '[]') FROM patient_identifier i
      WHERE i.patient_id = p.id AND i.retired_at IS NULL) AS identifiers
  FROM patient p WHERE p.id IN (SELECT id FROM people)`;

/** An order with the report that stands on it: who brought that, as far as it was a machine. */
const ORDERS = Prisma.sql`SELECT o.id, o.number, o.patient_id AS "patientId", o.kind,
    jsonb_build_object('system', o.code_system, 'code', o.code, 'display', o.display) AS code,
    coalesce(o.signed_at, o.created_at) AS "startedAt",
    (SELECT jsonb_build_object('id', d.id, 'status', d.status,
        'sender', coalesce((SELECT r.sender FROM received_report r WHERE r.report_id = d.id ORDER BY r.id LIMIT 1),
          (SELECT f.sent_by FROM fhir_source f WHERE f.entity_id = d.id LIMIT 1),
          -- A number is that of the report which came first under it, also where that could not be made and another came since.
          (SELECT v.sent_by FROM diagnostic_report_version v WHERE v.report_id = d.id ORDER BY v.number LIMIT 1)),
        'codes', (SELECT coalesce(jsonb_agg(coalesce(v.code, lower(v.display))), '[]') FROM observation v WHERE v.report_id = d.id AND v.superseded_at IS NULL
          AND v.status NOT IN ('cancelled', 'entered-in-error')))
      FROM diagnostic_report d WHERE d.order_id = o.id AND d.status NOT IN ('cancelled', 'entered-in-error') ORDER BY d.id DESC LIMIT 1) AS report
  FROM service_order o`;

const VISITS = Prisma.sql`SELECT coalesce(jsonb_agg(to_jsonb(v)), '[]') FROM (
  SELECT visit_number AS number, patient_id AS "patientId" FROM encounter WHERE visit_number`;
const NOBODY = Prisma.sql`SELECT NULL::uuid AS id WHERE false`;
const NONE = Prisma.sql`'[]'::jsonb`;
/** Signed orders that wait for a result. */
const WAITING = Prisma.sql`(SELECT coalesce(jsonb_agg(to_jsonb(o)), '[]') FROM (${ORDERS} WHERE o.patient_id IN (SELECT id FROM people)
  AND o.status = 'active' AND o.kind IN ('laboratory', 'imaging') ORDER BY o.id DESC LIMIT ${MOST_OPEN}) o)`;

const alikeOf = ({ person }: IncomingFacts): Prisma.Sql =>
  Prisma.sql`SELECT id FROM patient WHERE name_sort = ANY(${person.names.map(givenNameFirst)}::text[]) ORDER BY id DESC LIMIT ${MOST_ALIKE}`;

/** Whether a report may answer an order that it does not name: then those that wait have to be known. */
export const namesNoOrder = ({ reports }: IncomingFacts): boolean =>
  reports.some(({ placers }) => placers.length === 0);

function mappingsOf({ reports, orders = [] }: IncomingFacts, sender: Sender): Prisma.Sql {
  const ofReports = reports.flatMap(({ codes, values }) => [...codes, ...values.flatMap((value) => value.codes)]);
  const codes = [...ofReports, ...orders.flatMap((order) => order.codes)];
  const units = reports.flatMap(({ values }) => values.flatMap(({ unit }) => unit ?? []));
  const wanted = [...new Set([...codes.map(({ code }) => code ?? ''), ...units])];
  return Prisma.sql`SELECT kind, system, code, target_system AS "targetSystem", target_code AS "targetCode", target_display AS "targetDisplay"
    FROM code_mapping WHERE sender = ${sender.name} AND code = ${anyOf(wanted)}`;
}
