export class MessageReasonResponse {
  /** @example order-unknown */
  code!: string;
  /** Where in the message: segment, which of them, field, repetition, component. @example OBX^1^5^1 */
  at!: string | null;
  /** @example "Không có chỉ định mang số này." */
  message!: string;
}

export class MessageResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000051 */
  id!: string;
  /** @example hl7v2 */
  protocol!: string;
  /** http or mllp. @example mllp */
  channel!: string;
  /** Name of the client that sent it, or of the account; null when nobody known did. @example "LIS khoa Xét nghiệm" */
  sender!: string | null;
  /** Which of the sender's systems, as the message says. @example "LIS|XN" */
  senderSystem!: string;
  /** From where it came. @example 10.20.3.7 */
  address!: string | null;
  /** @example MSG0001 */
  controlId!: string | null;
  /** @example ORU^R01 */
  type!: string | null;
  /** received (not yet settled), filed, kept for a person, refused, or rejected: its sender is not known. @example kept */
  state!: string;
  /** Why it was not filed. */
  reasons!: MessageReasonResponse[];
  /** Bytes. @example 812 */
  size!: number;
  /** @example 2026-11-23T09:10:00.000Z */
  receivedAt!: Date;
  /** @example 2026-11-23T09:10:00.120Z */
  settledAt!: Date | null;
  /** The entry of what waits for a person. @example 019a1b2c-0000-7000-8000-000000000031 */
  unmatchedId!: string | null;
  /** open, assigned or dismissed. @example open */
  unmatchedStatus!: string | null;
  /** Whose it is; null where the reader may not see them. @example 019a1b2c-0000-7000-8000-000000000001 */
  patientId!: string | null;
  /** Results that it made or changed, for whoever may see the patient. @example ["019a1b2c-0000-7000-8000-000000000041"] */
  reportIds!: string[];
  /** Orders that it made or changed, likewise. @example [] */
  orderIds!: string[];
}

export class MessageDetailResponse extends MessageResponse {
  /** The message as it came, as text; null where the reader may not see what it says. @example "MSH|^~\\&|LIS|XN|EMR|BV" */
  content!: string | null;
  /** What its sender was answered, likewise. @example "MSH|^~\\&|EMR|BV|LIS|XN" */
  answer!: string | null;
}

export class MessagePage {
  items!: MessageResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/messages?cursor=WyJhbmgiXQ */
  next!: string | null;
}

/** Somebody whose messages or codes are known here. */
export class MessageSenderResponse {
  /** As messages and mappings have it: the client id, or the user name. @example lis-xet-nghiem */
  sender!: string;
  /** What people call it; null where only its codes are known. @example "LIS khoa Xét nghiệm" */
  name!: string | null;
}

export class MessageSendersResponse {
  items!: MessageSenderResponse[];
}
