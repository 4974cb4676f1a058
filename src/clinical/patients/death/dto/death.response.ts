import { PatientResponse } from '../../dto/patient.response.js';

export class DischargedDeadResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000004 */
  id!: string;
  /** @example V26-00000012 */
  visitNumber!: string | null;
  /** @example 2026-11-28T03:15:00.000Z */
  endedAt!: string | null;
}

export class RevokedDeathResponse extends PatientResponse {
  /** Encounters that still say that the patient died in them: each is reopened or corrected by itself; at most 20. */
  dischargedDead!: DischargedDeadResponse[];
}
