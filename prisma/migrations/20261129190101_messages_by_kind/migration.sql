-- The log is asked for messages of a type, of a sender or of a number, the newest first: without these it walks through every message there is.
CREATE INDEX "incoming_message_message_type_id_idx" ON "incoming_message"("message_type", "id" DESC);
CREATE INDEX "incoming_message_sender_id_idx" ON "incoming_message"("sender", "id" DESC);
CREATE INDEX "incoming_message_control_id_idx" ON "incoming_message"("control_id");
