-- A death has a cause and a place, and another system may tell it without its moment.
ALTER TABLE patient
  ADD COLUMN deceased_undated boolean NOT NULL DEFAULT false,
  ADD COLUMN death_cause text,
  ADD COLUMN death_place text,
  ADD CONSTRAINT patient_death CHECK (deceased_at IS NOT NULL OR deceased_undated OR num_nonnulls(death_cause, death_place) = 0);
