import type { Localised } from '../../kernel/language.js';
import { currentContext } from '../../kernel/request-context.js';
import { birthDateText } from '../patients/patient.mapper.js';
import type { EncounterState } from './encounter-state.rules.js';
import type { Disposition, EncounterClass } from './dto/encounter.dto.js';
import type { EncounterResponse, PlaceResponse } from './dto/encounter.response.js';

/** A row of the encounter statement: the encounter with its patient, ward and current bed. */
export interface EncounterRow {
  readonly id: string;
  readonly visit_number: string | null;
  readonly patient_id: string;
  readonly mrn: string;
  readonly full_name: string;
  readonly sex: string;
  readonly birth_date: string | null;
  readonly birth_date_precision: string | null;
  readonly confidentiality: string;
  readonly class: EncounterClass;
  readonly status: EncounterState;
  readonly reason: string | null;
  readonly ward_id: string | null;
  readonly ward_code: string | null;
  readonly ward_name: string | null;
  readonly bed_id: string | null;
  readonly bed_code: string | null;
  readonly started_at: Date;
  readonly ended_at: Date | null;
  readonly discharged_by: string | null;
  readonly discharge_disposition: Disposition | null;
  readonly discharge_note: string | null;
  readonly version: number;
}

const DISPOSITION_WORDS: Readonly<Record<Disposition, Localised>> = {
  home: { vi: 'Ra viện', en: 'Discharged home' },
  'other-hcf': { vi: 'Chuyển viện', en: 'Transferred to another hospital' },
  aadvice: { vi: 'Xin về', en: 'Left against advice' },
  absconded: { vi: 'Trốn viện', en: 'Absconded' },
  exp: { vi: 'Tử vong', en: 'Died' },
  oth: { vi: 'Khác', en: 'Other' },
};

/** What those see who read no charts: when and where, why unless the record is confidential, and no words of the discharge. */
export const visitOf = (row: EncounterRow): EncounterRow => ({
  ...row,
  reason: row.confidentiality === 'N' ? row.reason : null,
  discharge_note: row.status === 'cancelled' ? row.discharge_note : null,
});

export function toEncounterResponse(row: EncounterRow): EncounterResponse {
  return {
    id: row.id,
    visitNumber: row.visit_number,
    patient: {
      id: row.patient_id,
      mrn: row.mrn,
      fullName: row.full_name,
      sex: row.sex,
      birthDate: birthDateText(row.birth_date, row.birth_date_precision),
    },
    patientId: row.patient_id,
    class: row.class,
    status: row.status,
    reason: row.reason,
    wardId: row.ward_id,
    ward: placeOf(row.ward_id, row.ward_code, row.ward_name),
    bedId: row.bed_id,
    bed: placeOf(row.bed_id, row.bed_code),
    startedAt: row.started_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    discharge: row.discharge_disposition
      ? {
          disposition: row.discharge_disposition,
          dispositionText: DISPOSITION_WORDS[row.discharge_disposition][currentContext()?.language ?? 'vi'],
          note: row.discharge_note,
          by: row.discharged_by,
        }
      : null,
    cancelReason: row.status === 'cancelled' ? row.discharge_note : null,
    version: row.version,
  };
}

/** A ward, or a bed (which has no name), when there is one. */
export function placeOf(id: string | null, code: string | null, name?: string | null): PlaceResponse | null {
  return id && code ? { id, code, ...(name && { name }) } : null;
}
