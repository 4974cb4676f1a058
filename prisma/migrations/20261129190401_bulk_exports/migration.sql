-- What machines have asked to be exported in bulk, and the sealed parts of the files until they expire.
CREATE TABLE "bulk_export" (
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "client_id" UUID NOT NULL,
  "level" TEXT NOT NULL,
  "group_id" UUID,
  "types" TEXT[] NOT NULL,
  "since" TIMESTAMPTZ(3),
  "request" TEXT NOT NULL,
  "status" TEXT NOT NULL DEFAULT 'waiting',
  "lease_until" TIMESTAMPTZ(3),
  "patients" INTEGER NOT NULL DEFAULT 0,
  "begun_at" TIMESTAMPTZ(3),
  "expires_at" TIMESTAMPTZ(3),
  "version" INTEGER NOT NULL DEFAULT 1,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "bulk_export_pkey" PRIMARY KEY ("id"),
  CONSTRAINT bulk_export_level CHECK (level IN ('system', 'patient', 'group')),
  CONSTRAINT bulk_export_of_group CHECK ((level = 'group') = (group_id IS NOT NULL)),
  CONSTRAINT bulk_export_status CHECK (status IN ('waiting', 'running', 'done', 'failed', 'removed')),
  CONSTRAINT bulk_export_expires CHECK (status <> 'done' OR expires_at IS NOT NULL)
);
CREATE INDEX "bulk_export_client_id_status_idx" ON "bulk_export"("client_id", "status");

CREATE TABLE "bulk_export_part" (
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "export_id" UUID NOT NULL,
  "type" TEXT NOT NULL,
  "resources" INTEGER NOT NULL,
  "patient_ids" UUID[] NOT NULL,
  "sealed_key" TEXT NOT NULL,
  "content" BYTEA NOT NULL,
  CONSTRAINT "bulk_export_part_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "bulk_export_part_export_id_type_id_idx" ON "bulk_export_part"("export_id", "type", "id");

ALTER TABLE "bulk_export" ADD CONSTRAINT "bulk_export_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "machine_client"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "bulk_export_part" ADD CONSTRAINT "bulk_export_part_export_id_fkey" FOREIGN KEY ("export_id") REFERENCES "bulk_export"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
