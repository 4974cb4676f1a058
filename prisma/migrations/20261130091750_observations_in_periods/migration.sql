-- A search by date asks of each value whether it tells of a time with a beginning and an end, which few do.
CREATE INDEX fhir_source_in_periods ON fhir_source (entity_id) WHERE resource ? 'effectivePeriod';
