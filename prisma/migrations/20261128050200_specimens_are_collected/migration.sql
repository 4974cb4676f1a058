-- When the specimen of an order was taken, and who says so.
ALTER TABLE service_order
  ADD COLUMN collected_at timestamptz(3),
  ADD COLUMN collected_by uuid,
  ADD CONSTRAINT service_order_collected CHECK (num_nonnulls(collected_at, collected_by) IN (0, 2));
