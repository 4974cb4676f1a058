/** A row that the record held. */
export class HeldRowResponse {
  /** The table, as the trail names it. @example note */
  entity!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000060 */
  id!: string;
  /** SHA-256 of the row as JSON. @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 */
  hash!: string;
  /** That JSON, when `contents` asks for it; null where the row has changed since. @example "{\"id\": \"019a1b2c-0000-7000-8000-000000000060\"}" */
  content!: string | null;
}

/** The signed closing of a record with all that is needed to verify it without the service. */
export class SignedClosingFile {
  /** @example benh-an-signed-closing-1 */
  form!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000030 */
  encounterId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** What was signed, to be read; the signature is over its canonical JSON (RFC 8785). @example { "form": "benh-an-closing-1" } */
  content!: Record<string, unknown> | null;
  /** What the record held: the rows over which the signed hash was made. */
  rows!: HeldRowResponse[];
  /** SHA-256 of what was signed, hexadecimal. @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 */
  digest!: string;
  /** Compact JWS (RFC 7515). @example "eyJhbGciOiJFUzI1NiJ9.e30.c2ln" */
  jws!: string;
  /** Public half of the signer's key (RFC 7517). @example { "kty": "EC", "crv": "P-256" } */
  publicJwk!: Record<string, unknown>;
  /** The event of the closing, and its path to a signed checkpoint of the trail; null before it is sealed. @example { "index": 4711 } */
  proof!: Record<string, unknown> | null;
}
