-- Machines that call by themselves (SMART Backend Services).
CREATE TABLE machine_client (
  id         uuid           NOT NULL DEFAULT uuidv7() PRIMARY KEY,
  client_id  text           NOT NULL CONSTRAINT machine_client_id_form CHECK (client_id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{1,63}$'),
  name       text           NOT NULL CONSTRAINT machine_client_name_present CHECK (btrim(name) <> ''),
  -- Public keys only; they stand in the trail whole, so that a signature can be checked years later.
  jwks       jsonb,
  jwks_url   text,
  scopes     text[]         NOT NULL CONSTRAINT machine_client_scopes_present CHECK (cardinality(scopes) > 0),
  purpose    text           NOT NULL CONSTRAINT machine_client_purpose_present CHECK (btrim(purpose) <> ''),
  contact    text           NOT NULL CONSTRAINT machine_client_contact_present CHECK (btrim(contact) <> ''),
  status     text           NOT NULL DEFAULT 'active' CONSTRAINT machine_client_status CHECK (status IN ('active', 'disabled')),
  version    integer        NOT NULL DEFAULT 1,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT machine_client_one_place_of_keys CHECK ((jwks IS NULL) <> (jwks_url IS NULL))
);
CREATE UNIQUE INDEX machine_client_client_id_key ON machine_client (client_id);

-- Assertions taken, until they expire. Logged: after a crash a replay must still be known.
CREATE TABLE client_assertion (
  client_id  uuid           NOT NULL,
  jti        text           NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  PRIMARY KEY (client_id, jti)
);
CREATE INDEX client_assertion_expires_at_idx ON client_assertion (expires_at);
