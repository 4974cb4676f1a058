-- A password set by an administrator is changed before anything else.
ALTER TABLE staff_member ADD COLUMN must_change_password boolean NOT NULL DEFAULT false;

-- Authenticators (RFC 6238), their seeds sealed by the service.
CREATE TABLE second_factor (
  id           uuid           NOT NULL DEFAULT uuidv7() PRIMARY KEY,
  staff_id     uuid           NOT NULL REFERENCES staff_member (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  seed         text           NOT NULL CHECK (seed ~ '^[\w-]+\.[\w-]+$'),
  last_step    bigint         NOT NULL DEFAULT 0,
  created_at   timestamptz(3) NOT NULL DEFAULT now(),
  confirmed_at timestamptz(3),
  removed_at   timestamptz(3)
);
CREATE INDEX second_factor_staff_id_idx ON second_factor (staff_id);
CREATE UNIQUE INDEX second_factor_one_a_person ON second_factor (staff_id) WHERE removed_at IS NULL;

CREATE TABLE recovery_code (
  id        uuid           NOT NULL DEFAULT uuidv7() PRIMARY KEY,
  factor_id uuid           NOT NULL REFERENCES second_factor (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  code_hash text           NOT NULL CHECK (code_hash ~ '^[0-9a-f]{64}$'),
  used_at   timestamptz(3)
);
CREATE INDEX recovery_code_factor_id_idx ON recovery_code (factor_id);
