-- Whether the second person showed who they are, or was only named by the first.
ALTER TABLE "transfusion" ADD COLUMN "witness_confirmed" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "dose" ADD COLUMN "witness_confirmed" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "wasted_witness_confirmed" BOOLEAN NOT NULL DEFAULT false,
  ADD CONSTRAINT dose_witness_confirmed CHECK ((NOT witness_confirmed OR witness_id IS NOT NULL) AND (NOT wasted_witness_confirmed OR wasted_witness_id IS NOT NULL));
