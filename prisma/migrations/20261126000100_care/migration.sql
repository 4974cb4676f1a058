-- On call for the whole hospital: anaesthetists, the night's doctor on duty, the resuscitation team.
ALTER TABLE staff_member ADD COLUMN hospital_wide boolean NOT NULL DEFAULT false;

-- Access to one patient beyond one's wards, for a time: asked into the care by a colleague, or taken in an emergency.
CREATE TABLE access_grant (
  id          uuid           NOT NULL DEFAULT uuidv7() PRIMARY KEY,
  kind        text           NOT NULL CHECK (kind IN ('consultation', 'break-glass')),
  patient_id  uuid           NOT NULL REFERENCES patient (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  staff_id    uuid           NOT NULL REFERENCES staff_member (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  granted_by  uuid           NOT NULL REFERENCES staff_member (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  reason_code text           NOT NULL,
  reason      text           NOT NULL CHECK (btrim(reason) <> ''),
  granted_at  timestamptz(3) NOT NULL DEFAULT now(),
  until       timestamptz(3) NOT NULL,
  outcome     text           CHECK (outcome IN ('justified', 'unjustified', 'needs-follow-up')),
  review_note text,
  reviewed_by uuid           REFERENCES staff_member (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  reviewed_at timestamptz(3),
  version     integer        NOT NULL DEFAULT 1,
  updated_at  timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT access_grant_giver CHECK ((kind = 'break-glass') = (staff_id = granted_by)),
  CONSTRAINT access_grant_length CHECK (until > granted_at AND until <= granted_at
    + CASE kind WHEN 'break-glass' THEN interval '4 hours 1 minute' ELSE interval '31 days' END),
  CONSTRAINT access_grant_reviewed CHECK (num_nonnulls(outcome, reviewed_by, reviewed_at) IN (0, 3)),
  CONSTRAINT access_grant_not_own_review CHECK (reviewed_by <> staff_id)
);
CREATE INDEX access_grant_staff_id_patient_id_until_idx ON access_grant (staff_id, patient_id, until);
CREATE INDEX access_grant_patient_id_idx ON access_grant (patient_id);
-- What waits for the privacy officer.
CREATE INDEX access_grant_unreviewed ON access_grant (id DESC) WHERE kind = 'break-glass' AND reviewed_at IS NULL;

-- The roles of a hospital, as src/platform/routes/policy.ts names them.
ALTER TABLE staff_role DROP CONSTRAINT staff_role_known, ADD CONSTRAINT staff_role_known CHECK (role IN (
  'doctor', 'department-head', 'nurse', 'head-nurse', 'registrar', 'pharmacist', 'lab', 'radiographer',
  'records-officer', 'auditor', 'privacy-officer', 'admin'));
