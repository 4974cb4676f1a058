-- The medicines that a patient takes at home or so far, and what the doctor decided of each at an admission, a transfer, a discharge.
CREATE TABLE "medicine_reconciliation" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "patient_id" UUID NOT NULL,
    "encounter_id" UUID NOT NULL,
    "point" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "items" JSONB NOT NULL,
    "opened_by" UUID NOT NULL,
    "completed_by" UUID,
    "completed_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "medicine_reconciliation_pkey" PRIMARY KEY ("id"),
    CONSTRAINT reconciliation_point CHECK (point IN ('admission', 'transfer', 'discharge')),
    CONSTRAINT reconciliation_status CHECK (status IN ('open', 'completed')),
    CONSTRAINT reconciliation_completed CHECK ((status = 'completed') = (completed_by IS NOT NULL) AND (status = 'completed') = (completed_at IS NOT NULL)),
    CONSTRAINT reconciliation_items CHECK (jsonb_typeof(items) = 'array' AND jsonb_array_length(items) <= 100),
    CONSTRAINT reconciliation_all_decided CHECK (status = 'open' OR NOT jsonb_path_exists(items, '$[*] ? (!exists(@.decision) || @.decision == null)'))
);
CREATE UNIQUE INDEX reconciliation_open ON "medicine_reconciliation"("encounter_id", "point") WHERE status = 'open';
CREATE INDEX "medicine_reconciliation_encounter_id_id_idx" ON "medicine_reconciliation"("encounter_id", "id" DESC);
CREATE INDEX "medicine_reconciliation_patient_id_idx" ON "medicine_reconciliation"("patient_id");
ALTER TABLE "medicine_reconciliation" ADD CONSTRAINT "medicine_reconciliation_encounter_id_patient_id_fkey" FOREIGN KEY ("encounter_id", "patient_id") REFERENCES "encounter"("id", "patient_id") ON DELETE RESTRICT ON UPDATE RESTRICT;
