-- Documents that were printed: what their codes verify.
CREATE TABLE "issued_document" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "patient_id" UUID NOT NULL,
    "printed_encounter_id" UUID,
    "form" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "draft" BOOLEAN NOT NULL,
    "pages" INTEGER NOT NULL,
    "recipient" TEXT,
    "purpose" TEXT NOT NULL,
    "reason" TEXT,
    "issued_by" UUID NOT NULL,
    "issuer_name" TEXT NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "issued_document_pkey" PRIMARY KEY ("id"),
    CONSTRAINT issued_document_code CHECK (code ~ '^[0-9A-HJKMNP-TV-Z]{26}$'),
    CONSTRAINT issued_document_hashes CHECK (sha256 ~ '^[0-9a-f]{64}$' AND fingerprint ~ '^[0-9a-f]{64}$'),
    CONSTRAINT issued_document_pages CHECK (pages > 0)
);
CREATE UNIQUE INDEX "issued_document_code_key" ON "issued_document"("code");
CREATE INDEX "issued_document_patient_id_id_idx" ON "issued_document"("patient_id", "id" DESC);
ALTER TABLE "issued_document" ADD CONSTRAINT "issued_document_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "issued_document" ADD CONSTRAINT "issued_document_printed_encounter_id_fkey" FOREIGN KEY ("printed_encounter_id") REFERENCES "encounter"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
