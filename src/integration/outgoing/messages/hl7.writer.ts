import { createHash } from 'node:crypto';
import { identifierKind, type IdentifierKind } from '../../../clinical/patients/identifier.rules.js';
import { REJECTION_CODES } from '../../../clinical/orders/specimens/rejection.rules.js';
import { REJECTION_WORDS } from '../../../clinical/orders/specimens/specimen.words.js';
import { clockTime, signsOf, USUAL, Writer } from '../../hl7v2/wire.rules.js';
import type { EncounterFacts, Facts, OrderFacts, PersonFacts, Place, Professional } from './facts.queries.js';

/** To whom a message goes, and what it tells. */
export interface Envelope {
  /** Code of the hospital. */
  readonly hospital: string;
  /** `ADT^A01`, `OML^O21^NW`: type, event, and of an order its control. */
  readonly type: string;
  /** Id of the delivery: the same message again has the same control id. */
  readonly id: string;
  readonly application: string;
  readonly facility: string;
  /** When it was written down. */
  readonly occurredAt: Date;
  /** When it happened. */
  readonly happenedAt: Date;
  /** Of a discharge, what it said: it may have been taken back since. */
  readonly discharge?: { readonly disposition: string | null; readonly endedAt: string | null };
}

/** Structures of messages by their events (HL7 v2.5.1, table 0354). */
const STRUCTURES: Readonly<Record<string, string>> = {
  A02: 'ADT_A02',
  A03: 'ADT_A03',
  A11: 'ADT_A09',
  A12: 'ADT_A12',
  A21: 'ADT_A21',
  A22: 'ADT_A21',
  A40: 'ADT_A39',
};
const SEXES: Readonly<Record<string, string>> = { male: 'M', female: 'F', other: 'O' };
const CLASSES: Readonly<Record<string, string>> = { inpatient: 'I', emergency: 'E' };
const PRIORITIES: Readonly<Record<string, string>> = { stat: 'S', asap: 'A', urgent: 'A' };
/** Authority and type of each of our numbers (tables 0363, 0203). */
const AUTHORITIES: Readonly<Record<IdentifierKind, readonly [string, string]>> = {
  mrn: ['MRN', 'MR'],
  cccd: ['CCCD', 'NI'],
  cmnd: ['CMND', 'NI'],
  bhyt: ['BHYT', 'HC'],
  passport: ['PASSPORT', 'PPN'],
};
const writer = new Writer();

/** By which the receiver tells messages apart and the same one again: at most 20 signs (MSH-10 before 2.7). */
export const controlIdOf = (deliveryId: string): string =>
  createHash('sha256').update(deliveryId).digest('hex').slice(0, 20).toUpperCase();

/** A message of HL7 2.5.1 in ER7; undefined when the facts do not make it one, such as a transfer of who was nowhere before. */
export function hl7Message(
  envelope: Envelope,
  facts: Facts,
): { readonly type: string; readonly text: string } | undefined {
  const type = typeFor(envelope.type, facts);
  if (!type) return undefined;
  const [message = '', event = ''] = type.split('^');
  const lines = [
    header({ ...envelope, type }),
    ...(message === 'ADT'
      ? [writer.segment('EVN', [event, clockTime(envelope.occurredAt), '', '', '', clockTime(envelope.happenedAt)])]
      : []),
    personSegment(facts.person, envelope.hospital),
    ...(facts.person.isClosed ? [PROTECTED] : []),
    ...(event === 'A40'
      ? [writer.segment('MRG', [identifier(facts.mergedMrn ?? '', 'mrn', envelope.hospital)])]
      : [visitSegment(facts.encounter && { ...facts.encounter, ...envelope.discharge }, event, facts.person)]),
    ...(event === 'A21' && facts.encounter?.leaveUntil ? [leaveSegment(facts.encounter.leaveUntil)] : []),
    ...(message === 'OML' ? orderSegments(facts.order!, type, envelope.occurredAt) : []),
  ];
  return { type, text: `${lines.join('\r')}\r` };
}

/** What it is by the facts: whoever was registered without a bed came as an outpatient, and a first place is no transfer. */
function typeFor(type: string, { encounter, order, mergedMrn }: Facts): string | undefined {
  if (type === 'ADT^A01' && encounter?.class !== 'inpatient') return 'ADT^A04';
  if (type === 'ADT^A02') return (encounter?.places.length ?? 0) > 1 ? type : undefined;
  if (type === 'ADT^A40') return mergedMrn === null ? undefined : type;
  if (type.startsWith('OML')) return order?.kind === 'laboratory' ? type : undefined;
  return type;
}

function header({ type, id, hospital, application, facility }: Envelope): string {
  const [message = '', event = ''] = type.split('^');
  const structure = message === 'OML' ? 'OML_O21' : (STRUCTURES[event] ?? 'ADT_A01');
  return writer.segment(`MSH|${signsOf(USUAL)}`, [
    'BENHAN',
    writer.text(hospital),
    writer.text(application),
    writer.text(facility),
    clockTime(new Date()),
    '',
    writer.components([message, event, structure]),
    controlIdOf(id),
    'P',
    '2.5.1',
    ...['', '', '', '', ''],
    'UNICODE UTF-8',
  ]);
}

