-- Whom else an answer told of that is kept for retries: given again it tells of them again.
ALTER TABLE "idempotency_key" ADD COLUMN "besides" UUID[];
