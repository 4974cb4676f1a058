-- Who is on duty where, and when. A duty gives sight of the ward's patients while it lasts, so it cannot be longer than a day, and
-- nobody is in two places at once.
CREATE TABLE duty (
  id           uuid           NOT NULL DEFAULT uuidv7() PRIMARY KEY,
  staff_id     uuid           NOT NULL REFERENCES staff_member (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  ward_id      uuid           NOT NULL REFERENCES ward (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  starts_at    timestamptz(3) NOT NULL,
  ends_at      timestamptz(3) NOT NULL,
  planned_by   uuid           NOT NULL REFERENCES staff_member (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  planned_at   timestamptz(3) NOT NULL DEFAULT now(),
  cancelled_at timestamptz(3),
  version      integer        NOT NULL DEFAULT 1,
  CONSTRAINT duty_within_a_day CHECK (ends_at > starts_at AND ends_at <= starts_at + interval '24 hours'),
  CONSTRAINT duty_one_place_a_person EXCLUDE USING gist
    (staff_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (cancelled_at IS NULL)
);
CREATE INDEX duty_ward_id_starts_at_idx ON duty (ward_id, starts_at);
CREATE INDEX duty_staff_id_ends_at_idx ON duty (staff_id, ends_at);
