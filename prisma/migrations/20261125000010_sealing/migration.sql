-- Sealing: every settled event becomes a leaf of a Merkle tree (RFC 6962), in the order in which transactions settled.

-- Finds what has settled since the last seal, in order.
CREATE INDEX event_settled ON audit.event (xid, id);

-- Leaf number seq, counted from 0 without a gap. The hash is SHA-256(0x00 || audit.leaf_text(event)).
CREATE TABLE audit.leaf (
  seq      bigint PRIMARY KEY CHECK (seq >= 0),
  event_id uuid   NOT NULL UNIQUE,
  hash     bytea  NOT NULL CHECK (octet_length(hash) = 32)
);

-- Roots of complete subtrees of 16^level leaves: number idx covers leaves from idx * 16^level on. With these a proof reads
-- some hundred hashes at most, whatever the size of the trail, for 7 % more rows.
CREATE TABLE audit.tile (
  level smallint NOT NULL CHECK (level BETWEEN 1 AND 12),
  idx   bigint   NOT NULL CHECK (idx >= 0),
  hash  bytea    NOT NULL CHECK (octet_length(hash) = 32),
  PRIMARY KEY (level, idx)
);

-- Signed statements "the first `size` leaves have this root" (C2SP tlog-checkpoint in a signed note).
CREATE TABLE audit.checkpoint (
  size       bigint      PRIMARY KEY CHECK (size > 0),
  root       bytea       NOT NULL CHECK (octet_length(root) = 32),
  note       text        NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Public keys that have signed checkpoints. A later key comes with a note signed by the key before it.
CREATE TABLE audit.signing_key (
  number       int         PRIMARY KEY CHECK (number > 0),
  verifier_key text        NOT NULL UNIQUE,
  endorsement  text        CHECK (number = 1 OR endorsement IS NOT NULL),
  created_at   timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Months taken out of the database: their leaves stay, their events lie in a file.
CREATE TABLE audit.archive (
  partition   text        PRIMARY KEY,
  first_id    uuid        NOT NULL,
  last_id     uuid        NOT NULL,
  events      bigint      NOT NULL,
  file_name   text        NOT NULL,
  file_sha256 text        NOT NULL CHECK (file_sha256 ~ '^[0-9a-f]{64}$'),
  created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  CHECK (first_id <= last_id)
);

-- How far sealing has come, in (xid, id); a hint for speed that proofs do not rest on. Transaction numbers mean something
-- only within one cluster, so the cluster is remembered with them.
CREATE TABLE audit.seal_position (
  only_row bool   PRIMARY KEY DEFAULT true CHECK (only_row),
  cluster  bigint NOT NULL,
  xid      xid8   NOT NULL,
  id       uuid   NOT NULL
);
INSERT INTO audit.seal_position (cluster, xid, id)
  SELECT system_identifier, '0', '00000000-0000-0000-0000-000000000000' FROM pg_control_system();
