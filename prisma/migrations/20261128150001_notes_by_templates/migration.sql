-- AlterTable
ALTER TABLE "note" ADD COLUMN "template" TEXT,
ADD COLUMN "template_version" INTEGER,
ADD COLUMN "pulled" JSONB;
ALTER TABLE note ADD CONSTRAINT note_template_has_version CHECK ((template IS NULL) = (template_version IS NULL));

-- CreateTable
CREATE TABLE "note_refused_text" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "note_id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "encounter_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "read_version" INTEGER NOT NULL,
    "met_version" INTEGER NOT NULL,
    "sections" JSONB NOT NULL,
    "kept_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "discarded_at" TIMESTAMPTZ(3),

    CONSTRAINT "note_refused_text_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "note_refused_text_note_id_id_idx" ON "note_refused_text"("note_id", "id" DESC);

-- AddForeignKey
ALTER TABLE "note_refused_text" ADD CONSTRAINT "note_refused_text_note_id_fkey" FOREIGN KEY ("note_id") REFERENCES "note"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- Drafts of a person, the latest first.
CREATE INDEX note_draft_of_author ON note (author_id, updated_at DESC, id DESC) WHERE status = 'draft';
