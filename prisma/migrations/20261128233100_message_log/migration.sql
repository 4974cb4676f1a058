-- What became of each message, for who looks after the lines to other systems: from where it came, why it was not taken, and what was made of it.
ALTER TABLE "incoming_message"
  ADD COLUMN "channel" TEXT NOT NULL DEFAULT 'http',
  ADD COLUMN "address" INET,
  ADD COLUMN "reasons" JSONB NOT NULL DEFAULT '[]',
  ADD COLUMN "report_ids" UUID[] NOT NULL DEFAULT '{}',
  ADD COLUMN "order_ids" UUID[] NOT NULL DEFAULT '{}',
  DROP CONSTRAINT incoming_message_state,
  ADD CONSTRAINT incoming_message_state CHECK (state IN ('received', 'filed', 'kept', 'refused', 'rejected')),
  ADD CONSTRAINT incoming_message_channel CHECK (channel IN ('http', 'mllp'));
-- What somebody looks for is mostly what was not filed.
CREATE INDEX incoming_message_not_filed ON incoming_message (state, id) WHERE state IN ('kept', 'refused', 'rejected');
