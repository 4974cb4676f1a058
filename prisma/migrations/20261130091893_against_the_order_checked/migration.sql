ALTER TABLE dose VALIDATE CONSTRAINT dose_against_is_known;
ALTER TABLE infusion_step VALIDATE CONSTRAINT infusion_step_against_is_known;
