-- Ward terminals that are known by a key of their own, and the short ways in that count on them only.
CREATE TABLE terminal (
  id          uuid           NOT NULL DEFAULT uuidv7() PRIMARY KEY,
  code        text           NOT NULL UNIQUE CHECK (btrim(code) <> ''),
  name        text           NOT NULL CHECK (btrim(name) <> ''),
  ward_id     uuid           REFERENCES ward (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  key_hash    text           NOT NULL UNIQUE,
  enrolled_by uuid           NOT NULL REFERENCES staff_member (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  enrolled_at timestamptz(3) NOT NULL DEFAULT now(),
  retired_at  timestamptz(3),
  version     integer        NOT NULL DEFAULT 1,
  updated_at  timestamptz(3) NOT NULL DEFAULT now()
);

CREATE TABLE staff_pin (
  id         uuid           NOT NULL DEFAULT uuidv7() PRIMARY KEY,
  staff_id   uuid           NOT NULL UNIQUE REFERENCES staff_member (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  pin_hash   text           NOT NULL,
  -- Wrong ones in a row; a full sign-in begins anew.
  failed     integer        NOT NULL DEFAULT 0,
  updated_at timestamptz(3) NOT NULL DEFAULT now()
);

CREATE TABLE staff_badge (
  id         uuid           NOT NULL DEFAULT uuidv7() PRIMARY KEY,
  staff_id   uuid           NOT NULL REFERENCES staff_member (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  badge_hash text           NOT NULL,
  issued_at  timestamptz(3) NOT NULL DEFAULT now(),
  revoked_at timestamptz(3)
);
CREATE INDEX staff_badge_staff_id_idx ON staff_badge (staff_id);
-- A badge belongs to one person at a time.
CREATE UNIQUE INDEX staff_badge_in_use ON staff_badge (badge_hash) WHERE revoked_at IS NULL;

ALTER TABLE session
  ADD COLUMN method text NOT NULL DEFAULT 'password'
    CONSTRAINT session_method CHECK (method IN ('password', 'oidc', 'pin', 'badge')),
  -- The full sign-in of the shift that a short one counts on; ends with it.
  ADD COLUMN parent_id uuid REFERENCES session (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  ADD COLUMN terminal_id uuid REFERENCES terminal (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  ADD COLUMN refreshed_at timestamptz(3) NOT NULL DEFAULT now(),
  ADD CONSTRAINT session_short_way CHECK ((method IN ('pin', 'badge')) = (num_nonnulls(parent_id, terminal_id) = 2));
CREATE INDEX session_parent_id_idx ON session (parent_id);
CREATE INDEX session_terminal_id_idx ON session (terminal_id);
