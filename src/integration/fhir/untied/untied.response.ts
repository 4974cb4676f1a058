export class UntiedResourceResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000021 */
  id!: string;
  /** Resource type of FHIR R4. @example Immunization */
  type!: string;
  /** The system that it came from. @example client:lis */
  source!: string;
  /** @example 2026-11-23T09:10:00.000Z */
  receivedAt!: Date;
}

export class UntiedResourceContent extends UntiedResourceResponse {
  /** As it was sent. */
  resource!: object;
}

export class UntiedResourcePage {
  items!: UntiedResourceResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/untied-resources?cursor=WyJhbmgiXQ */
  next!: string | null;
}
