-- A refresh token names the chain it belongs to, so that one of any age is known for what it is; from the salt and the token just
-- used, and from nothing less, its successor can be told once more. Chains from before have no name: their people sign in again.
ALTER TABLE session
  ADD COLUMN refresh_family text CONSTRAINT session_refresh_family_form CHECK (refresh_family ~ '^[0-9a-f]{64}$'),
  ADD COLUMN refresh_salt   text,
  -- For people to know their sessions by.
  ADD COLUMN user_agent     text,
  ADD COLUMN second_factor  boolean NOT NULL DEFAULT false;
CREATE UNIQUE INDEX session_refresh_family_key ON session (refresh_family);
-- Found by the chain from now on; without these indexes a refresh changes no index at all.
DROP INDEX session_refresh_hash_idx;
DROP INDEX session_previous_refresh_hash_idx;

-- A person's sessions that are alive, however many are history.
CREATE INDEX session_alive ON session (staff_id, expires_at) WHERE revoked_at IS NULL;
