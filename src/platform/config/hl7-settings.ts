import { list, setting, text, whole } from './setting.js';

/** What other systems send: FHIR and HL7 v2. */
export const HL7_SETTINGS = {
  fhirBodyLimitBytes: setting(
    'FHIR_BODY_LIMIT_BYTES',
    '8388608',
    'Largest body below /fhir and at /hl7v2, where whole histories and documents arrive, in bytes.',
    whole(1024, 104_857_600),
  ),
  hl7ProcessingIds: setting(
    'HL7_PROCESSING_IDS',
    'P',
    'Which HL7 v2 messages are taken, by MSH-11: P production, T training, D debugging; comma separated. A hospital takes P alone.',
    processingIds,
  ),
  hl7Authorities: setting(
    'HL7_AUTHORITIES',
    '',
    'How other systems name this hospital as the authority of medical record numbers (HL7 v2 PID-3.4), besides its code; comma separated.',
    list,
  ),
  hl7MllpPort: setting(
    'HL7_MLLP_PORT',
    undefined,
    'TCP port for HL7 v2 over MLLP. Absent: none is opened.',
    whole(0, 65535),
  ),
  hl7MllpHost: setting('HL7_MLLP_HOST', '127.0.0.1', 'Address for HL7 v2 over MLLP to listen on.', text),
  hl7MllpCertificate: setting(
    'HL7_MLLP_CERTIFICATE',
    undefined,
    'File of the certificate (PEM) by which MLLP is encrypted; with HL7_MLLP_KEY.',
    text,
  ),
  hl7MllpKey: setting('HL7_MLLP_KEY', undefined, 'File of its private key (PEM).', text),
  hl7MllpRevoked: setting(
    'HL7_MLLP_REVOKED',
    undefined,
    'File with lists of senders’ certificates that their authorities revoked (CRL, as DER or PEM). Read again when it changes, and asked with each message.',
    text,
  ),
} as const;

function processingIds(value: string): string[] {
  const ids = list(value.toUpperCase());
  if (ids.length === 0 || ids.some((id) => !['P', 'T', 'D'].includes(id))) throw new Error('must be some of P, T, D');
  return ids;
}
