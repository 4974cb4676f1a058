-- Messages are looked for by what they are, and by who sent them, newest first.
CREATE INDEX "incoming_message_message_type_id_idx" ON "incoming_message"("message_type", "id");
CREATE INDEX "incoming_message_sender_id_idx" ON "incoming_message"("sender", "id");
