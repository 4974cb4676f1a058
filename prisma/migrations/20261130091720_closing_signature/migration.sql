-- Who closes a record signs what it held, with the key that they sign notes with.
ALTER TABLE encounter ADD COLUMN closing_signature text;
ALTER TABLE encounter ADD CONSTRAINT encounter_closing_signed CHECK (closing_signature IS NULL OR closed_at IS NOT NULL) NOT VALID;
