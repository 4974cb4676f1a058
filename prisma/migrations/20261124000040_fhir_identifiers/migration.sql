-- Resources that other systems sent are found again by the identifiers they gave them.
CREATE INDEX fhir_source_identifiers ON fhir_source USING gin ((resource->'identifier') jsonb_path_ops)
  WHERE resource ? 'identifier';
