-- Where things are that a kept resource names by an address made up for its Bundle: nothing else knows it afterwards.
ALTER TABLE fhir_source ADD COLUMN targets jsonb;
-- What is about nobody (organisations, people who work elsewhere, places) is searched by its type.
CREATE INDEX fhir_source_of_nobody ON fhir_source (resource_type, updated_at DESC, id DESC) WHERE patient_id IS NULL;
