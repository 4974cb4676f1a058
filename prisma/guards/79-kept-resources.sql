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
CREATE OR REPLACE FUNCTION public.refuse_kept_for_nobody() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'constraint "fhir_source_of_somebody": a % is about a patient', NEW.resource_type
    USING ERRCODE = 'EM005', CONSTRAINT = 'fhir_source_of_somebody';
END $$;
CREATE OR REPLACE TRIGGER a_kept_for_somebody BEFORE INSERT ON public.fhir_source FOR EACH ROW
  WHEN (NEW.patient_id IS NULL AND NOT public.fhir_about_nobody(NEW.resource_type)) EXECUTE FUNCTION public.refuse_kept_for_nobody();
CREATE OR REPLACE TRIGGER a_kept_for_somebody_changed BEFORE UPDATE ON public.fhir_source FOR EACH ROW
  WHEN (NEW.patient_id IS NULL AND OLD.patient_id IS NOT NULL AND NOT public.fhir_about_nobody(NEW.resource_type))
  EXECUTE FUNCTION public.refuse_kept_for_nobody();
