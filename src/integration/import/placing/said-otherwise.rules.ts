import { IDENTIFIER_SYSTEMS } from '../../../clinical/patients/identifier.rules.js';
import type { IncomingFacts, Reason, Sender, SentReport } from '../facts.js';
import { cancelsIssued, takesUpWithdrawn } from './cancelled.rules.js';
import { Mappings } from './codes.rules.js';
import { orderNumber, type Found, type FoundPatient } from './found.js';
import { numberKey } from './number.rules.js';
import { changesOthers } from './order.rules.js';
import type { Decided } from './place.js';
import { differences, visitOfAnother } from './whose.rules.js';

/** Something that a message says and that is not so of the patient, or the order, whom a person takes it for. */
export interface SaidOtherwise {
  readonly code: Reason['code'];
  /** In the message. */
  readonly said: string | null;
  /** On record here; null where that is another patient's. */
  readonly onRecord: string | null;
}

/** Everything in which a message names somebody else, another order, or takes further what is another's, than a person has decided. */
export function saidOtherwise(facts: IncomingFacts, found: Found, decided: Decided, sender: Sender): SaidOtherwise[] {
  const patient = found.patients.find(({ id }) => id === decided.patientId);
  if (!patient) return [];
  const all = [
    ...ofPerson(facts, found, patient),
    ...facts.reports.flatMap((report) => [
      ...ofOrders(report, found, decided),
      ...ofReports(report, found, decided, sender),
    ]),
  ];
  return [...new Map(all.map((one) => [`${one.code} ${one.said ?? ''}`, one])).values()];
}

function ofPerson({ person }: IncomingFacts, found: Found, patient: FoundPatient): SaidOtherwise[] {
  const { named } = found;
  const known = differences(person, patient, named.length > 0).map(({ code, of = null }) => ({
    code,
    said: of,
    onRecord: onRecord(code, patient, person.identifiers.find(({ value }) => value === of)?.system),
  }));
  // Numbers of which a person may have several are told apart by whose they are.
  const isOthers = (place: number) => {
    const whose = named.filter((one) => one.place === place);
    return whose.length > 0 && whose.every(({ patientId }) => patientId !== patient.id);
  };
  const others = person.identifiers
    .filter((_one, place) => isOthers(place))
    .map(({ system, value }) => ({
      code: 'identifiers-disagree' as const,
      said: value,
      onRecord: onRecord('identifiers-disagree', patient, system),
    }));
  const visits = visitOfAnother(found, patient.id).map(({ code, of = null }) => ({ code, said: of, onRecord: null }));
  return [...known, ...others, ...visits];
}

function onRecord(code: Reason['code'], patient: FoundPatient, system: string | undefined): string | null {
  if (code === 'name-differs') return patient.fullName;
  if (code === 'birth-date-differs') return patient.birthDate;
  if (code === 'sex-differs') return patient.sex;
  const theirs =
    system === IDENTIFIER_SYSTEMS.mrn ? undefined : patient.identifiers.find((one) => one.system === system);
  return theirs?.value ?? patient.mrn;
}

/** Orders that a report names and that are another patient's, or others than the one that it is said to answer. */
function ofOrders(report: SentReport, { orders }: Found, { patientId, order }: Decided): SaidOtherwise[] {
  const numbers = [...new Set(report.placers.map(orderNumber))];
  return numbers.flatMap((said): SaidOtherwise[] => {
    const named = orders.find(({ number }) => number === said);
    if (named && named.patientId !== patientId) return [{ code: 'order-of-another-patient', said, onRecord: null }];
    if (order && said !== order.number) return [{ code: 'order-numbers-differ', said, onRecord: order.number }];
    return [];
  });
}

/** Reports that stand: under its number for another patient, or on its order by another sender. */
function ofReports(report: SentReport, found: Found, decided: Decided, sender: Sender): SaidOtherwise[] {
  const { patientId } = decided;
  const came = found.received.find((one) => one.number === numberKey(report) && one.part === report.part);
  const numbers = report.placers.map(orderNumber);
  const named = found.orders.find((one) => numbers.includes(one.number) && one.patientId === patientId);
  const order = decided.order ?? named;
  const before = came?.patientId === patientId ? came : undefined;
  const cancels = cancelsIssued({ report, order, before }, new Mappings(found.mappings));
  const changes = changesOthers(report, { order, before, reasons: [], suggestions: [] }, sender.name);
  return [
    ...(came && !before
      ? [{ code: 'report-of-another-patient' as const, said: report.filler ?? report.display, onRecord: null }]
      : []),
    ...(cancels ? [{ code: 'report-cancelled' as const, said: report.display, onRecord: order?.number ?? null }] : []),
    ...(takesUpWithdrawn({ report, order, before })
      ? [{ code: 'report-was-withdrawn' as const, said: report.display, onRecord: null }]
      : []),
    ...(changes
      ? [{ code: 'report-of-another-sender' as const, said: sender.name, onRecord: order?.report?.sender ?? null }]
      : []),
  ];
}
