-- What the nurse measured before a dose of a sliding scale.
ALTER TABLE "dose" ADD COLUMN "measured_value" DECIMAL, ADD COLUMN "measured_unit" TEXT,
  ADD CONSTRAINT dose_measured CHECK (num_nonnulls(measured_value, measured_unit) IN (0, 2) AND measured_value > 0);
