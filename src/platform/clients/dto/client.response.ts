import { AccountRefResponse } from '../../../kernel/person-ref.response.js';

export class ClientResponse {
  /** As the audit trail names it. @example 019a1b2c-0000-7000-8000-0000000000c1 */
  id!: string;
  /** How it names itself. @example lis-xet-nghiem */
  clientId!: string;
  /** @example "LIS khoa Xét nghiệm" */
  name!: string;
  /** Its public keys, when they are kept here. */
  jwks!: Record<string, unknown> | null;
  /** Where its public keys are, otherwise. @example https://lis.benhvien.vn/jwks.json */
  jwksUrl!: string | null;
  /** @example ["system/DiagnosticReport.c"] */
  scopes!: string[];
  /** @example "Trả kết quả xét nghiệm, theo hợp đồng 12/2026" */
  purpose!: string;
  /** @example "Phòng CNTT, 0901234567" */
  contact!: string;
  /** How it sends messages of HL7 v2, where it does. */
  hl7v2!: Record<string, unknown> | null;
  /** active or disabled. @example active */
  status!: string;
  /** waiting or approved: until a second person approved keys and scopes it gets no token. @example approved */
  approval!: string;
  /** Member of staff who set the keys and scopes. */
  proposedBy!: AccountRefResponse | null;
  /** Who approved them. */
  approvedBy!: AccountRefResponse | null;
  /** @example 2026-11-23T09:00:00.000Z */
  approvedAt!: string | null;
  /** @example 1 */
  version!: number;
  /** @example 2026-11-23T08:00:00.000Z */
  createdAt!: string;
}

export class ClientPage {
  items!: ClientResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/clients?cursor=WyJsaXMiXQ */
  next!: string | null;
}
