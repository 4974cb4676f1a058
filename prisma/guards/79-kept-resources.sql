-- What other systems sent is kept whole, and is as much of a patient's record as what was charted here: it belongs to a patient, or is
-- of a type that is about nobody (src/integration/fhir/elements/about-nobody.ts has the same list; a test compares them).
CREATE OR REPLACE FUNCTION public.fhir_about_nobody(resource_type text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT resource_type IN (
    'ActivityDefinition', 'CapabilityStatement', 'CatalogEntry', 'ChargeItemDefinition', 'CodeSystem', 'CompartmentDefinition',
    'ConceptMap', 'Device', 'DeviceDefinition', 'DeviceMetric', 'EffectEvidenceSynthesis', 'Endpoint', 'EventDefinition',
    'Evidence', 'EvidenceVariable', 'ExampleScenario', 'GraphDefinition', 'HealthcareService', 'ImplementationGuide',
    'InsurancePlan', 'Library', 'Location', 'Measure', 'Medication', 'MedicationKnowledge', 'MedicinalProduct',
    'MedicinalProductAuthorization', 'MedicinalProductContraindication', 'MedicinalProductIndication',
    'MedicinalProductIngredient', 'MedicinalProductInteraction', 'MedicinalProductManufactured', 'MedicinalProductPackaged',
    'MedicinalProductPharmaceutical', 'MedicinalProductUndesirableEffect', 'MessageDefinition', 'NamingSystem',
    'ObservationDefinition', 'OperationDefinition', 'Organization', 'OrganizationAffiliation', 'PlanDefinition', 'Practitioner',
    'PractitionerRole', 'Questionnaire', 'ResearchDefinition', 'ResearchElementDefinition', 'ResearchStudy',
    'RiskEvidenceSynthesis', 'Schedule', 'SearchParameter', 'Slot', 'SpecimenDefinition', 'StructureDefinition', 'StructureMap',
    'Substance', 'SubstanceNucleicAcid', 'SubstancePolymer', 'SubstanceProtein', 'SubstanceReferenceInformation',
    'SubstanceSourceMaterial', 'SubstanceSpecification', 'TerminologyCapabilities', 'TestReport', 'TestScript', 'ValueSet')
$$;

-- Rows from before this rule whose patient could not be found stay as they are, out of every clinician's scope
-- (80-row-level-security.sql): a new one is never written.
-- The function asks whom the type is about: in a condition the list would be compiled anew for every statement.
CREATE OR REPLACE FUNCTION public.refuse_kept_for_nobody() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT public.fhir_about_nobody(NEW.resource_type) THEN
    RAISE EXCEPTION 'constraint "fhir_source_of_somebody": a % is about a patient', NEW.resource_type
      USING ERRCODE = 'EM005', CONSTRAINT = 'fhir_source_of_somebody';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER a_kept_for_somebody BEFORE INSERT ON public.fhir_source FOR EACH ROW
  WHEN (NEW.patient_id IS NULL) EXECUTE FUNCTION public.refuse_kept_for_nobody();
CREATE OR REPLACE TRIGGER a_kept_for_somebody_changed BEFORE UPDATE ON public.fhir_source FOR EACH ROW
  WHEN (NEW.patient_id IS NULL AND OLD.patient_id IS NOT NULL) EXECUTE FUNCTION public.refuse_kept_for_nobody();

-- Somebody says whose an untied resource is, or with no patient that it is nobody's here. In the owner's name, since such a row is in no
-- patient's scope; the patient must be in that of the request. @returns the row's version before, null when there is none to decide about
CREATE OR REPLACE FUNCTION public.decide_untied(untied uuid, read_version int, tied_to uuid, because text) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  found int;
BEGIN
  IF tied_to IS NOT NULL AND strpos(current_setting('emr.scope', true), tied_to::text) = 0 THEN
    RETURN NULL;
  END IF;
  SELECT version INTO found FROM fhir_source
   WHERE id = untied AND patient_id IS NULL AND NOT fhir_about_nobody(resource_type) FOR UPDATE;
  IF found = read_version THEN
    UPDATE fhir_source SET patient_id = tied_to, decided_at = clock_timestamp(),
        decided_by = (current_setting('emr.context')::jsonb->>'actorId')::uuid, decided_reason = because WHERE id = untied;
  END IF;
  RETURN found;
END $$;
