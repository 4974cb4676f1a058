-- Who works under supervision signs too, and a colleague confirms it.
ALTER TABLE staff_role DROP CONSTRAINT staff_role_known, ADD CONSTRAINT staff_role_known CHECK (role IN (
  'doctor', 'department-head', 'nurse', 'head-nurse', 'trainee', 'registrar', 'pharmacist', 'lab', 'radiographer',
  'records-officer', 'auditor', 'privacy-officer', 'admin'));
ALTER TABLE note
  DROP CONSTRAINT note_status,
  ADD CONSTRAINT note_status CHECK (status IN ('draft', 'awaiting-cosignature', 'signed', 'entered-in-error')),
  DROP CONSTRAINT note_signed_is_whole,
  ADD CONSTRAINT note_signed_is_whole CHECK (status NOT IN ('awaiting-cosignature', 'signed')
    OR (signed_by IS NOT NULL AND signed_at IS NOT NULL AND content_hash IS NOT NULL));
DROP INDEX note_signed_of_patient;
CREATE INDEX note_signed_of_patient ON note (patient_id, id DESC) WHERE status IN ('signed', 'awaiting-cosignature');
CREATE INDEX note_awaiting_cosignature ON note (id) WHERE status = 'awaiting-cosignature';

-- CreateTable
CREATE TABLE "staff_signing_key" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "staff_id" UUID NOT NULL,
    "thumbprint" TEXT NOT NULL,
    "public_jwk" JSONB NOT NULL,
    "sealed" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_signing_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "note_signature" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "note_id" UUID NOT NULL,
    "root_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "patient_id" UUID NOT NULL,
    "encounter_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "signer_id" UUID NOT NULL,
    "key_id" UUID NOT NULL,
    "digest" TEXT NOT NULL,
    "jws" TEXT NOT NULL,
    "patient" JSONB,
    "signed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "note_signature_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "staff_signing_key_thumbprint_key" ON "staff_signing_key"("thumbprint");

-- CreateIndex
CREATE INDEX "staff_signing_key_staff_id_idx" ON "staff_signing_key"("staff_id");

-- CreateIndex
CREATE INDEX "note_signature_note_id_idx" ON "note_signature"("note_id");

-- CreateIndex
CREATE UNIQUE INDEX "note_signature_root_id_number_key" ON "note_signature"("root_id", "number");

-- AddForeignKey
ALTER TABLE "staff_signing_key" ADD CONSTRAINT "staff_signing_key_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff_member"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "note_signature" ADD CONSTRAINT "note_signature_note_id_fkey" FOREIGN KEY ("note_id") REFERENCES "note"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "note_signature" ADD CONSTRAINT "note_signature_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "staff_signing_key"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- One key of a person signs at a time; and nobody confirms a note twice.
CREATE UNIQUE INDEX staff_signing_key_in_use ON staff_signing_key (staff_id) WHERE retired_at IS NULL;
CREATE UNIQUE INDEX note_signature_once_a_person ON note_signature (note_id, kind, signer_id) WHERE kind IN ('author', 'cosigner');
ALTER TABLE note_signature ADD CONSTRAINT note_signature_kind CHECK (kind IN ('author', 'cosigner', 'patient'));
