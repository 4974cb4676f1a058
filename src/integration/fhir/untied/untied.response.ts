import { PersonRefResponse } from '../../../kernel/person-ref.response.js';
import type { Agreement, Compared, NamedPerson } from './named-people.rules.js';

/** Who decided about it, when and why. */
export class UntiedDecisionResponse {
  /** @example 2026-11-23T10:00:00.000Z */
  at!: string;
  by!: PersonRefResponse | null;
  /** @example "Đã gọi nơi gửi" */
  reason!: string;
}

export class UntiedResourceResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000021 */
  id!: string;
  /** Resource type of FHIR R4. @example Immunization */
  type!: string;
  /** The system that it came from. @example client:lis */
  source!: string;
  /** @example 2026-11-23T09:10:00.000Z */
  receivedAt!: string;
  /** Null while nobody has. */
  decision!: UntiedDecisionResponse | null;
  /** @example 1 */
  version!: number;
}

export class NamedPersonResponse implements NamedPerson {
  /** @example "NGUYEN THI ANH" */
  name!: string | null;
  /** @example 1990-05-12 */
  birthDate!: string | null;
  /** @example female */
  sex!: string | null;
  /** @example ["079190001234"] */
  identifiers!: string[];
}

export class UntiedResourceContent extends UntiedResourceResponse {
  /** Whom it names. */
  named!: NamedPersonResponse[];
  /** As it was sent. */
  resource!: object;
}

export class UntiedResourcePage {
  items!: UntiedResourceResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/untied-resources?cursor=WyJhbmgiXQ */
  next!: string | null;
}

/** `same`, `differs`, or null where either says nothing. */
export class ComparedResponse implements Compared {
  /** @example same */
  name!: Agreement;
  /** @example differs */
  birthDate!: Agreement;
  /** @example same */
  identifier!: Agreement;
}

export class ComparedPatientResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  id!: string;
  /** @example 79016-00000123 */
  mrn!: string;
  /** @example "Nguyễn Thị Ánh" */
  fullName!: string;
  /** @example 1990-05-12 */
  birthDate!: string | null;
  /** @example female */
  sex!: string;
}

/** What the resource says of whom it is about, beside the patient it is taken for. */
export class UntiedComparisonResponse {
  named!: NamedPersonResponse[];
  patient!: ComparedPatientResponse;
  compared!: ComparedResponse;
}

export class AssignedResourceResponse extends UntiedComparisonResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000021 */
  id!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** @example 2 */
  version!: number;
}

export class DismissedResourceResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000021 */
  id!: string;
  /** @example 2 */
  version!: number;
}
