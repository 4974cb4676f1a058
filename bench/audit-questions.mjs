// What auditors ask; each makes an address from an event that stands for what they know.
/** A day of a person, as the privacy officer asks for it; of nobody unknown. */
const day = (one, parameters) =>
  one.person_known ? `/api/v1/audit/people/${one.actor_id}/day?${new URLSearchParams(parameters)}` : undefined;
const events = (parameters) => `/api/v1/audit/events?${new URLSearchParams(parameters)}`;

/** Some days around an event. */
const around = ({ occurred_at }, days = 3) => ({
  from: new Date(occurred_at.getTime() - days * 86_400_000).toISOString(),
  to: new Date(occurred_at.getTime() + days * 86_400_000).toISOString(),
});

export const QUESTIONS = {
  'the newest': () => events({}),
  'about a patient': (one) => events({ patientId: one.patient_id, limit: 100 }),
  'about a patient, some days': (one) => events({ patientId: one.patient_id, ...around(one) }),
  'reads of a patient': (one) => events({ patientId: one.patient_id, kind: 'read' }),
  'about an encounter': (one) => events({ encounterId: one.encounter_id }),
  'by a person': (one) => events({ actorId: one.actor_id, limit: 100 }),
  'by a person, some days': (one) => events({ actorId: one.actor_id, ...around(one) }),
  'by a username and kind': (one) => events({ username: one.username, kind: 'update' }),
  'of one record': (one) => events({ entityId: one.entity_id }),
  'of one kind': () => events({ kind: 'search' }),
  'of what hardly happens': () => events({ kind: 'refusal' }),
  'of a request': (one) => events({ requestId: one.request_id }),
  'of a request nobody made': () => events({ requestId: 'r1234567' }),
  'by a name that is nobody’s': () => events({ username: 'nobody' }),
  'at a terminal': (one) => events({ terminal: one.terminal }),
  'at a terminal there is not': () => events({ terminal: 'KHOA-999' }),
  'from an address': (one) => events({ address: `${one.address}`.replace(/\/.*$/, '') }),
  'from an address there is not': () => events({ address: '10.200.0.1' }),
  'by a person at a terminal, some days': (one) =>
    events({ actorId: one.actor_id, terminal: 'KHOA-999', ...around(one) }),
  'by a role and field': () => events({ role: 'pharmacist', field: 'dose' }),
  'of one table, some days': (one) => events({ entity: one.entity, ...around(one) }),
  // The questions that auditors ask by name (docs/auditors.md).
  'readers from another ward, some days': (one) => events({ fromOtherWard: true, ...around(one) }),
  'readers of a patient from another ward': (one) => events({ fromOtherWard: true, patientId: one.patient_id }),
  'reads of confidential records': () => events({ confidential: true }),
  'reads of confidential records by a person': (one) => events({ confidential: true, actorId: one.actor_id }),
  'who exported': () => events({ output: 'export' }),
  'who printed, some days': (one) => events({ output: 'print', ...around(one) }),
  'failed sign-ins of a person': (one) => events({ kind: 'sign-in-failed', username: one.username }),
  'a shift across midnight': (one) => day(one, { from: around(one, 0.25).from, to: around(one, 0.25).to }),
  'who looked at a patient': (one) =>
    one.patient_known ? `/api/v1/patients/${one.patient_id}/access-report` : undefined,
  'the life of a record': (one) => `/api/v1/audit/records/${one.entity}/${one.entity_id}`,
  'glasses broken, without consultations': () => events({ entity: 'access_grant', purpose: 'BTG', kind: 'create' }),
  'what was seen through broken glass': () => events({ purpose: 'BTG', kind: 'read' }),
  'in records of VIPs': () => events({ confidentiality: 'V' }),
  'reads of confidential records, some days': (one) => events({ confidential: true, ...around(one) }),
  'who exported, some days': (one) => events({ output: 'export', ...around(one) }),
  'who printed': () => events({ output: 'print' }),
  'at a terminal, some days': (one) => events({ terminal: one.terminal, ...around(one) }),
  'by a username, some days': (one) => events({ username: one.username, ...around(one) }),
  'failed sign-ins, some days': (one) => events({ kind: 'sign-in-failed', ...around(one) }),
  'what answers told': () => events({ kind: 'told' }),
  'what answers told of a patient': (one) => events({ kind: 'told', patientId: one.patient_id }),
  'what other systems were told of a patient': (one) =>
    events({ entity: 'delivery', kind: 'told', patientId: one.patient_id }),
  'of a request by the caller’s id': () => events({ callerRequestId: 'bench-of-nobody' }),
  'in the order of sealing': () => events({ order: 'sealed', after: 100 }),
  'a day by the patient': (one) => day(one, { date: one.occurred_at.toISOString().slice(0, 10), by: 'patient' }),
  'who opened a record': (one) => `/api/v1/audit/records/${one.entity}/${one.entity_id}/reads`,
  'who a patient is, by name': () => `/api/v1/audit/patients?${new URLSearchParams({ name: 'Trần Thị Bình' })}`,
  'who a patient is, by a number': () => '/api/v1/audit/patients?mrn=79016-00000001',
  'who holds which role': () => '/api/v1/access-review',
  'by FHIR, about a patient': (one) => `/fhir/R4/AuditEvent?patient=${one.patient_id}`,
  'the checkpoints': () => '/api/v1/audit/checkpoints',
};
