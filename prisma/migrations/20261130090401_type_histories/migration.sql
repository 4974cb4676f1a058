-- What changed last of a type, for machines that keep a copy: without these each page reads and sorts the whole table.
CREATE INDEX "patient_updated_at_id_idx" ON "patient"("updated_at" DESC, "id" DESC);
CREATE INDEX "encounter_updated_at_id_idx" ON "encounter"("updated_at" DESC, "id" DESC);
CREATE INDEX "service_order_updated_at_id_idx" ON "service_order"("updated_at" DESC, "id" DESC);
CREATE INDEX "problem_updated_at_id_idx" ON "problem"("updated_at" DESC, "id" DESC);
CREATE INDEX "allergy_updated_at_id_idx" ON "allergy"("updated_at" DESC, "id" DESC);
CREATE INDEX "medication_request_updated_at_id_idx" ON "medication_request"("updated_at" DESC, "id" DESC);
CREATE INDEX "dose_recorded_at_id_idx" ON "dose"("recorded_at" DESC, "id" DESC);
CREATE INDEX "task_updated_at_id_idx" ON "task"("updated_at" DESC, "id" DESC);
CREATE INDEX fhir_source_only_kept ON fhir_source (resource_type, updated_at DESC, id DESC) WHERE entity_id IS NULL;
