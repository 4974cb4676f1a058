-- A reference names the source and its id, often not the type: with the type last one index serves both.
CREATE UNIQUE INDEX fhir_source_source_source_id_resource_type_key ON fhir_source (source, source_id, resource_type);
DROP INDEX fhir_source_source_resource_type_source_id_key;