function identifier(value: string, kind: IdentifierKind, hospital: string): string {
  const [authority, type] = AUTHORITIES[kind];
  return writer.field(value, '', '', kind === 'mrn' ? hospital : authority, type);
}

function personSegment({ mrn, identifiers, ...person }: PersonFacts, hospital: string): string {
  const numbers = identifiers.flatMap(({ system, value }) => {
    const kind = identifierKind(system);
    return kind && kind !== 'mrn' ? [identifier(value, kind, hospital)] : [];
  });
  const [family = '', ...rest] = person.fullName.split(' ');
  const given = rest.pop() ?? '';
  const addresses = person.addresses.map(({ text, province, commune }) =>
    writer.field(text, commune, '', province, '', 'VNM'),
  );
  const fields = [
    '1',
    '',
    [identifier(mrn, 'mrn', hospital), ...numbers].join('~'),
    '',
    writer.field(family, given, rest.join(' ')),
  ];
  const death = person.deceasedAt ? clockTime(new Date(person.deceasedAt)) : '';
  return writer.segment('PID', [
    ...fields,
    '',
    (person.birthDate ?? '').replaceAll('-', ''),
    SEXES[person.sex] ?? 'U',
    '',
    '',
    addresses.join('~'),
    '',
    person.phones.map((phone) => writer.field(phone)).join('~'),
    ...Array.from({ length: 15 }, () => ''),
    death,
    person.isDead ? 'Y' : '',
  ]);
}

/** That access to the person's data is to be kept from who has no reason of their work (PD1-12, table 0136). */
const PROTECTED = writer.segment('PD1', [...Array.from({ length: 11 }, () => ''), 'Y']);

const placeField = (place: Place | undefined): string => (place ? writer.field(place.ward, place.room, place.bed) : '');
const professional = (one: Professional | null): string => (one ? writer.field(one.id, one.fullName) : '');

function visitSegment(encounter: EncounterFacts | null, event: string, { isVip }: PersonFacts): string {
  if (!encounter) return writer.segment('PV1', ['1', 'N']);
  const { places, attending, visitNumber, disposition, startedAt, endedAt } = encounter;
  const fields: string[] = Array.from({ length: 45 }, () => '');
  const put = (field: number, text: string) => (fields[field - 1] = text);
  put(1, '1');
  put(2, CLASSES[encounter.class] ?? 'O');
  put(3, placeField(places[0]));
  if (event === 'A02') put(6, placeField(places[1]));
  put(7, professional(attending));
  if (isVip) put(16, 'VIP');
  put(19, writer.field(visitNumber));
  if (event === 'A03') put(36, writer.field(disposition));
  put(44, clockTime(new Date(startedAt)));
  if (endedAt) put(45, clockTime(new Date(endedAt)));
  return writer.segment('PV1', fields);
}

/** When somebody on leave is expected back: PV2-47, Expected LOA Return Date/Time. */
const leaveSegment = (until: string): string =>
  writer.segment('PV2', [...Array.from({ length: 46 }, () => ''), clockTime(new Date(until))]);

function orderSegments(order: OrderFacts, type: string, occurredAt: Date): string[] {
  const { number, code, codeSystem, display, priority, instructions, signedAt, requester } = order;
  const control = type.split('^')[2] ?? 'NW';
  const at = clockTime(signedAt ? new Date(signedAt) : occurredAt);
  const placer = writer.field(number, 'BENHAN');
  const what = writer.field(code, display, codeSystem === 'http://loinc.org' ? 'LN' : '99BENHAN');
  const by = professional(requester);
  const orc = [control, placer, '', '', '', '', '', '', clockTime(occurredAt), '', '', by];
  const obr = ['1', placer, '', what, '', at, '', '', '', '', '', '', writer.text(instructions ?? ''), '', '', by];
  return [
    writer.segment('ORC', orc),
    writer.segment('TQ1', ['1', '', '', '', '', '', '', '', PRIORITIES[priority] ?? 'R']),
    writer.segment('OBR', obr),
    ...(control === 'SC' && order.rejected ? [specimenSegment(number, order.rejected)] : []),
  ];
}

/** A specimen that was rejected: its order's number (SPM-2), when it was taken (SPM-17) and why it was rejected (SPM-21, table 0490). */
function specimenSegment(number: string, { reason, collectedAt }: NonNullable<OrderFacts['rejected']>): string {
  const fields: string[] = Array.from({ length: 21 }, () => '');
  fields[0] = '1';
  fields[1] = writer.field(number);
  fields[16] = collectedAt ? clockTime(new Date(collectedAt)) : '';
  fields[20] = writer.field(REJECTION_CODES[reason], REJECTION_WORDS[reason].vi, 'HL70490');
  return writer.segment('SPM', fields);
}
