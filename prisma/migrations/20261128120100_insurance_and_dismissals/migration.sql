-- When somebody was insured, by which card; and whom the records office looked at and told apart.
CREATE TABLE "insurance_period" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "patient_id" UUID NOT NULL,
    "card_number" TEXT NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "facility" TEXT,
    "five_years_from" DATE,
    "status" TEXT NOT NULL DEFAULT 'active',
    "status_reason" TEXT,
    "recorded_by" UUID,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT "insurance_period_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "insurance_period_card" CHECK (card_number ~ '^([A-Z]{2}[1-5][0-9]{12}|[0-9]{10}|[0-9]{12})$'),
    CONSTRAINT "insurance_period_dates" CHECK (valid_to >= valid_from),
    CONSTRAINT "insurance_period_facility" CHECK (facility ~ '^[0-9]{5}$'),
    CONSTRAINT "insurance_period_status" CHECK (status IN ('active', 'entered-in-error'))
);
CREATE INDEX "insurance_period_patient_id_valid_from_id_idx" ON "insurance_period"("patient_id", "valid_from" DESC, "id" DESC);
ALTER TABLE "insurance_period" ADD CONSTRAINT "insurance_period_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

CREATE TABLE "duplicate_dismissal" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "patient_id" UUID NOT NULL,
    "other_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "dismissed_by" UUID NOT NULL,
    "dismissed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "undone_at" TIMESTAMPTZ(3),
    "undone_by" UUID,
    "undone_reason" TEXT,

    CONSTRAINT "duplicate_dismissal_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "duplicate_dismissal_reason" CHECK (btrim(reason) <> ''),
    CONSTRAINT "duplicate_dismissal_two" CHECK (patient_id <> other_id),
    CONSTRAINT "duplicate_dismissal_undone" CHECK (num_nonnulls(undone_at, undone_by, undone_reason) IN (0, 3))
);
CREATE INDEX "duplicate_dismissal_patient_id_idx" ON "duplicate_dismissal"("patient_id");
CREATE INDEX "duplicate_dismissal_other_id_idx" ON "duplicate_dismissal"("other_id");
CREATE UNIQUE INDEX duplicate_dismissal_in_force ON duplicate_dismissal (least(patient_id, other_id), greatest(patient_id, other_id)) WHERE undone_at IS NULL;
ALTER TABLE "duplicate_dismissal" ADD CONSTRAINT "duplicate_dismissal_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "duplicate_dismissal" ADD CONSTRAINT "duplicate_dismissal_other_id_fkey" FOREIGN KEY ("other_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
