-- A full sign-in at an enrolled terminal is good on it only, as one by PIN or badge is. When the next person takes over it is locked:
-- its tokens open nothing any more, but the shift goes on, and PIN and badge count on it.
ALTER TABLE session
  ADD COLUMN locked_at timestamptz(3),
  -- The last request of a person at an enrolled terminal. Sessions from before are taken for idle: a PIN opens the next.
  ADD COLUMN used_at   timestamptz(3) NOT NULL DEFAULT '1970-01-01 00:00:00Z',
  DROP CONSTRAINT session_short_way,
  ADD CONSTRAINT session_short_way
    CHECK ((method IN ('pin', 'badge')) = (parent_id IS NOT NULL) AND (parent_id IS NULL OR terminal_id IS NOT NULL)),
  ADD CONSTRAINT session_locked CHECK (locked_at IS NULL OR (terminal_id IS NOT NULL AND parent_id IS NULL));
ALTER TABLE session ALTER COLUMN used_at SET DEFAULT now();
