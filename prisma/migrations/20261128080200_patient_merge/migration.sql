-- Two records of one person are put together: what is charted of both is then of one, and which rows were moved is kept, so that it can be
-- taken apart again.
ALTER TABLE patient
  ADD COLUMN merged_into uuid REFERENCES patient (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  ADD CONSTRAINT patient_merged_elsewhere CHECK (merged_into <> id);
CREATE INDEX patient_merged ON patient (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE "patient_merge" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "patient_id" UUID NOT NULL,
    "merged_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "merged_by" UUID NOT NULL,
    "merged_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "moved" JSONB NOT NULL DEFAULT '{}',
    "before" JSONB NOT NULL DEFAULT '{}',
    "undone_at" TIMESTAMPTZ(3),
    "undone_by" UUID,
    "undone_reason" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT "patient_merge_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "patient_merge_reason" CHECK (btrim(reason) <> ''),
    CONSTRAINT "patient_merge_undone" CHECK (num_nonnulls(undone_at, undone_by, undone_reason) IN (0, 3))
);
CREATE INDEX "patient_merge_patient_id_idx" ON "patient_merge"("patient_id");
CREATE INDEX "patient_merge_merged_id_idx" ON "patient_merge"("merged_id");
CREATE UNIQUE INDEX patient_merge_in_force ON patient_merge (merged_id) WHERE undone_at IS NULL;
ALTER TABLE "patient_merge" ADD CONSTRAINT "patient_merge_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "patient_merge" ADD CONSTRAINT "patient_merge_merged_id_fkey" FOREIGN KEY ("merged_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "patient_merge" ADD CONSTRAINT "patient_merge_merged_by_fkey" FOREIGN KEY ("merged_by") REFERENCES "staff_member"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
