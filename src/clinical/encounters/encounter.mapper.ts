import type { Encounter } from '../../generated/prisma/client.js';
import { personRef } from '../../kernel/person-ref.response.js';
import { modelColumns } from '../../platform/database/model-columns.js';
import { currentContext } from '../../kernel/request-context.js';
import { birthDateText } from '../datatypes/partial-date.js';
import type { RetentionClass } from './retention.rules.js';
import type { Isolation } from './isolation.rules.js';
import type { EncounterState } from './encounter-state.rules.js';
import type { DischargeResponse, PassedOverResponse } from './dto/discharge.response.js';
import type { Disposition, EncounterClass } from './dto/encounter.dto.js';
import type {
  EncounterResponse,
  LeaveOverResponse,
  LeaveResponse,
  PlaceResponse,
  SeenResponse,
  TriageResponse,
} from './dto/encounter.response.js';
import type { TriageLevel } from './triage.rules.js';
import { DISPOSITION_WORDS } from './disposition.words.js';

/** Whose record what is answered of an encounter belongs to, for the trail. */
export const ofEncounter = ({ id, patientId }: { readonly id: string; readonly patientId: string }) => ({
  patientId,
  encounterId: id,
  entityId: id,
});

/** An encounter as {@link ENCOUNTER_COLUMNS} reads it, with its patient, ward and current bed. */
export type EncounterRow = Omit<
  Encounter,
  | 'class'
  | 'status'
  | 'dischargeDisposition'
  | 'admittedBy'
  | 'createdAt'
  | 'updatedAt'
  | 'isolation'
  | 'leaves'
  | 'passedOver'
  | 'overlapAllowed'
  | 'closedContent'
  | 'closingSignature'
  | 'toldDeath'
  | 'closedWithout'
  | 'holdBy'
  | 'retentionClass'
  | 'triageLevel'
> & {
  readonly triageLevel: TriageLevel | null;
  readonly triagerName: string | null;
  readonly seerName: string | null;
  readonly isolation: Isolation[];
  readonly leaves: LeaveOverResponse[] | null;
  readonly passedOver: PassedOverResponse[] | null;
  readonly attendingName: string | null;
  readonly retentionClass: RetentionClass | null;
  readonly class: EncounterClass;
  readonly status: EncounterState;
  readonly dischargeDisposition: Disposition | null;
  readonly dischargerName: string | null;
  readonly mrn: string;
  readonly fullName: string;
  readonly sex: string;
  readonly birthDate: string | null;
  readonly birthDatePrecision: string | null;
  readonly confidentiality: string;
  readonly wardCode: string | null;
  readonly wardName: string | null;
  readonly bedId: string | null;
  readonly bedCode: string | null;
};

/** Columns of an encounter `e`. */
export const ENCOUNTER_COLUMNS = modelColumns('Encounter', 'e', [
  'admittedBy',
  'createdAt',
  'updatedAt',
  'overlapAllowed',
  'closedContent',
  'closingSignature',
  'toldDeath',
]);
/** What is shown beside them, of its patient `p`, ward `w`, stay `s`, bed `b`, and of who discharged, is in charge, judged the urgency and saw them. */
export const SHOWN_COLUMNS = `p.mrn, p.full_name AS "fullName", p.sex, p.birth_date::text AS "birthDate",
  p.birth_date_precision AS "birthDatePrecision", p.confidentiality, w.code AS "wardCode", w.name AS "wardName", s.bed_id AS "bedId",
  b.code AS "bedCode", discharger.full_name AS "dischargerName", attending.full_name AS "attendingName",
  triager.full_name AS "triagerName", seer.full_name AS "seerName"`;

/** What those see who read no charts: when and where, why unless the record is confidential, and no words of the discharge. */
export const visitOf = (row: EncounterRow): EncounterRow => ({
  ...row,
  reason: row.confidentiality === 'N' ? row.reason : null,
  dischargeNote: row.status === 'cancelled' ? row.dischargeNote : null,
  leaveReason: row.confidentiality === 'N' ? row.leaveReason : null,
  leaves: row.leaves?.map((one) => ({ ...one, reason: row.confidentiality === 'N' ? one.reason : '' })) ?? null,
  triageReason: null,
  passedOver: null,
  holdReason: null,
});

export function toEncounterResponse(row: EncounterRow): EncounterResponse {
  return {
    id: row.id,
    visitNumber: row.visitNumber,
    patient: {
      id: row.patientId,
      mrn: row.mrn,
      fullName: row.fullName,
      sex: row.sex,
      birthDate: birthDateText(row.birthDate, row.birthDatePrecision),
    },
    patientId: row.patientId,
    class: row.class,
    status: row.status,
    reason: row.reason,
    wardId: row.wardId,
    ward: placeOf(row.wardId, row.wardCode, row.wardName),
    bedId: row.bedId,
    bed: placeOf(row.bedId, row.bedCode),
    startedAt: row.startedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    attending: personRef(row.attendingId, row.attendingName),
    leave: leaveOf(row),
    leaves: row.leaves ?? [],
    isolation: row.isolation,
    triage: triageOf(row),
    seen: seenOf(row),
    followUpOn: row.followUpOn?.toISOString().slice(0, 10) ?? null,
    discharge: row.dischargeDisposition && dischargeOf(row, row.dischargeDisposition),
    closing: row.closedAt && {
      at: row.closedAt.toISOString(),
      contentHash: row.contentHash ?? '',
      retentionClass: row.retentionClass ?? 'ordinary',
      retainUntil: row.retainUntil?.toISOString().slice(0, 10) ?? '',
    },
    legalHold: row.holdSince && { since: row.holdSince.toISOString(), reason: row.holdReason },
    cancelReason: row.status === 'cancelled' ? row.dischargeNote : null,
    version: row.version,
  };
}

/** Who left the hospital is not on leave any more; what was said of it stays, for a discharge that is taken back. */
const leaveOf = ({ status, leaveSince, leaveUntil, leaveReason }: EncounterRow): LeaveResponse | null =>
  leaveSince && status === 'in-progress'
    ? { since: leaveSince.toISOString(), until: leaveUntil?.toISOString() ?? null, reason: leaveReason ?? '' }
    : null;

export const triageOf = (row: EncounterRow): TriageResponse | null =>
  row.triagedAt && {
    level: row.triageLevel!,
    reason: row.triageReason,
    at: row.triagedAt.toISOString(),
    by: personRef(row.triagedBy!, row.triagerName),
  };

export const seenOf = (row: EncounterRow): SeenResponse | null =>
  row.seenAt && { at: row.seenAt.toISOString(), by: personRef(row.seenBy!, row.seerName) };

const dischargeOf = (row: EncounterRow, disposition: Disposition): DischargeResponse => ({
  disposition,
  dispositionText: DISPOSITION_WORDS[disposition][currentContext()?.language ?? 'vi'],
  note: row.dischargeNote,
  destination: row.destination,
  destinationCode: row.destinationCode,
  by: personRef(row.dischargedBy, row.dischargerName),
  passedOver: row.passedOver ?? [],
});

/** A ward, or a bed (which has no name), when there is one. */
export function placeOf(id: string | null, code: string | null, name?: string | null): PlaceResponse | null {
  return id && code ? { id, code, ...(name && { name }) } : null;
}
