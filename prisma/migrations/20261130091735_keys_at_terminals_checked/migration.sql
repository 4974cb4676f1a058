ALTER TABLE "staff_signing_key" VALIDATE CONSTRAINT staff_signing_key_half;
