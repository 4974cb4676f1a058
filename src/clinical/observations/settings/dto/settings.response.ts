import { PersonRefResponse } from '../../../../kernel/person-ref.response.js';

/** Something that is decided about the observations of an encounter, and how long it held. */
export class SettingResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000051 */
  id!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000030 */
  encounterId!: string;
  /** spo2-scale, pregnancy or care-level. @example spo2-scale */
  kind!: string;
  /** @example "2" */
  value!: string;
  /** @example "COPD, PaCO₂ 58 mmHg, đích SpO₂ 88–92 %" */
  reason!: string | null;
  setBy!: PersonRefResponse;
  /** @example 2026-11-23T08:00:00.000Z */
  setAt!: string;
  endedBy!: PersonRefResponse | null;
  /** Null while it holds. @example 2026-11-25T08:00:00.000Z */
  endedAt!: string | null;
  /** @example "Hết toan hô hấp" */
  endedReason!: string | null;
}

/** What holds now for the observations of an encounter. */
export class SettingsNowResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000030 */
  encounterId!: string;
  /** 2 where a doctor set it; else 1. @example 2 */
  spo2Scale!: number;
  /** pregnant, not-pregnant or unknown; null for those who cannot be pregnant. @example not-pregnant */
  pregnancy!: string | null;
  /** I, II or III; null when nobody set one. @example II */
  careLevel!: string | null;
}

/** What holds after a decision. */
export class DecidedSettingsResponse extends SettingsNowResponse {
  /** What ended with it, and what the last round scores by it, in the reader's language. @example "Thang SpO₂ 2 đã hết hiệu lực vì người bệnh mang thai; hãy báo bác sĩ." */
  notice!: string | null;
}

export class SettingsPage extends SettingsNowResponse {
  /** What was decided, the latest first. */
  items!: SettingResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/encounters/019a1b2c-0000-7000-8000-000000000030/observation-settings?cursor=WyJhbmgiXQ */
  next!: string | null;
}
