-- What the pharmacy says of an order of a medicine. There is no row before a pharmacist has looked at it.
CREATE TABLE "pharmacy_review" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "patient_id" UUID NOT NULL,
    "encounter_id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "question" TEXT,
    "proposal" JSONB,
    "answer" TEXT,
    "answered_by" UUID,
    "answered_at" TIMESTAMPTZ(3),
    "product" JSONB,
    "reason" TEXT,
    "comment" TEXT,
    "reviewed_by" UUID NOT NULL,
    "reviewed_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "pharmacy_review_pkey" PRIMARY KEY ("id"),
    CONSTRAINT pharmacy_review_status CHECK (status IN ('questioned', 'answered', 'verified', 'substituted')),
    CONSTRAINT pharmacy_review_asks CHECK (status NOT IN ('questioned', 'answered') OR question IS NOT NULL),
    CONSTRAINT pharmacy_review_answered CHECK (status <> 'answered' OR (answer IS NOT NULL AND answered_by IS NOT NULL AND answered_at IS NOT NULL)),
    CONSTRAINT pharmacy_review_substituted CHECK (status <> 'substituted' OR (product IS NOT NULL AND reason IS NOT NULL))
);
CREATE UNIQUE INDEX "pharmacy_review_order_id_key" ON "pharmacy_review"("order_id");
CREATE INDEX "pharmacy_review_encounter_id_idx" ON "pharmacy_review"("encounter_id");
CREATE INDEX "pharmacy_review_patient_id_idx" ON "pharmacy_review"("patient_id");
ALTER TABLE "pharmacy_review" ADD CONSTRAINT "pharmacy_review_encounter_id_patient_id_fkey" FOREIGN KEY ("encounter_id", "patient_id") REFERENCES "encounter"("id", "patient_id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "pharmacy_review" ADD CONSTRAINT "pharmacy_review_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "service_order"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- A medicine that the pharmacy gave out for an order, and what of it came back.
CREATE TABLE "dispensing" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "patient_id" UUID NOT NULL,
    "encounter_id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "product" TEXT NOT NULL,
    "quantity" DECIMAL NOT NULL,
    "unit" TEXT NOT NULL,
    "lot" TEXT NOT NULL,
    "expires_on" DATE NOT NULL,
    "complete" BOOLEAN NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'dispensed',
    "returned_quantity" DECIMAL NOT NULL DEFAULT 0,
    "return_reason" TEXT,
    "returned_by" UUID,
    "returned_at" TIMESTAMPTZ(3),
    "dispensed_by" UUID NOT NULL,
    "dispensed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "dispensing_pkey" PRIMARY KEY ("id"),
    CONSTRAINT dispensing_status CHECK (status IN ('dispensed', 'returned')),
    CONSTRAINT dispensing_quantity CHECK (quantity > 0 AND quantity <= 100000),
    CONSTRAINT dispensing_returned CHECK (returned_quantity BETWEEN 0 AND quantity AND (status = 'returned') = (returned_quantity = quantity)),
    CONSTRAINT dispensing_return_says_why CHECK ((returned_quantity = 0) = (return_reason IS NULL) AND (returned_quantity = 0) = (returned_by IS NULL)
      AND (returned_quantity = 0) = (returned_at IS NULL))
);
CREATE INDEX "dispensing_order_id_id_idx" ON "dispensing"("order_id", "id");
CREATE INDEX "dispensing_encounter_id_idx" ON "dispensing"("encounter_id");
CREATE INDEX "dispensing_patient_id_idx" ON "dispensing"("patient_id");
ALTER TABLE "dispensing" ADD CONSTRAINT "dispensing_encounter_id_patient_id_fkey" FOREIGN KEY ("encounter_id", "patient_id") REFERENCES "encounter"("id", "patient_id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "dispensing" ADD CONSTRAINT "dispensing_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "service_order"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
