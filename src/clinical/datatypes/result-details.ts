/** A document that a sender attached; its content stays in the message, which is kept whole. */
export interface AttachmentDetails {
  readonly title?: string;
  /** MIME type, or what the sender calls it. */
  readonly contentType?: string;
  readonly bytes?: number;
  readonly url?: string;
}

/** What a sender says of a result besides what was found, in words as people read them. */
export interface ResultDetails {
  readonly note?: string;
  readonly method?: string;
  readonly specimen?: string;
  /** Who made it. */
  readonly performer?: string;
  /** Why there is no value: a code of FHIR R4 data-absent-reason, or the sender's words. */
  readonly dataAbsentReason?: string;
  /** A unit beside the one that is kept, where its sender named two that say different things: the words next to the code. */
  readonly unitWritten?: string;
  readonly attachments?: readonly AttachmentDetails[];
}

/** Undefined where nothing is said. */
export function detailsOf(given: ResultDetails): ResultDetails | undefined {
  const said = Object.entries(given).filter(([, value]) =>
    Array.isArray(value) ? value.length > 0 : value !== undefined && value !== '',
  );
  return said.length > 0 ? Object.fromEntries(said) : undefined;
}
