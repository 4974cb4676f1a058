-- A task is settled when what it asks for has come about; nobody need acknowledge it then.
ALTER TABLE task
  ADD COLUMN settled_at timestamptz(3),
  DROP CONSTRAINT task_status,
  ADD CONSTRAINT task_status CHECK (status IN ('open', 'acknowledged', 'settled')),
  ADD CONSTRAINT task_settled CHECK ((status = 'settled') = (settled_at IS NOT NULL));
