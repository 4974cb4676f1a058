-- A diagnosis has a rank in its encounter, and the doctor's own words beside the text of its code; and what else is known of somebody
-- before this illness.
ALTER TABLE problem
  ADD COLUMN rank text,
  ADD COLUMN note text,
  ADD CONSTRAINT problem_rank CHECK (rank IN ('main', 'additional'));
CREATE UNIQUE INDEX problem_one_main ON problem (encounter_id)
  WHERE rank = 'main' AND clinical_status IN ('active', 'recurrence', 'relapse') AND encounter_id IS NOT NULL;

CREATE TABLE "history_item" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "patient_id" UUID NOT NULL,
    "encounter_id" UUID,
    "kind" TEXT NOT NULL,
    "code_system" TEXT,
    "code" TEXT,
    "display" TEXT NOT NULL,
    "details" JSONB NOT NULL DEFAULT '{}',
    "since" TEXT,
    "until" TEXT,
    "status" TEXT NOT NULL DEFAULT 'active',
    "status_reason" TEXT,
    "recorded_by" UUID,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT "history_item_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "history_item_kind" CHECK (kind IN ('family', 'social', 'implant', 'alert', 'pregnancy', 'lactation')),
    CONSTRAINT "history_item_status" CHECK (status IN ('active', 'inactive', 'entered-in-error')),
    CONSTRAINT "history_item_display" CHECK (btrim(display) <> '')
);
CREATE INDEX "history_item_patient_id_recorded_at_id_idx" ON "history_item"("patient_id", "recorded_at" DESC, "id" DESC);
ALTER TABLE "history_item" ADD CONSTRAINT "history_item_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "history_item" ADD CONSTRAINT "history_item_encounter_id_fkey" FOREIGN KEY ("encounter_id") REFERENCES "encounter"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
