/** URI of LOINC, by which tests are known. */
export const LOINC = 'http://loinc.org';
