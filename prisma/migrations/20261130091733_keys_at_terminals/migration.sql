-- A key may be held by a terminal, of which the service has the public half alone. Of those that the service holds, each person has one in use.
ALTER TABLE "staff_signing_key" ALTER COLUMN "sealed" DROP NOT NULL,
  ADD COLUMN "held_at" TEXT;
-- In the warehouse of a city neither is there: private halves are not copied.
ALTER TABLE "staff_signing_key" ADD CONSTRAINT staff_signing_key_half CHECK (num_nonnulls(sealed, held_at) <= 1) NOT VALID;
DROP INDEX "staff_signing_key_in_use";
