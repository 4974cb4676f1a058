-- How a machine names itself in messages of HL7 v2, and from where it sends them.
ALTER TABLE "machine_client" ADD COLUMN "hl7v2" JSONB;
