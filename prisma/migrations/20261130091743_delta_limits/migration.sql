-- A hospital's laboratory loads its own limits of sudden changes as it loads lists of codes.
ALTER TABLE "reference_data" DROP CONSTRAINT reference_data_kind,
  ADD CONSTRAINT reference_data_kind CHECK (kind IN ('code-list', 'note-template', 'formulary', 'vital-limits', 'delta-limits'));
