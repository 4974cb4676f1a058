/** Media types under which messages of HL7 v2 come (HL7 over HTTP), the one of answers first. */
export const ER7_TYPES = ['x-application/hl7-v2+er7', 'application/hl7-v2', 'text/plain'] as const;

/** The only address at which they are read. */
export const ER7_ADDRESS = '/hl7v2';
