-- That a doctor has looked at a result, in the version that they read. What comes after it has not been looked at.
CREATE TABLE "report_review" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "patient_id" UUID NOT NULL,
    "encounter_id" UUID,
    "report_id" UUID NOT NULL,
    "report_version" INTEGER NOT NULL,
    "reviewed_by" UUID NOT NULL,
    "reviewed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "report_review_pkey" PRIMARY KEY ("id"),
    CONSTRAINT report_review_version CHECK (report_version > 0)
);
CREATE UNIQUE INDEX "report_review_report_id_report_version_key" ON "report_review"("report_id", "report_version");
CREATE INDEX "report_review_patient_id_idx" ON "report_review"("patient_id");
CREATE INDEX "report_review_encounter_id_idx" ON "report_review"("encounter_id");
ALTER TABLE "report_review" ADD CONSTRAINT "report_review_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "diagnostic_report"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
