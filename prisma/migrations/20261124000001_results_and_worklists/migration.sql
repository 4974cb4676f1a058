-- Work on an order begins at a time; the order itself stays active.
ALTER TABLE "service_order" ADD COLUMN "started_at" TIMESTAMPTZ(3);

-- What a report said each time it was issued: its own words, and which observation rows were current.
CREATE TABLE "diagnostic_report_version" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "report_id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "encounter_id" UUID,
    "number" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "conclusion" TEXT,
    "effective_at" TIMESTAMPTZ(3) NOT NULL,
    "issued_at" TIMESTAMPTZ(3),
    "observation_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "recorded_by" UUID,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "diagnostic_report_version_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "diagnostic_report_version_report_id_number_key" ON "diagnostic_report_version"("report_id", "number");

ALTER TABLE "diagnostic_report_version" ADD CONSTRAINT "diagnostic_report_version_report_id_fkey"
  FOREIGN KEY ("report_id") REFERENCES "diagnostic_report"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- Only what is signed can be begun.
ALTER TABLE service_order
  ADD CONSTRAINT service_order_started_is_signed CHECK (started_at IS NULL OR signed_at IS NOT NULL);

-- The laboratory's worklist: the most urgent first, then in the order they were written.
CREATE INDEX service_order_worklist ON service_order
  (kind, status, array_position(ARRAY['stat', 'asap', 'urgent', 'routine'], priority), id);

-- What a chart shows first, found without walking a long history.
CREATE INDEX service_order_open_of_patient ON service_order (patient_id, id DESC) WHERE status IN ('active', 'on-hold');
DROP INDEX "note_patient_id_idx";
CREATE INDEX "note_patient_id_id_idx" ON "note"("patient_id", "id" DESC);
