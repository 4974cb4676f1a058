-- Failed sign-ins are counted by name and address, for every name that is typed, so that a pause tells nothing about who works here.
CREATE TABLE sign_in_tally (
  name_hash      text           NOT NULL CHECK (name_hash ~ '^[0-9a-f]{64}$'),
  address        text           NOT NULL,
  failures       integer        NOT NULL CHECK (failures > 0),
  last_failed_at timestamptz(3) NOT NULL DEFAULT now(),
  paused_until   timestamptz(3),
  CONSTRAINT sign_in_tally_pkey PRIMARY KEY (name_hash, address)
);
CREATE INDEX sign_in_tally_last_failed_at_idx ON sign_in_tally (last_failed_at);

ALTER TABLE staff_member DROP COLUMN failed_sign_ins, DROP COLUMN locked_until;

-- From where people of the hospital signed in lately.
CREATE INDEX session_address_created_at_idx ON session (address, created_at);
