-- Units of blood that were given, each with what two people compared at the bedside.
CREATE TABLE "transfusion" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "patient_id" UUID NOT NULL,
    "encounter_id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "unit_number" TEXT NOT NULL,
    "product" TEXT NOT NULL,
    "unit_abo" TEXT NOT NULL,
    "unit_rhd" TEXT NOT NULL,
    "patient_abo" TEXT NOT NULL,
    "patient_rhd" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'in-progress',
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "volume" INTEGER,
    "reaction" TEXT,
    "reason" TEXT,
    "recorded_by" UUID NOT NULL,
    "witness_id" UUID NOT NULL,
    "ended_by" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "transfusion_pkey" PRIMARY KEY ("id"),
    CONSTRAINT transfusion_status CHECK (status IN ('in-progress', 'completed', 'stopped')),
    CONSTRAINT transfusion_product CHECK (product IN ('red-cells', 'whole-blood', 'plasma', 'platelets', 'cryoprecipitate')),
    CONSTRAINT transfusion_groups CHECK (unit_abo IN ('A', 'B', 'AB', 'O') AND patient_abo IN ('A', 'B', 'AB', 'O')
      AND unit_rhd IN ('positive', 'negative') AND patient_rhd IN ('positive', 'negative')),
    CONSTRAINT transfusion_not_expired CHECK (started_at < expires_at),
    CONSTRAINT transfusion_two_people CHECK (witness_id <> recorded_by),
    CONSTRAINT transfusion_ended CHECK ((status = 'in-progress') = (ended_at IS NULL) AND (status = 'in-progress') = (ended_by IS NULL) AND ended_at >= started_at),
    CONSTRAINT transfusion_volume CHECK (volume BETWEEN 0 AND 2000),
    CONSTRAINT transfusion_stopped_says_why CHECK (status <> 'stopped' OR reason IS NOT NULL)
);
-- A unit goes into one patient, once; what else comes from the same donation is another product.
CREATE UNIQUE INDEX "transfusion_unit_number_product_key" ON "transfusion"("unit_number", "product");
CREATE INDEX "transfusion_encounter_id_id_idx" ON "transfusion"("encounter_id", "id" DESC);
CREATE INDEX "transfusion_patient_id_id_idx" ON "transfusion"("patient_id", "id" DESC);
CREATE INDEX "transfusion_order_id_idx" ON "transfusion"("order_id");
ALTER TABLE "transfusion" ADD CONSTRAINT "transfusion_encounter_id_patient_id_fkey" FOREIGN KEY ("encounter_id", "patient_id") REFERENCES "encounter"("id", "patient_id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "transfusion" ADD CONSTRAINT "transfusion_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "service_order"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
