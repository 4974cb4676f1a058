-- A referral lets a whole ward or clinic in. An admission or transfer into one's own ward, of a patient with whom there was no tie but
-- the emergency, is kept for review; it gives no access of its own (the ward does), so it has no end.
ALTER TABLE access_grant
  ADD COLUMN ward_id uuid REFERENCES ward (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  ALTER COLUMN staff_id DROP NOT NULL,
  ALTER COLUMN until DROP NOT NULL,
  DROP CONSTRAINT access_grant_kind_check,
  DROP CONSTRAINT access_grant_giver,
  DROP CONSTRAINT access_grant_length,
  ADD CONSTRAINT access_grant_kind CHECK (kind IN ('consultation', 'referral', 'break-glass', 'admission', 'transfer')),
  ADD CONSTRAINT access_grant_to CHECK (CASE kind
    WHEN 'referral' THEN staff_id IS NULL AND ward_id IS NOT NULL
    WHEN 'admission' THEN staff_id IS NOT NULL AND ward_id IS NOT NULL
    WHEN 'transfer' THEN staff_id IS NOT NULL AND ward_id IS NOT NULL
    ELSE staff_id IS NOT NULL AND ward_id IS NULL END),
  ADD CONSTRAINT access_grant_giver CHECK (
    (kind IN ('break-glass', 'admission', 'transfer')) = (staff_id IS NOT DISTINCT FROM granted_by)),
  ADD CONSTRAINT access_grant_length CHECK (CASE
    WHEN kind IN ('admission', 'transfer') THEN until IS NULL
    ELSE until IS NOT NULL AND until > granted_at AND until <= granted_at
      + CASE kind WHEN 'break-glass' THEN interval '4 hours 1 minute' ELSE interval '31 days' END END);

DROP INDEX access_grant_unreviewed;
CREATE INDEX access_grant_unreviewed ON access_grant (id DESC)
  WHERE kind IN ('break-glass', 'admission', 'transfer') AND reviewed_at IS NULL;
-- What a ward was let in to, for its lists.
CREATE INDEX access_grant_ward_id_until_idx ON access_grant (ward_id, until) WHERE kind = 'referral';
