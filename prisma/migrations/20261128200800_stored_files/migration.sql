-- Scanned papers, photographs, results from elsewhere: what is known of each, its bytes, and the sealed key of these.
CREATE TABLE "stored_file" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "patient_id" UUID NOT NULL,
    "encounter_id" UUID,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "dated_on" DATE,
    "media_type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "width" INTEGER,
    "height" INTEGER,
    "sha256" TEXT NOT NULL,
    "late_reason" TEXT,
    "status" TEXT NOT NULL DEFAULT 'current',
    "status_reason" TEXT,
    "marked_by" UUID,
    "marked_at" TIMESTAMPTZ(3),
    "added_by" UUID NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stored_file_pkey" PRIMARY KEY ("id"),
    CONSTRAINT stored_file_media_type CHECK (media_type IN ('application/pdf', 'image/jpeg', 'image/png', 'image/webp')),
    CONSTRAINT stored_file_size CHECK (size > 0),
    CONSTRAINT stored_file_picture CHECK (num_nonnulls(width, height) = CASE media_type WHEN 'application/pdf' THEN 0 ELSE 2 END),
    CONSTRAINT stored_file_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    CONSTRAINT stored_file_status CHECK (status = 'current' AND num_nonnulls(status_reason, marked_by, marked_at) = 0
      OR status = 'entered-in-error' AND num_nonnulls(status_reason, marked_by, marked_at) = 3)
);
CREATE TABLE "stored_file_content" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "file_id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "content" BYTEA NOT NULL,

    CONSTRAINT "stored_file_content_pkey" PRIMARY KEY ("id"),
    CONSTRAINT stored_file_content_sealed CHECK (length(content) > 28)
);
-- What is sealed does not get smaller.
ALTER TABLE stored_file_content ALTER COLUMN content SET STORAGE EXTERNAL;
CREATE TABLE "stored_file_key" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "file_id" UUID NOT NULL,
    "sealed" TEXT NOT NULL,

    CONSTRAINT "stored_file_key_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "stored_file_id_patient_id_key" ON "stored_file"("id", "patient_id");
CREATE INDEX "stored_file_patient_id_id_idx" ON "stored_file"("patient_id", "id" DESC);
CREATE INDEX "stored_file_patient_id_sha256_idx" ON "stored_file"("patient_id", "sha256");
CREATE INDEX "stored_file_encounter_id_idx" ON "stored_file"("encounter_id");
CREATE UNIQUE INDEX "stored_file_content_file_id_patient_id_key" ON "stored_file_content"("file_id", "patient_id");
CREATE UNIQUE INDEX "stored_file_key_file_id_key" ON "stored_file_key"("file_id");
ALTER TABLE "stored_file" ADD CONSTRAINT "stored_file_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "stored_file" ADD CONSTRAINT "stored_file_encounter_id_patient_id_fkey" FOREIGN KEY ("encounter_id", "patient_id") REFERENCES "encounter"("id", "patient_id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "stored_file_content" ADD CONSTRAINT "stored_file_content_file_id_patient_id_fkey" FOREIGN KEY ("file_id", "patient_id") REFERENCES "stored_file"("id", "patient_id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "stored_file_key" ADD CONSTRAINT "stored_file_key_file_id_fkey" FOREIGN KEY ("file_id") REFERENCES "stored_file"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
