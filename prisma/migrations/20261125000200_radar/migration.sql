-- Where people work, who among them is a patient here, and which records are confidential: what rights that follow care and
-- the snooping radar go by.
CREATE TABLE staff_ward (
  id         uuid           NOT NULL DEFAULT uuidv7() PRIMARY KEY,
  staff_id   uuid           NOT NULL REFERENCES staff_member (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  ward_id    uuid           NOT NULL REFERENCES ward (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  started_at timestamptz(3) NOT NULL DEFAULT now(),
  ended_at   timestamptz(3),
  CONSTRAINT staff_ward_in_order CHECK (ended_at IS NULL OR ended_at >= started_at),
  CONSTRAINT staff_ward_once EXCLUDE USING gist
    (staff_id WITH =, ward_id WITH =, tstzrange(started_at, ended_at) WITH &&)
);
CREATE INDEX staff_ward_ward_id_idx ON staff_ward (ward_id);

ALTER TABLE staff_member ADD COLUMN patient_id uuid UNIQUE REFERENCES patient (id) ON DELETE RESTRICT ON UPDATE RESTRICT;

-- HL7 v3 Confidentiality: N normal, R restricted, V very restricted.
ALTER TABLE patient ADD COLUMN confidentiality text NOT NULL DEFAULT 'N'
  CONSTRAINT patient_confidentiality CHECK (confidentiality IN ('N', 'R', 'V'));

-- What the reviewers changed of a rule; what is not here is as the rule says itself.
CREATE TABLE radar_rule (
  code       text           NOT NULL PRIMARY KEY,
  enabled    boolean        NOT NULL DEFAULT true,
  thresholds jsonb          NOT NULL DEFAULT '{}',
  version    integer        NOT NULL DEFAULT 1,
  updated_at timestamptz(3) NOT NULL DEFAULT now()
);

-- One suspicion: a person, a patient or none, a rule, a day. It grows while more of the same happens.
CREATE TABLE radar_case (
  id             uuid           NOT NULL DEFAULT uuidv7() PRIMARY KEY,
  rule           text           NOT NULL,
  actor_id       uuid           NOT NULL REFERENCES staff_member (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  patient_id     uuid           REFERENCES patient (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  day            date           NOT NULL,
  severity       text           NOT NULL CHECK (severity IN ('low', 'medium', 'high')),
  params         jsonb          NOT NULL DEFAULT '{}',
  first_event_at timestamptz(3) NOT NULL,
  last_event_at  timestamptz(3) NOT NULL,
  event_count    integer        NOT NULL CHECK (event_count > 0),
  -- The first fifty.
  event_ids      uuid[]         NOT NULL,
  state          text           NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed')),
  outcome        text           CHECK (outcome IN ('justified', 'unjustified', 'needs-follow-up')),
  review_note    text,
  reviewed_by    uuid           REFERENCES staff_member (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  reviewed_at    timestamptz(3),
  version        integer        NOT NULL DEFAULT 1,
  created_at     timestamptz(3) NOT NULL DEFAULT now(),
  updated_at     timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT radar_case_once UNIQUE NULLS NOT DISTINCT (rule, actor_id, patient_id, day),
  CONSTRAINT radar_case_reviewed CHECK ((state = 'closed') = (outcome IS NOT NULL AND reviewed_by IS NOT NULL AND reviewed_at IS NOT NULL)),
  CONSTRAINT radar_case_not_own CHECK (reviewed_by <> actor_id)
);
CREATE INDEX radar_case_state_idx ON radar_case (state, id DESC);
CREATE INDEX radar_case_actor_id_idx ON radar_case (actor_id, id DESC);
CREATE INDEX radar_case_patient_id_idx ON radar_case (patient_id, id DESC);

-- What need not be looked at again, until a date, with the reason.
CREATE TABLE radar_exception (
  id         uuid           NOT NULL DEFAULT uuidv7() PRIMARY KEY,
  actor_id   uuid           NOT NULL REFERENCES staff_member (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  patient_id uuid           REFERENCES patient (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  rule       text,
  until      timestamptz(3) NOT NULL,
  reason     text           NOT NULL CHECK (btrim(reason) <> ''),
  created_by uuid           NOT NULL REFERENCES staff_member (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT radar_exception_narrow CHECK (patient_id IS NOT NULL OR rule IS NOT NULL)
);
CREATE INDEX radar_exception_actor_id_idx ON radar_exception (actor_id);

-- How far the radar has read, in the order of (xid, id) in which events settle.
CREATE TABLE radar_position (
  only_row bigint NOT NULL DEFAULT 1 PRIMARY KEY CHECK (only_row = 1),
  xid      bigint NOT NULL,
  event_id uuid   NOT NULL
);
INSERT INTO radar_position (xid, event_id) VALUES (0, '00000000-0000-0000-0000-000000000000');
