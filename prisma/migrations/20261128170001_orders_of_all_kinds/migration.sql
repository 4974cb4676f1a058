-- Orders of every kind: what only some kinds say stands in detail, checked by the rules of its kind. A revision names the order that it
-- replaces; a verbal order who gave it and when it was read back, and is signed afterwards; judged is what the checks at signing found.
ALTER TABLE service_order
  ADD COLUMN detail jsonb NOT NULL DEFAULT '{}',
  ADD COLUMN replaces_id uuid,
  ADD COLUMN set_code text,
  ADD COLUMN set_version integer,
  ADD COLUMN verbal_by uuid,
  ADD COLUMN read_back_at timestamptz(3),
  ADD COLUMN judged jsonb,
  ADD CONSTRAINT service_order_replaces_id_fkey FOREIGN KEY (replaces_id) REFERENCES service_order (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  ADD CONSTRAINT service_order_set CHECK (num_nonnulls(set_code, set_version) IN (0, 2)),
  ADD CONSTRAINT service_order_verbal CHECK (num_nonnulls(verbal_by, read_back_at) IN (0, 2)),
  ADD CONSTRAINT service_order_detail CHECK (jsonb_typeof(detail) = 'object'),
  ADD CONSTRAINT service_order_medication CHECK (kind <> 'medication' OR detail ?& ARRAY['dose', 'route', 'timing']),
  DROP CONSTRAINT service_order_kind,
  ADD CONSTRAINT service_order_kind CHECK (
    kind IN ('laboratory', 'imaging', 'procedure', 'nursing', 'diet', 'consultation', 'blood', 'medication')),
  DROP CONSTRAINT service_order_active_is_signed,
  ADD CONSTRAINT service_order_active_is_signed CHECK (
    status IN ('draft', 'cancelled', 'entered-in-error') OR signed_at IS NOT NULL OR read_back_at IS NOT NULL),
  DROP CONSTRAINT service_order_started_is_signed,
  ADD CONSTRAINT service_order_started_is_signed CHECK (started_at IS NULL OR signed_at IS NOT NULL OR read_back_at IS NOT NULL);

CREATE UNIQUE INDEX service_order_replaces_id_key ON service_order (replaces_id);
CREATE INDEX service_order_verbal_unsigned ON service_order (read_back_at, id) WHERE signed_at IS NULL AND status IN ('active', 'on-hold', 'completed');
