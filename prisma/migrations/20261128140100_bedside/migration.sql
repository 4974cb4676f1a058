-- Fluids in and out, wounds and drains, what nurses assess, and who was called to a patient.
CREATE TABLE "bedside_site" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "patient_id" UUID NOT NULL,
    "encounter_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "location" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" UUID,
    "ended_reason" TEXT,
    "recorded_by" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "bedside_site_pkey" PRIMARY KEY ("id"),
    CONSTRAINT bedside_site_kind CHECK (kind IN ('wound', 'drain')),
    CONSTRAINT bedside_site_ended CHECK (num_nonnulls(ended_at, ended_by) IN (0, 2) AND ended_at >= started_at)
);
CREATE TABLE "fluid_entry" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "patient_id" UUID NOT NULL,
    "encounter_id" UUID NOT NULL,
    "direction" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "volume" INTEGER NOT NULL,
    "site_id" UUID,
    "comment" TEXT,
    "effective_at" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'final',
    "status_reason" TEXT,
    "replaces_id" UUID,
    "recorded_by" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "fluid_entry_pkey" PRIMARY KEY ("id"),
    CONSTRAINT fluid_entry_volume CHECK (volume BETWEEN 0 AND 20000),
    CONSTRAINT fluid_entry_kind CHECK (
      direction = 'in' AND kind IN ('oral', 'tube-feed', 'intravenous', 'blood', 'irrigation', 'other')
      OR direction = 'out' AND kind IN ('urine', 'stool', 'vomit', 'gastric', 'drain', 'blood-loss', 'dialysis', 'sweat', 'other')),
    CONSTRAINT fluid_entry_drain CHECK (site_id IS NULL OR kind = 'drain'),
    CONSTRAINT fluid_entry_status CHECK (status IN ('final', 'entered-in-error'))
);
CREATE TABLE "nursing_assessment" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "patient_id" UUID NOT NULL,
    "encounter_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "site_id" UUID,
    "items" JSONB NOT NULL,
    "total" INTEGER,
    "risk" TEXT,
    "plan" TEXT,
    "effective_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT "nursing_assessment_pkey" PRIMARY KEY ("id"),
    CONSTRAINT nursing_assessment_kind CHECK (
      kind IN ('morse', 'braden') AND num_nonnulls(total, risk) = 2 AND site_id IS NULL OR kind = 'wound' AND site_id IS NOT NULL)
);
CREATE TABLE "escalation" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "patient_id" UUID NOT NULL,
    "encounter_id" UUID NOT NULL,
    "vitals_id" UUID NOT NULL,
    "score" TEXT,
    "total" INTEGER,
    "risk" TEXT,
    "note" TEXT,
    "called_id" UUID,
    "raised_by" UUID NOT NULL,
    "raised_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "status" TEXT NOT NULL DEFAULT 'raised',
    "response" TEXT,
    "acknowledged_by" UUID,
    "acknowledged_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "escalation_pkey" PRIMARY KEY ("id"),
    CONSTRAINT escalation_acknowledged CHECK (
      status = 'raised' AND num_nonnulls(response, acknowledged_by, acknowledged_at) = 0
      OR status = 'acknowledged' AND num_nonnulls(response, acknowledged_by, acknowledged_at) = 3)
);
CREATE INDEX "bedside_site_encounter_id_started_at_id_idx" ON "bedside_site"("encounter_id", "started_at" DESC, "id" DESC);
CREATE UNIQUE INDEX "fluid_entry_replaces_id_key" ON "fluid_entry"("replaces_id");
CREATE INDEX "fluid_entry_encounter_id_effective_at_id_idx" ON "fluid_entry"("encounter_id", "effective_at" DESC, "id" DESC);
CREATE INDEX "nursing_assessment_encounter_id_effective_at_id_idx" ON "nursing_assessment"("encounter_id", "effective_at" DESC, "id" DESC);
CREATE UNIQUE INDEX "escalation_vitals_id_key" ON "escalation"("vitals_id");
CREATE INDEX "escalation_encounter_id_raised_at_id_idx" ON "escalation"("encounter_id", "raised_at" DESC, "id" DESC);
ALTER TABLE "bedside_site" ADD CONSTRAINT "bedside_site_encounter_id_patient_id_fkey" FOREIGN KEY ("encounter_id", "patient_id") REFERENCES "encounter"("id", "patient_id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "fluid_entry" ADD CONSTRAINT "fluid_entry_encounter_id_patient_id_fkey" FOREIGN KEY ("encounter_id", "patient_id") REFERENCES "encounter"("id", "patient_id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "fluid_entry" ADD CONSTRAINT "fluid_entry_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "bedside_site"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "fluid_entry" ADD CONSTRAINT "fluid_entry_replaces_id_fkey" FOREIGN KEY ("replaces_id") REFERENCES "fluid_entry"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "nursing_assessment" ADD CONSTRAINT "nursing_assessment_encounter_id_patient_id_fkey" FOREIGN KEY ("encounter_id", "patient_id") REFERENCES "encounter"("id", "patient_id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "nursing_assessment" ADD CONSTRAINT "nursing_assessment_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "bedside_site"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "escalation" ADD CONSTRAINT "escalation_encounter_id_patient_id_fkey" FOREIGN KEY ("encounter_id", "patient_id") REFERENCES "encounter"("id", "patient_id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "escalation" ADD CONSTRAINT "escalation_vitals_id_fkey" FOREIGN KEY ("vitals_id") REFERENCES "vital_signs"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
