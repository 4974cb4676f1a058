-- Lists of codes and forms of notes that a hospital loads from files: every version, as it was loaded.
CREATE TABLE "reference_data" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "kind" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "source" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "loaded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reference_data_pkey" PRIMARY KEY ("id"),
    CONSTRAINT reference_data_kind CHECK (kind IN ('code-list', 'note-template')),
    CONSTRAINT reference_data_version CHECK (version > 0),
    CONSTRAINT reference_data_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$')
);
CREATE UNIQUE INDEX "reference_data_kind_code_version_key" ON "reference_data"("kind", "code", "version");
