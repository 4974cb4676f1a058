-- What a sender says of a result besides what was found: note, method, specimen, who made it, why there is no value, attachments.
ALTER TABLE observation ADD COLUMN details jsonb;
ALTER TABLE diagnostic_report ADD COLUMN details jsonb;
ALTER TABLE diagnostic_report_version ADD COLUMN details jsonb;
