-- Why a bed in service that nobody lies in is not to be given: reserved, or being cleaned.
ALTER TABLE bed
  ADD COLUMN mark text,
  ADD COLUMN mark_reason text,
  ADD COLUMN mark_until timestamptz(3),
  ADD CONSTRAINT bed_mark CHECK (mark IN ('reserved', 'cleaning') AND (mark_until IS NULL OR mark = 'reserved')
    OR mark IS NULL AND mark_until IS NULL);
