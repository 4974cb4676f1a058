-- Of a secret the trail keeps a hash from now on, so that one that was replaced with the triggers off is found by comparing.
ALTER TABLE audit.column_policy DROP CONSTRAINT column_policy_policy_check;
ALTER TABLE audit.column_policy ADD CONSTRAINT column_policy_policy_check CHECK (policy IN ('hash', 'redact', 'redact-hash', 'omit'));

-- Rows with a secret that was last written before its hash was kept.
ALTER TABLE audit.reconciliation ADD COLUMN unknown bigint NOT NULL DEFAULT 0;

-- A rule of the radar is found on the trail by an id, as everything else. Those that are there are told of by the guards.
ALTER TABLE radar_rule ADD COLUMN id uuid NOT NULL DEFAULT uuidv7();
CREATE UNIQUE INDEX radar_rule_id_key ON radar_rule (id);
