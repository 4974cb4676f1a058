/** Proof that one event is in the tree of a checkpoint (RFC 6962 section 2.1.1). */
export class EventProofResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000009 */
  eventId!: string;
  /** Number of the event's leaf, from 0. @example 4711 */
  index!: number;
  /**
   * The event as it is hashed: SHA-256(0x00 followed by these characters in UTF-8) is the leaf hash.
   * @example "{\"v\":1,\"id\":\"019a1b2c-0000-7000-8000-000000000009\",\"xid\":700,\"kind\":\"create\"}"
   */
  leaf!: string;
  /** Base64 of 32 bytes. @example "7nU8nQcW7wYbTPTp0W0zI1mCEjH0M8ZQ3mhwJXyJ1nA=" */
  leafHash!: string;
  /** Audit path, from the leaf upwards; base64 of 32 bytes each. @example ["7nU8nQcW7wYbTPTp0W0zI1mCEjH0M8ZQ3mhwJXyJ1nA="] */
  path!: string[];
  checkpoint!: CheckpointResponse;
}

/** What was signed: "the first `size` events have this root". */
export class CheckpointResponse {
  /** How many events it covers. @example 5000 */
  size!: number;
  /** Base64 of 32 bytes. @example "RPFfGzcTiEkGg9mZqX8Bl3xg+bKMkbg9tL1lFsM1o5w=" */
  root!: string;
  /** Clock of the database when it was kept. @example 2026-11-23T08:15:32.123Z */
  createdAt!: string;
  /**
   * The signed note (c2sp.org/signed-note around c2sp.org/tlog-checkpoint), to be checked with the public key.
   * @example "benh-an/79016/audit\n5000\nRPFfGzcTiEkGg9mZqX8Bl3xg+bKMkbg9tL1lFsM1o5w=\n\n— benh-an/79016/audit Az3grl…\n"
   */
  note!: string;
}

export class CheckpointPage {
  items!: CheckpointResponse[];
  /** Address of the next page, or null at the end. @example "/api/v1/audit/checkpoints?limit=20&cursor=WyI1MDAwIl0" */
  next!: string | null;
}

/** Proof that a smaller tree is the beginning of a larger one: nothing was removed or changed in between (RFC 6962 section 2.1.2). */
export class ConsistencyProofResponse {
  /** @example 5000 */
  from!: number;
  /** @example 8000 */
  to!: number;
  /** Root of the smaller tree, base64. @example "RPFfGzcTiEkGg9mZqX8Bl3xg+bKMkbg9tL1lFsM1o5w=" */
  fromRoot!: string;
  /** Root of the larger tree, base64. @example "7nU8nQcW7wYbTPTp0W0zI1mCEjH0M8ZQ3mhwJXyJ1nA=" */
  toRoot!: string;
  /** @example ["7nU8nQcW7wYbTPTp0W0zI1mCEjH0M8ZQ3mhwJXyJ1nA="] */
  path!: string[];
}

/** A public key that has signed checkpoints. */
export class SigningKeyResponse {
  /** From 1; the highest signs now. @example 1 */
  number!: number;
  /** `name+id+base64` as c2sp.org/signed-note has it. @example "benh-an/79016/audit+cf3de0fe+AQ9x…" */
  verifierKey!: string;
  /** Note signed by the key before, which vouches for this one; null for the first. @example "benh-an/79016/audit endorses key 2 …" */
  endorsement!: string | null;
}

export class SigningKeyList {
  items!: SigningKeyResponse[];
  /** Always null: there are few keys. */
  next!: string | null;
}
