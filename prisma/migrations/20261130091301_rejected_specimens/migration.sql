-- Specimens of an order that the laboratory did not take, with the reason: the order waits for another one, and what was keeps being told.
ALTER TABLE service_order ADD COLUMN rejected_specimens jsonb;
ALTER TABLE service_order ADD CONSTRAINT service_order_rejected_specimens CHECK (rejected_specimens IS NULL
  OR (kind IN ('laboratory', 'blood') AND jsonb_typeof(rejected_specimens) = 'array' AND rejected_specimens <> '[]')) NOT VALID;
