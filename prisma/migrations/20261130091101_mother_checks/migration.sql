-- The bracelets of a newborn and of who was taken for its mother, compared before the child is handed over.
CREATE TABLE "mother_check" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "patient_id" UUID NOT NULL,
    "encounter_id" UUID,
    "occasion" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "mother_bracelet" TEXT NOT NULL,
    "newborn_bracelet" TEXT NOT NULL,
    "checked_by" UUID NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mother_check_pkey" PRIMARY KEY ("id"),
    CONSTRAINT mother_check_occasion CHECK (occasion IN ('handover', 'feeding', 'procedure', 'discharge')),
    CONSTRAINT mother_check_outcome CHECK (outcome IN ('match', 'other-mother', 'other-newborn', 'neither', 'exchanged'))
);
CREATE INDEX "mother_check_patient_id_id_idx" ON "mother_check"("patient_id", "id" DESC);
CREATE INDEX "mother_check_encounter_id_id_idx" ON "mother_check"("encounter_id", "id" DESC);
ALTER TABLE "mother_check" ADD CONSTRAINT "mother_check_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "mother_check" ADD CONSTRAINT "mother_check_encounter_id_patient_id_fkey" FOREIGN KEY ("encounter_id", "patient_id") REFERENCES "encounter"("id", "patient_id") ON DELETE RESTRICT ON UPDATE RESTRICT;
