-- A hospital's own usual ranges of vital signs and times between two sets.
ALTER TABLE "reference_data" DROP CONSTRAINT reference_data_kind,
  ADD CONSTRAINT reference_data_kind CHECK (kind IN ('code-list', 'note-template', 'formulary', 'vital-limits'));
