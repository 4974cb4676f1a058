// What auditors ask; each makes an address from an event that stands for what they know.
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
  'from an address': (one) => events({ address: one.address.replace(/\/.*$/, '') }),
  'from an address there is not': () => events({ address: '10.200.0.1' }),
  'by a person at a terminal, some days': (one) =>
    events({ actorId: one.actor_id, terminal: 'KHOA-999', ...around(one) }),
  'by a role and field': () => events({ role: 'pharmacist', field: 'dose' }),
  'of one table, some days': (one) => events({ entity: one.entity, ...around(one) }),
};
