-- What is done to an infusion while it runs, step by step: so that how fast it ran, for how long, and how much went in can be told. That the steps
-- follow each other is kept by prisma/guards/49-infusion-steps.sql.
CREATE TABLE "infusion_step" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "patient_id" UUID NOT NULL,
    "encounter_id" UUID NOT NULL,
    "dose_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "rate_value" DECIMAL,
    "rate_unit" TEXT,
    "ml_per_hour" DECIMAL,
    "weight_kg" DECIMAL,
    "volume" DECIMAL,
    "reason" TEXT,
    "witness_id" UUID,
    "witness_confirmed" BOOLEAN NOT NULL DEFAULT false,
    "status" TEXT NOT NULL DEFAULT 'final',
    "status_reason" TEXT,
    "replaces_id" UUID,
    "recorded_by" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "infusion_step_pkey" PRIMARY KEY ("id"),
    CONSTRAINT infusion_step_kind CHECK (kind IN ('begin', 'rate', 'pause', 'resume', 'bag', 'stop', 'end')),
    CONSTRAINT infusion_step_status CHECK (status IN ('final', 'entered-in-error') AND (status = 'final' OR status_reason IS NOT NULL)),
    CONSTRAINT infusion_step_rate CHECK (num_nonnulls(rate_value, rate_unit) IN (0, 2) AND rate_value > 0 AND ml_per_hour > 0
      AND (rate_value IS NULL OR kind IN ('begin', 'rate', 'resume'))),
    CONSTRAINT infusion_step_sets_a_rate CHECK (kind NOT IN ('rate', 'resume') OR rate_value IS NOT NULL),
    CONSTRAINT infusion_step_volume CHECK (volume >= 0 AND (volume IS NULL OR kind IN ('begin', 'bag', 'stop', 'end'))),
    CONSTRAINT infusion_step_says_why CHECK (kind NOT IN ('rate', 'pause', 'stop') OR reason IS NOT NULL),
    CONSTRAINT infusion_step_is_another_person CHECK (witness_id <> recorded_by),
    CONSTRAINT infusion_step_not_its_own_correction CHECK (replaces_id <> id)
);
CREATE UNIQUE INDEX "infusion_step_replaces_id_key" ON "infusion_step"("replaces_id");
CREATE INDEX "infusion_step_dose_id_at_idx" ON "infusion_step"("dose_id", "at");
CREATE INDEX "infusion_step_encounter_id_at_idx" ON "infusion_step"("encounter_id", "at");
CREATE INDEX "infusion_step_patient_id_idx" ON "infusion_step"("patient_id");
-- An infusion begins once and ends once.
CREATE UNIQUE INDEX infusion_begins_once ON infusion_step (dose_id) WHERE kind = 'begin' AND status = 'final';
CREATE UNIQUE INDEX infusion_ends_once ON infusion_step (dose_id) WHERE kind IN ('stop', 'end') AND status = 'final';
ALTER TABLE "infusion_step" ADD CONSTRAINT "infusion_step_dose_id_fkey" FOREIGN KEY ("dose_id") REFERENCES "dose"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "infusion_step" ADD CONSTRAINT "infusion_step_replaces_id_fkey" FOREIGN KEY ("replaces_id") REFERENCES "infusion_step"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE dose
  DROP CONSTRAINT dose_status, DROP CONSTRAINT dose_given_says_how_much,
  ADD CONSTRAINT dose_status CHECK (status IN ('in-progress', 'paused', 'stopped', 'given', 'held', 'refused', 'wasted', 'entered-in-error')) NOT VALID,
  ADD CONSTRAINT dose_given_says_how_much CHECK (status NOT IN ('given', 'in-progress', 'paused', 'stopped') OR dose_value IS NOT NULL) NOT VALID;
