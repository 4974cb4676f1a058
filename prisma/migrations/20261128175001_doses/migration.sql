-- What became of planned doses. What is planned is no row: it follows from the order. A dose has its id before anything is recorded of it: that of
-- its order with the minute, or the ordinal, in the last seven digits; so the primary key alone keeps a dose from being given twice.
CREATE TABLE "dose" (
    "id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "encounter_id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "planned_at" TIMESTAMPTZ(3),
    "status" TEXT NOT NULL,
    "effective_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "dose_value" DECIMAL,
    "dose_unit" TEXT,
    "reason" TEXT,
    "comment" TEXT,
    "patient_scanned" BOOLEAN NOT NULL DEFAULT false,
    "drug_scanned" BOOLEAN NOT NULL DEFAULT false,
    "witness_id" UUID,
    "wasted_value" DECIMAL,
    "wasted_unit" TEXT,
    "wasted_reason" TEXT,
    "wasted_witness_id" UUID,
    "recorded_by" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "dose_pkey" PRIMARY KEY ("id"),
    CONSTRAINT dose_status CHECK (status IN ('in-progress', 'given', 'held', 'refused', 'wasted', 'entered-in-error')),
    CONSTRAINT dose_of_its_order CHECK (left(id::text, 29) = left(order_id::text, 29)),
    CONSTRAINT dose_at_its_time CHECK (
      planned_at IS NULL OR right(id::text, 7) = lpad(to_hex((extract(epoch FROM planned_at) / 60)::integer), 7, '0')),
    CONSTRAINT dose_amount CHECK (num_nonnulls(dose_value, dose_unit) IN (0, 2) AND dose_value >= 0),
    CONSTRAINT dose_given_says_how_much CHECK (status NOT IN ('given', 'in-progress') OR dose_value IS NOT NULL),
    CONSTRAINT dose_not_given_says_why CHECK (status NOT IN ('held', 'refused', 'entered-in-error') OR reason IS NOT NULL),
    CONSTRAINT dose_ended CHECK (ended_at >= effective_at),
    CONSTRAINT dose_wasted CHECK (num_nonnulls(wasted_value, wasted_unit, wasted_reason) IN (0, 3) AND wasted_value > 0),
    CONSTRAINT dose_wasted_says_so CHECK (status <> 'wasted' OR wasted_reason IS NOT NULL),
    CONSTRAINT dose_second_person CHECK (witness_id <> recorded_by)
);
CREATE TABLE "dose_version" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "dose_id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "encounter_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "reason" TEXT,
    "recorded_by" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT "dose_version_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "dose_order_id_id_idx" ON "dose"("order_id", "id" DESC);
CREATE INDEX "dose_order_id_effective_at_idx" ON "dose"("order_id", "effective_at");
CREATE INDEX "dose_encounter_id_effective_at_id_idx" ON "dose"("encounter_id", "effective_at" DESC, "id" DESC);
CREATE INDEX "dose_patient_id_effective_at_id_idx" ON "dose"("patient_id", "effective_at" DESC, "id" DESC);
CREATE UNIQUE INDEX "dose_version_dose_id_number_key" ON "dose_version"("dose_id", "number");
CREATE INDEX service_order_medicines ON service_order (encounter_id, id) WHERE kind = 'medication';
ALTER TABLE "dose" ADD CONSTRAINT "dose_encounter_id_patient_id_fkey" FOREIGN KEY ("encounter_id", "patient_id") REFERENCES "encounter"("id", "patient_id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "dose" ADD CONSTRAINT "dose_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "service_order"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "dose_version" ADD CONSTRAINT "dose_version_dose_id_fkey" FOREIGN KEY ("dose_id") REFERENCES "dose"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
