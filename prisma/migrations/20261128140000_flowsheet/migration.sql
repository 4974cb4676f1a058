-- The rest of the flowsheet, and what the sick really have: the database refuses what no living person has, what is unusual at an age is the
-- service's to ask about.
ALTER TABLE vital_signs
  ADD COLUMN pain smallint,
  ADD COLUMN gcs_eye smallint,
  ADD COLUMN gcs_verbal smallint,
  ADD COLUMN gcs_motor smallint,
  ADD COLUMN oxygen_device text,
  ADD COLUMN oxygen_flow numeric(5, 2),
  ADD COLUMN fio2 smallint,
  ADD COLUMN capillary_refill numeric(3, 1),
  ADD COLUMN respiratory_effort text,
  ADD COLUMN not_measured jsonb,
  ADD COLUMN entered jsonb,
  ADD COLUMN confirmed text[] DEFAULT '{}',
  ADD COLUMN comment text,
  ADD COLUMN spo2_scale smallint NOT NULL DEFAULT 1,
  ADD COLUMN pregnancy text,
  ADD COLUMN replaces_id uuid,
  ADD COLUMN moved_by uuid;

ALTER TABLE vital_signs
  DROP CONSTRAINT vital_signs_something_measured,
  DROP CONSTRAINT vital_signs_heart_rate,
  DROP CONSTRAINT vital_signs_respiratory_rate,
  DROP CONSTRAINT vital_signs_systolic,
  DROP CONSTRAINT vital_signs_diastolic,
  DROP CONSTRAINT vital_signs_temperature,
  DROP CONSTRAINT vital_signs_oxygen_saturation,
  DROP CONSTRAINT vital_signs_weight,
  DROP CONSTRAINT vital_signs_height,
  DROP CONSTRAINT vital_signs_glucose;
ALTER TABLE vital_signs
  ADD CONSTRAINT vital_signs_something_measured CHECK (
    num_nonnulls(heart_rate, respiratory_rate, systolic, diastolic, temperature, oxygen_saturation, consciousness, weight, height, glucose,
                 pain, gcs_eye, capillary_refill, respiratory_effort, not_measured) > 0),
  ADD CONSTRAINT vital_signs_heart_rate CHECK (heart_rate BETWEEN 0 AND 350),
  ADD CONSTRAINT vital_signs_respiratory_rate CHECK (respiratory_rate BETWEEN 0 AND 150),
  ADD CONSTRAINT vital_signs_systolic CHECK (systolic BETWEEN 0 AND 370),
  ADD CONSTRAINT vital_signs_diastolic CHECK (
    diastolic BETWEEN 0 AND 360 AND (diastolic < systolic OR (diastolic = 0 AND systolic = 0))),
  ADD CONSTRAINT vital_signs_temperature CHECK (temperature BETWEEN 10.0 AND 47.0),
  ADD CONSTRAINT vital_signs_oxygen_saturation CHECK (oxygen_saturation BETWEEN 0 AND 100),
  ADD CONSTRAINT vital_signs_weight CHECK (weight BETWEEN 0.1 AND 700),
  ADD CONSTRAINT vital_signs_height CHECK (height BETWEEN 15 AND 275),
  ADD CONSTRAINT vital_signs_glucose CHECK (glucose BETWEEN 0.1 AND 150),
  ADD CONSTRAINT vital_signs_pain CHECK (pain BETWEEN 0 AND 10),
  ADD CONSTRAINT vital_signs_gcs CHECK (
    num_nonnulls(gcs_eye, gcs_verbal, gcs_motor) IN (0, 3)
    AND gcs_eye BETWEEN 0 AND 4 AND gcs_verbal BETWEEN 0 AND 5 AND gcs_motor BETWEEN 0 AND 6),
  ADD CONSTRAINT vital_signs_oxygen CHECK (oxygen_flow BETWEEN 0 AND 100 AND fio2 BETWEEN 21 AND 100),
  ADD CONSTRAINT vital_signs_capillary_refill CHECK (capillary_refill BETWEEN 0 AND 20),
  ADD CONSTRAINT vital_signs_respiratory_effort CHECK (respiratory_effort IN ('normal', 'mild', 'moderate', 'severe')),
  ADD CONSTRAINT vital_signs_spo2_scale CHECK (spo2_scale IN (1, 2)),
  ADD CONSTRAINT vital_signs_pregnancy CHECK (pregnancy IN ('pregnant', 'not-pregnant', 'unknown')),
  ADD CONSTRAINT vital_signs_moved CHECK (moved_by IS NULL OR replaces_id IS NOT NULL),
  ADD CONSTRAINT vital_signs_replaces_id_fkey FOREIGN KEY (replaces_id) REFERENCES vital_signs (id) ON DELETE RESTRICT ON UPDATE RESTRICT;
CREATE UNIQUE INDEX vital_signs_replaces_id_key ON vital_signs (replaces_id);

CREATE TABLE "observation_setting" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "patient_id" UUID NOT NULL,
    "encounter_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "reason" TEXT,
    "set_by" UUID NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "ended_by" UUID,
    "ended_at" TIMESTAMPTZ(3),
    "ended_reason" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "observation_setting_pkey" PRIMARY KEY ("id"),
    CONSTRAINT observation_setting_value CHECK (
      kind = 'spo2-scale' AND value = '2' AND btrim(reason) <> ''
      OR kind = 'pregnancy' AND value IN ('pregnant', 'not-pregnant')
      OR kind = 'care-level' AND value IN ('I', 'II', 'III')),
    CONSTRAINT observation_setting_ended CHECK (num_nonnulls(ended_at, ended_by) IN (0, 2))
);
CREATE INDEX "observation_setting_encounter_id_kind_set_at_idx" ON "observation_setting"("encounter_id", "kind", "set_at" DESC);
CREATE UNIQUE INDEX observation_setting_in_force ON observation_setting (encounter_id, kind) WHERE ended_at IS NULL;
ALTER TABLE "observation_setting" ADD CONSTRAINT "observation_setting_encounter_id_patient_id_fkey" FOREIGN KEY ("encounter_id", "patient_id") REFERENCES "encounter"("id", "patient_id") ON DELETE RESTRICT ON UPDATE RESTRICT;
