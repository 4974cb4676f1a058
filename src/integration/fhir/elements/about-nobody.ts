/**
 * Resource types of FHIR R4 that need not be about a patient: they are outside of its patient compartment (hl7.org/fhir/R4,
 * compartmentdefinition-patient), or tell of places, people who work and things. Every other is tied to a patient, or not taken. The
 * database has the same list (`fhir_about_nobody`, prisma/guards/79-kept-resources.sql).
 */
export const MAY_BE_ABOUT_NOBODY: ReadonlySet<string> = new Set(
  (
    'ActivityDefinition CapabilityStatement CatalogEntry ChargeItemDefinition CodeSystem CompartmentDefinition ConceptMap Device ' +
    'DeviceDefinition DeviceMetric EffectEvidenceSynthesis Endpoint EventDefinition Evidence EvidenceVariable ExampleScenario ' +
    'GraphDefinition HealthcareService ImplementationGuide InsurancePlan Library Location Measure Medication MedicationKnowledge ' +
    'MedicinalProduct MedicinalProductAuthorization MedicinalProductContraindication MedicinalProductIndication ' +
    'MedicinalProductIngredient MedicinalProductInteraction MedicinalProductManufactured MedicinalProductPackaged ' +
    'MedicinalProductPharmaceutical MedicinalProductUndesirableEffect MessageDefinition NamingSystem ObservationDefinition ' +
    'OperationDefinition Organization OrganizationAffiliation PlanDefinition Practitioner PractitionerRole Questionnaire ' +
    'ResearchDefinition ResearchElementDefinition ResearchStudy RiskEvidenceSynthesis Schedule SearchParameter Slot ' +
    'SpecimenDefinition StructureDefinition StructureMap Substance SubstanceNucleicAcid SubstancePolymer SubstanceProtein ' +
    'SubstanceReferenceInformation SubstanceSourceMaterial SubstanceSpecification TerminologyCapabilities TestReport TestScript ValueSet'
  ).split(' '),
);
