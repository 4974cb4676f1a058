-- Who said whose a resource is that could not be tied by itself, or that it is nobody's here, and why.
ALTER TABLE fhir_source ADD COLUMN decided_at timestamptz(3), ADD COLUMN decided_by uuid, ADD COLUMN decided_reason text,
  ADD CONSTRAINT fhir_source_decided_with_reason CHECK (num_nonnulls(decided_at, decided_by, decided_reason) IN (0, 3));
CREATE INDEX fhir_source_untied ON fhir_source (id) WHERE patient_id IS NULL;
