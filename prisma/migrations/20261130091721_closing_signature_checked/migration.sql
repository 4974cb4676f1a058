ALTER TABLE encounter VALIDATE CONSTRAINT encounter_closing_signed;
