-- HL7 v2 is also told over HTTP, to receivers that have no MLLP.
ALTER TABLE subscription DROP CONSTRAINT subscription_channel;
ALTER TABLE subscription ADD CONSTRAINT subscription_channel CHECK (channel IN ('webhook', 'mllp', 'hl7-http'));
