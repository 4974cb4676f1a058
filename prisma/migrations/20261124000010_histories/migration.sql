-- Allergies: how sure they are, since when, and the statement that none is known, which differs from nobody having asked.
ALTER TABLE "allergy"
  ADD COLUMN "none_known" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "verification_status" TEXT NOT NULL DEFAULT 'confirmed',
  ADD COLUMN "onset_at" TIMESTAMPTZ(3),
  ADD COLUMN "onset_precision" TEXT;

-- Problems: "since 2015" is not 1 January 2015.
ALTER TABLE "problem"
  ADD COLUMN "onset_precision" TEXT,
  ADD COLUMN "abated_precision" TEXT;

ALTER TABLE allergy
  DROP CONSTRAINT allergy_clinical_status,
  ADD CONSTRAINT allergy_clinical_status CHECK (clinical_status IN ('active', 'inactive', 'resolved')),
  ADD CONSTRAINT allergy_verification_status CHECK (
    verification_status IN ('unconfirmed', 'confirmed', 'refuted', 'entered-in-error')),
  ADD CONSTRAINT allergy_active_is_believed CHECK (
    clinical_status <> 'active' OR verification_status NOT IN ('refuted', 'entered-in-error')),
  ADD CONSTRAINT allergy_category CHECK (category IN ('food', 'medication', 'environment', 'biologic')),
  ADD CONSTRAINT allergy_onset_precision CHECK (
    (onset_at IS NULL) = (onset_precision IS NULL) AND onset_precision IN ('year', 'month', 'day', 'instant'));

-- The same allergy is active once: two people recording it at the same moment meet here.
CREATE UNIQUE INDEX allergy_active_once ON allergy
  (patient_id, coalesce(code_system, ''), coalesce(code, md5(lower(display)))) WHERE clinical_status = 'active';

-- An end known to the year may lie anywhere in that year, so it is compared by its last moment.
ALTER TABLE problem
  DROP CONSTRAINT problem_abates_after_onset,
  ADD CONSTRAINT problem_onset_precision CHECK (
    (onset_at IS NULL) = (onset_precision IS NULL) AND onset_precision IN ('year', 'month', 'day', 'instant')),
  ADD CONSTRAINT problem_abated_precision CHECK (
    (abated_at IS NULL) = (abated_precision IS NULL) AND abated_precision IN ('year', 'month', 'day', 'instant')),
  ADD CONSTRAINT problem_abates_after_onset CHECK (
    (abated_at AT TIME ZONE 'UTC') + make_interval(days =>
      CASE abated_precision WHEN 'year' THEN 366 WHEN 'month' THEN 31 WHEN 'day' THEN 1 ELSE 0 END)
    >= onset_at AT TIME ZONE 'UTC'),
  ADD CONSTRAINT problem_active_is_believed CHECK (
    clinical_status NOT IN ('active', 'recurrence', 'relapse')
    OR (verification_status NOT IN ('refuted', 'entered-in-error') AND abated_at IS NULL));

ALTER TABLE medication_request
  ADD CONSTRAINT medication_request_status CHECK (
    status IN ('active', 'on-hold', 'cancelled', 'completed', 'entered-in-error', 'stopped', 'draft', 'unknown')),
  ADD CONSTRAINT medication_request_intent CHECK (
    intent IN ('proposal', 'plan', 'order', 'original-order', 'reflex-order', 'filler-order', 'instance-order', 'option'));

-- Lists, newest first; and what a chart shows first, found without walking a long history.
DROP INDEX "allergy_patient_id_idx";
CREATE INDEX "allergy_patient_id_recorded_at_id_idx" ON "allergy"("patient_id", "recorded_at" DESC, "id" DESC);
DROP INDEX "problem_patient_id_idx";
CREATE INDEX "problem_patient_id_recorded_at_id_idx" ON "problem"("patient_id", "recorded_at" DESC, "id" DESC);
CREATE INDEX allergy_active_of_patient ON allergy (patient_id, recorded_at DESC, id DESC) WHERE clinical_status = 'active';
CREATE INDEX problem_active_of_patient ON problem (patient_id, recorded_at DESC, id DESC)
  WHERE clinical_status IN ('active', 'recurrence', 'relapse');
CREATE INDEX medication_request_current_of_patient ON medication_request (patient_id, authored_at DESC, id DESC)
  WHERE status IN ('active', 'on-hold');
CREATE INDEX encounter_open_of_patient ON encounter (patient_id, started_at DESC) WHERE status = 'in-progress';
CREATE INDEX vital_signs_valid_of_patient ON vital_signs (patient_id, effective_at DESC, id DESC) WHERE status = 'final';
CREATE INDEX note_signed_of_patient ON note (patient_id, id DESC) WHERE status = 'signed';
