import type { Tx } from '../../../platform/database/prisma.js';
import type { RejectionReason } from '../../../clinical/orders/specimens/rejection.rules.js';
import { partialDateSql } from '../../../clinical/datatypes/partial-date.js';

/** Where a patient lies, by the codes of the hospital. */
export interface Place {
  readonly ward: string | null;
  readonly room: string | null;
  readonly bed: string | null;
}

export interface PersonFacts {
  readonly mrn: string;
  readonly fullName: string;
  /** Partial date. */
  readonly birthDate: string | null;
  readonly sex: string;
  readonly phones: readonly string[];
  readonly addresses: readonly { readonly text: string; readonly province?: string; readonly commune?: string }[];
  readonly deceasedAt: string | null;
  readonly isDead: boolean;
  /** Marked R or V, or a colleague's: access is to be kept from who has no reason of their work. */
  readonly isClosed: boolean;
  readonly isVip: boolean;
  readonly identifiers: readonly { readonly system: string; readonly value: string }[];
}

export interface EncounterFacts {
  readonly visitNumber: string | null;
  readonly class: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly disposition: string | null;
  /** Of somebody on leave, when they are expected back. */
  readonly leaveUntil: string | null;
  readonly reason: string | null;
  readonly attending: Professional | null;
  /** The newest first. */
  readonly places: readonly Place[];
}

/** Somebody of the staff: certificate or user name, and name. */
export interface Professional {
  readonly id: string;
  readonly fullName: string;
}

export interface OrderFacts {
  readonly number: string;
  readonly kind: string;
  readonly codeSystem: string;
  readonly code: string;
  readonly display: string;
  readonly priority: string;
  readonly instructions: string | null;
  readonly signedAt: string | null;
  readonly requester: Professional | null;
  /** The specimen that was rejected last, while no other one has been taken. */
  readonly rejected: { readonly reason: RejectionReason; readonly collectedAt: string | null } | null;
}

/** What a message of HL7 v2 says, as it is at this moment. */
export interface Facts {
  readonly person: PersonFacts;
  readonly encounter: EncounterFacts | null;
  readonly order: OrderFacts | null;
  /** The number of the record that was merged into this one last. */
  readonly mergedMrn: string | null;
}

/** What there is to say of; undefined when there is no such patient. */
export async function factsOf(
  tx: Tx,
  about: {
    readonly patientId: string;
    readonly encounterId: string | null;
    readonly orderId: string | null;
    /** Places up to this one; all by default. */
    readonly stayId: string | null;
  },
): Promise<Facts | undefined> {
  const [row] = await tx.$queryRawUnsafe<Facts[]>(
    FACTS,
    about.patientId,
    about.encounterId,
    about.orderId,
    about.stayId,
  );
  return row;
}

const professional = (
  id: string,
): string => `(SELECT jsonb_build_object('id', coalesce(m.practising_certificate, m.username),
    'fullName', m.full_name) FROM staff_member m WHERE m.id = ${id})`;
const FACTS = `SELECT jsonb_build_object('mrn', p.mrn, 'fullName', p.full_name, 'sex', p.sex, 'phones', p.phones, 'addresses', p.addresses,
    'birthDate', CASE WHEN NOT p.birth_date_estimated THEN ${partialDateSql('p.birth_date', 'p.birth_date_precision')} END,
    'deceasedAt', p.deceased_at, 'isDead', p.deceased_at IS NOT NULL OR p.deceased_undated,
    'isClosed', public.record_closed(p.id), 'isVip', p.confidentiality = 'V',
    'identifiers', (SELECT coalesce(jsonb_agg(jsonb_build_object('system', i.system, 'value', i.value) ORDER BY i.id), '[]')
      FROM patient_identifier i WHERE i.patient_id = p.id AND i.retired_at IS NULL)) AS person,
  (SELECT jsonb_build_object('visitNumber', e.visit_number, 'class', e.class, 'startedAt', e.started_at, 'endedAt', e.ended_at,
      'disposition', e.discharge_disposition, 'leaveUntil', e.leave_until, 'reason', e.reason, 'attending', ${professional('e.attending_id')},
      'places', (SELECT coalesce(jsonb_agg(jsonb_build_object('ward', w.code, 'room', r.code, 'bed', b.code) ORDER BY s.started_at DESC, s.id DESC), '[]')
        FROM stay s JOIN ward w ON w.id = s.ward_id LEFT JOIN bed b ON b.id = s.bed_id LEFT JOIN room r ON r.id = b.room_id
       WHERE s.encounter_id = e.id AND (s.ended_at IS DISTINCT FROM s.started_at OR s.id = $4::uuid)
         AND ($4::uuid IS NULL OR (s.started_at, s.id) <= (SELECT last.started_at, last.id FROM stay last WHERE last.id = $4::uuid))))
    FROM encounter e WHERE e.id = coalesce($2::uuid, (SELECT encounter_id FROM service_order WHERE id = $3::uuid))) AS encounter,
  (SELECT jsonb_build_object('number', o.number, 'kind', o.kind, 'codeSystem', o.code_system, 'code', o.code, 'display', o.display,
      'priority', o.priority, 'instructions', o.instructions, 'signedAt', o.signed_at,
      'requester', ${professional('coalesce(o.signed_by, o.requested_by)')},
      'rejected', CASE WHEN o.collected_at IS NULL THEN o.rejected_specimens->-1 END)
    FROM service_order o WHERE o.id = $3::uuid) AS "order",
  (SELECT other.mrn FROM patient_merge g JOIN patient other ON other.id = g.merged_id
    WHERE g.patient_id = p.id AND g.undone_at IS NULL ORDER BY g.id DESC LIMIT 1) AS "mergedMrn"
 FROM patient p WHERE p.id = $1::uuid`;
