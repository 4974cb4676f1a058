-- A hospital loads its formulary as it loads lists of codes.
ALTER TABLE "reference_data" DROP CONSTRAINT reference_data_kind,
  ADD CONSTRAINT reference_data_kind CHECK (kind IN ('code-list', 'note-template', 'formulary'));
