export class UnsentKeyResponse {
  /** Which of the service's keys it was made from. @example 1 */
  version!: string;
  /** 32 bytes, base64, for AES-256-GCM. @example "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=" */
  key!: string;
}

/** The keys that a terminal keeps a person's unsent text under. */
export class UnsentKeysResponse {
  /** The last one seals; the others open what was sealed before. */
  keys!: UnsentKeyResponse[];
}
