const PATIENT_KEYS = new Set(['patientId', 'patient', 'mrn', 'birthDate']);

/**
 * Whether an answer that is declared to show nobody carries a patient after all. Cheap: such answers (health, tokens,
 * wards) are small.
 */
export function undeclaredPatient(body: unknown, depth = 0): boolean {
  if (body === null || typeof body !== 'object' || depth > 6) return false;
  if (Array.isArray(body)) return body.some((item) => undeclaredPatient(item, depth + 1));
  return Object.entries(body).some(
    ([key, value]) =>
      (PATIENT_KEYS.has(key) && value !== null && value !== undefined) || undeclaredPatient(value, depth + 1),
  );
}
