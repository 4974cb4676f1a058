-- The certificate of a CA for the key that somebody signs with, and those above it.
ALTER TABLE staff_signing_key ADD COLUMN certificate_chain text;
