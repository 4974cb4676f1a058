-- A machine works once a second person approved its keys and scopes. Those that are registered go on working; the default
-- stands for them alone.
ALTER TABLE machine_client
  ADD COLUMN proposed_by uuid REFERENCES staff_member (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  ADD COLUMN approved_by uuid REFERENCES staff_member (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  ADD COLUMN approved_at timestamptz(3) DEFAULT now(),
  ADD CONSTRAINT machine_client_second_person CHECK (approved_by <> proposed_by),
  ADD CONSTRAINT machine_client_approver_known CHECK (approved_by IS NULL OR approved_at IS NOT NULL);
ALTER TABLE machine_client ALTER COLUMN approved_at DROP DEFAULT;
