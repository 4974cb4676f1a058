-- What laboratories send in, before and after it is understood: raw messages, what of them waits for a person, which report came of which
-- number, and what their own codes mean.
CREATE TABLE "incoming_message" (
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "patient_id" UUID,
  "protocol" TEXT NOT NULL,
  "sender" TEXT NOT NULL,
  "namespace" TEXT NOT NULL DEFAULT '',
  "control_id" TEXT,
  "message_type" TEXT,
  "content" BYTEA NOT NULL,
  "content_hash" TEXT NOT NULL,
  "body_hash" TEXT NOT NULL,
  "state" TEXT NOT NULL DEFAULT 'received',
  "answer" BYTEA,
  "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "settled_at" TIMESTAMPTZ(3),
  "version" INTEGER NOT NULL DEFAULT 1,
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "incoming_message_pkey" PRIMARY KEY ("id"),
  CONSTRAINT incoming_message_state CHECK (state IN ('received', 'filed', 'kept', 'refused')),
  CONSTRAINT incoming_message_answered CHECK ((state = 'received') = (settled_at IS NULL) AND (state = 'received') = (answer IS NULL))
);
-- A message that comes again is the same message, whichever process takes it.
CREATE UNIQUE INDEX incoming_message_once ON incoming_message (sender, namespace, control_id, body_hash) WHERE control_id IS NOT NULL;
CREATE INDEX "incoming_message_patient_id_idx" ON "incoming_message"("patient_id");

CREATE TABLE "unmatched_result" (
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "patient_id" UUID,
  "message_id" UUID NOT NULL,
  "sender" TEXT NOT NULL,
  "namespace" TEXT NOT NULL DEFAULT '',
  "facts" JSONB NOT NULL,
  "reasons" JSONB NOT NULL,
  "suggestions" JSONB NOT NULL DEFAULT '[]',
  "status" TEXT NOT NULL DEFAULT 'open',
  "order_id" UUID,
  "report_ids" UUID[] NOT NULL DEFAULT '{}',
  "decided_by" UUID,
  "decided_at" TIMESTAMPTZ(3),
  "decision_reason" TEXT,
  "version" INTEGER NOT NULL DEFAULT 1,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "unmatched_result_pkey" PRIMARY KEY ("id"),
  CONSTRAINT unmatched_result_status CHECK (status IN ('open', 'assigned', 'dismissed')),
  CONSTRAINT unmatched_result_decided CHECK ((status = 'open') = (decided_at IS NULL)),
  CONSTRAINT unmatched_result_assigned CHECK ((status = 'assigned') = (patient_id IS NOT NULL)),
  CONSTRAINT unmatched_result_reasoned CHECK (jsonb_array_length(reasons) > 0)
);
CREATE UNIQUE INDEX "unmatched_result_message_id_key" ON "unmatched_result"("message_id");
CREATE INDEX "unmatched_result_patient_id_idx" ON "unmatched_result"("patient_id");
CREATE INDEX unmatched_result_open ON unmatched_result (id) WHERE status = 'open';

CREATE TABLE "received_report" (
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "patient_id" UUID NOT NULL,
  "sender" TEXT NOT NULL,
  "namespace" TEXT NOT NULL DEFAULT '',
  "number" TEXT NOT NULL,
  "part" TEXT NOT NULL DEFAULT '',
  "report_id" UUID NOT NULL,
  "named" TEXT NOT NULL,
  "message_id" UUID NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 1,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "received_report_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "received_report_sender_namespace_number_part_key" ON "received_report"("sender", "namespace", "number", "part");
CREATE INDEX "received_report_patient_id_idx" ON "received_report"("patient_id");
CREATE INDEX "received_report_report_id_idx" ON "received_report"("report_id");

CREATE TABLE "code_mapping" (
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "sender" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "system" TEXT NOT NULL DEFAULT '',
  "code" TEXT NOT NULL,
  "display" TEXT,
  "target_system" TEXT,
  "target_code" TEXT,
  "target_display" TEXT,
  "mapped_by" UUID,
  "mapped_at" TIMESTAMPTZ(3),
  "version" INTEGER NOT NULL DEFAULT 1,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "code_mapping_pkey" PRIMARY KEY ("id"),
  CONSTRAINT code_mapping_kind CHECK (kind IN ('code', 'unit')),
  CONSTRAINT code_mapping_mapped CHECK ((target_code IS NULL) = (mapped_at IS NULL))
);
CREATE UNIQUE INDEX "code_mapping_sender_kind_system_code_key" ON "code_mapping"("sender", "kind", "system", "code");

ALTER TABLE "incoming_message" ADD CONSTRAINT "incoming_message_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "unmatched_result" ADD CONSTRAINT "unmatched_result_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "unmatched_result" ADD CONSTRAINT "unmatched_result_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "incoming_message"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "received_report" ADD CONSTRAINT "received_report_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "received_report" ADD CONSTRAINT "received_report_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "diagnostic_report"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "received_report" ADD CONSTRAINT "received_report_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "incoming_message"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
