-- What is told to other systems: who is told what and how, each message on its way, and how far the trail has been read for it.
CREATE TABLE "subscription" (
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "client_id" UUID NOT NULL,
  "name" TEXT NOT NULL,
  "channel" TEXT NOT NULL,
  "address" TEXT NOT NULL,
  "topics" TEXT[] NOT NULL,
  "application" TEXT,
  "facility" TEXT,
  "secret" TEXT NOT NULL,
  "status" TEXT NOT NULL DEFAULT 'active',
  "proposed_by" UUID,
  "approved_by" UUID,
  "approved_at" TIMESTAMPTZ(3),
  "version" INTEGER NOT NULL DEFAULT 1,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "subscription_pkey" PRIMARY KEY ("id"),
  CONSTRAINT subscription_channel CHECK (channel IN ('webhook', 'mllp')),
  CONSTRAINT subscription_status CHECK (status IN ('active', 'disabled')),
  CONSTRAINT subscription_topics CHECK (cardinality(topics) > 0 AND topics <@ ARRAY['patient', 'encounter', 'order', 'result']),
  CONSTRAINT subscription_approved CHECK ((approved_at IS NULL) = (approved_by IS NULL)),
  CONSTRAINT subscription_second_person CHECK (approved_by <> proposed_by)
);
CREATE INDEX "subscription_client_id_idx" ON "subscription"("client_id");

-- How sending goes at this moment.
CREATE TABLE "subscription_state" (
  "subscription_id" UUID NOT NULL,
  "failures" INTEGER NOT NULL DEFAULT 0,
  "open_until" TIMESTAMPTZ(3) NOT NULL DEFAULT '-infinity',
  "lease_until" TIMESTAMPTZ(3) NOT NULL DEFAULT '-infinity',
  "last_sent_at" TIMESTAMPTZ(3),
  "last_failure" TEXT,
  CONSTRAINT "subscription_state_pkey" PRIMARY KEY ("subscription_id")
);

CREATE TABLE "delivery" (
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "subscription_id" UUID NOT NULL,
  "patient_id" UUID NOT NULL,
  "type" TEXT NOT NULL,
  "event_id" UUID NOT NULL,
  "resource_type" TEXT NOT NULL,
  "resource_id" UUID NOT NULL,
  "content" TEXT NOT NULL,
  "state" TEXT NOT NULL DEFAULT 'waiting',
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "failure" TEXT,
  "occurred_at" TIMESTAMPTZ(3) NOT NULL,
  "sent_at" TIMESTAMPTZ(3),
  "version" INTEGER NOT NULL DEFAULT 1,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "delivery_pkey" PRIMARY KEY ("id"),
  CONSTRAINT delivery_state CHECK (state IN ('waiting', 'sent', 'dead')),
  CONSTRAINT delivery_sent CHECK ((state = 'sent') = (sent_at IS NOT NULL))
);
-- An event is told once, whoever reads the trail, and each patient it is about by itself.
CREATE UNIQUE INDEX delivery_once ON delivery (subscription_id, event_id, patient_id, type);
CREATE INDEX delivery_waiting ON delivery (subscription_id, id) WHERE state = 'waiting';
CREATE INDEX delivery_listed ON delivery (subscription_id, state, id);
CREATE INDEX delivery_in_time ON delivery (subscription_id, occurred_at, id);
CREATE INDEX "delivery_patient_id_idx" ON "delivery"("patient_id");

CREATE TABLE outbox_position (
  only_row bigint NOT NULL DEFAULT 1 PRIMARY KEY CHECK (only_row = 1),
  xid      bigint NOT NULL,
  event_id uuid   NOT NULL
);
INSERT INTO outbox_position (xid, event_id) VALUES (0, '00000000-0000-0000-0000-000000000000');

ALTER TABLE "subscription" ADD CONSTRAINT "subscription_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "machine_client"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_proposed_by_fkey" FOREIGN KEY ("proposed_by") REFERENCES "staff_member"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_approved_by_fkey" FOREIGN KEY ("approved_by") REFERENCES "staff_member"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "subscription_state" ADD CONSTRAINT "subscription_state_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "subscription"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "subscription"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
