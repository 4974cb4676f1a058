/**
 * What a migration gave rows that were there before the column; no event tells of it. It stands here because the database that is
 * compared could tell anything: a column dropped and added again with a default would write to every row without an event.
 */
export type GivenToOlderRows =
  | { readonly value: boolean | number | string | readonly string[] | Readonly<Record<string, never>> }
  /** The moment of the migration, which differs from hospital to hospital: any, in rows without a value in the other column. */
  | { readonly unless: string };

/** By `table.column`; a test holds it against the migrations. */
export const GIVEN_TO_OLDER_ROWS: Readonly<Record<string, GivenToOlderRows>> = {
  'allergy.none_known': { value: false },
  'allergy.verification_status': { value: 'confirmed' },
  'dose.against': { value: [] },
  'dose.wasted_witness_confirmed': { value: false },
  'dose.witness_confirmed': { value: false },
  'encounter.isolation': { value: [] },
  'encounter.overlap_allowed': { value: true },
  'incoming_message.channel': { value: 'http' },
  'incoming_message.order_ids': { value: [] },
  'incoming_message.reasons': { value: [] },
  'incoming_message.report_ids': { value: [] },
  'infusion_step.against': { value: [] },
  'issued_document.language': { value: 'vi' },
  'machine_client.approved_at': { unless: 'proposed_by' },
  'note.late_entry': { value: false },
  'patient.birth_date_estimated': { value: false },
  'patient.confidentiality': { value: 'N' },
  'patient.deceased_undated': { value: false },
  'patient.identity_unknown': { value: false },
  'service_order.detail': { value: {} },
  'session.method': { value: 'password' },
  'session.second_factor': { value: false },
  'staff_member.hospital_wide': { value: false },
  'staff_member.must_change_password': { value: false },
  'transfusion.witness_confirmed': { value: false },
  'vital_signs.confirmed': { value: [] },
  'vital_signs.late_entry': { value: false },
  'vital_signs.spo2_scale': { value: 1 },
  'ward.cleaning_after_stay': { value: false },
  'ward.sensitive': { value: false },
};
