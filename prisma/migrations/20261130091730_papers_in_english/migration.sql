-- The language of a paper, and who took it back by hand: it should not have been given.
ALTER TABLE "issued_document" ADD COLUMN "language" TEXT NOT NULL DEFAULT 'vi',
  ADD COLUMN "withdrawn_at" TIMESTAMPTZ(3),
  ADD COLUMN "withdrawn_by" UUID,
  ADD COLUMN "withdrawn_reason" TEXT,
  ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1;
ALTER TABLE "issued_document" ADD CONSTRAINT issued_document_language CHECK (language IN ('vi', 'en')) NOT VALID,
  ADD CONSTRAINT issued_document_withdrawn CHECK (num_nulls(withdrawn_at, withdrawn_by, withdrawn_reason) IN (0, 3)) NOT VALID;
