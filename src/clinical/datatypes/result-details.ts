import type { Coding } from './coding.js';

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
  /** Under which other codes its sender knows it: it is found by them. */
  readonly codings?: readonly OtherCode[];
}

/** A code and its system, which stand beside the one that is kept. */
export type OtherCode = Pick<Coding, 'system' | 'code'>;

/** Codes that are said besides the one that is kept, each once. */
export function codesBeside(kept: OtherCode, said: readonly OtherCode[]): OtherCode[] {
  const known = new Set([keyOf(kept)]);
  return said.flatMap(({ system, code }) => {
    const key = keyOf({ system, code });
    if (!code || known.has(key)) return [];
    known.add(key);
    return [{ ...(system && { system }), code }];
  });
}
const keyOf = ({ system, code }: OtherCode): string => JSON.stringify([system ?? '', code]);

/** Undefined where nothing is said. */
export function detailsOf(given: ResultDetails): ResultDetails | undefined {
  const said = Object.entries(given).filter(([, value]) =>
    Array.isArray(value) ? value.length > 0 : value !== undefined && value !== '',
  );
  return said.length > 0 ? Object.fromEntries(said) : undefined;
}
