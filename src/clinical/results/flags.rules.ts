/** Flags a sender may give. Source: HL7 v3 code system ObservationInterpretation. */
export const FLAGS = ['N', 'L', 'H', 'LL', 'HH', 'A', 'AA', 'POS', 'NEG', 'IND', 'S', 'I', 'R', 'U', 'D', 'B', 'W'];

/** Comparators of a value beyond what could be measured. Source: FHIR R4 quantity-comparator. */
export const COMPARATORS = ['<', '<=', '>=', '>'];
