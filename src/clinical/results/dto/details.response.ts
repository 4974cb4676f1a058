/** A document that came with a result. */
export class AttachmentResponse {
  /** @example "Phiếu kết quả" */
  title!: string | null;
  /** @example application/pdf */
  contentType!: string | null;
  /** @example 20480 */
  bytes!: number | null;
  /** Where its sender keeps it. @example https://lis.example/docs/1 */
  url!: string | null;
}

/** What a sender says of a result besides what was found. */
export class DetailsResponse {
  /** Besides what was found. @example "Mẫu lấy lúc đói" */
  note!: string | null;
  /** How it was examined. @example "Nhuộm soi" */
  method!: string | null;
  /** @example "Máu tĩnh mạch" */
  specimen!: string | null;
  /** Who made it. @example "Phòng xét nghiệm" */
  performer!: string | null;
  /** Why there is no value: code of FHIR R4 data-absent-reason, or as it was sent. @example error */
  dataAbsentReason!: string | null;
  /** The same in words. @example "lỗi khi đo" */
  dataAbsentText!: string | null;
  /** The second unit of a value whose sender named two; see `notJudgedBecause`. @example g/L */
  unitWritten!: string | null;
  /** Documents that came with it; their content is in the message. */
  attachments!: AttachmentResponse[];
}
