-- Usual ranges of vital signs beside limits of sudden changes: the migration of the one had named the kinds without the other.
ALTER TABLE "reference_data" DROP CONSTRAINT reference_data_kind,
  ADD CONSTRAINT reference_data_kind CHECK (kind IN ('code-list', 'note-template', 'formulary', 'delta-limits', 'vital-limits'));
