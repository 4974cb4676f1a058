-- Orders that another system sends: nobody here asked for them until a doctor signs, and so takes them over. They keep who sent them,
-- from which of its systems, and the number by which that knows them.
ALTER TABLE service_order
  ADD COLUMN sent_by text,
  ADD COLUMN sender_system text,
  ADD COLUMN placer_number text,
  ALTER COLUMN requested_by DROP NOT NULL,
  ADD CONSTRAINT service_order_sent CHECK (num_nonnulls(sent_by, sender_system) IN (0, 2) AND (placer_number IS NULL OR sent_by IS NOT NULL)),
  ADD CONSTRAINT service_order_requested CHECK (requested_by IS NOT NULL OR (sent_by IS NOT NULL AND status IN ('draft', 'cancelled')));

CREATE INDEX service_order_sent_number ON service_order (sent_by, sender_system, placer_number) WHERE placer_number IS NOT NULL;
