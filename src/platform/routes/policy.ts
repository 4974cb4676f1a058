/** Roles a person signs in with. One person may hold several and acts in one at a time. */
export const ROLES = [
  'doctor',
  'department-head',
  'nurse',
  'head-nurse',
  'trainee',
  'registrar',
  'pharmacist',
  'lab',
  'radiographer',
  'records-officer',
  'auditor',
  'privacy-officer',
  'admin',
] as const;
export type Role = (typeof ROLES)[number];
export const isRole = (text: string | undefined): text is Role => (ROLES as readonly string[]).includes(text ?? '');

/**
 * Those whose work is with the patients of some wards: what they see follows care, beyond their role. A trainee is a doctor who still
 * practises under supervision: orders nothing, and what a trainee signs a doctor confirms.
 */
export const CARE_ROLES = [
  'doctor',
  'department-head',
  'nurse',
  'head-nurse',
  'trainee',
] as const satisfies readonly Role[];
export const DOCTORS = ['doctor', 'department-head'] as const satisfies readonly Role[];
/** Technicians who carry orders out and report. */
const DIAGNOSTICS = ['lab', 'radiographer'] as const;
/**
 * Those whose work is with the patients of all wards. They see every record but their own, and what is confidential only with a
 * reason of their work (prisma/guards/75-care-decision.sql); registrars only who somebody is and their visits.
 */
export const HOUSE_ROLES = [
  'registrar',
  'pharmacist',
  ...DIAGNOSTICS,
  'records-officer',
] as const satisfies readonly Role[];
const READERS = [...CARE_ROLES, 'pharmacist', 'records-officer'] as const;

/**
 * What each role may do. Whatever is not written here is refused.
 * Auditors and privacy officers read the trail and chart nothing; administrators manage people and see no chart.
 */
export const POLICY = {
  'patient.register': ['registrar', ...CARE_ROLES],
  'patient.read': [...READERS, 'registrar', ...DIAGNOSTICS],
  'patient.search': [...READERS, 'registrar', ...DIAGNOSTICS],
  /** Who may be on record twice, by name. */
  'patient.duplicates': ['registrar', 'records-officer'],
  /** To put two records of one person together, and apart again. */
  'patient.merge': ['records-officer'],
  /** Cards and times of health insurance, as the desk sees them. */
  'insurance.read': ['registrar', 'records-officer', ...CARE_ROLES],
  'insurance.write': ['registrar', 'records-officer'],
  'patient.record-death': DOCTORS,
  'patient.revoke-death': [...DOCTORS, 'records-officer'],
  'patient.update': ['registrar', 'records-officer', ...CARE_ROLES],
  /** To see the flag and to raise it; what more is needed to lower it, or for VIP, stands in the next two. */
  'patient.confidentiality': ['registrar', 'records-officer', 'privacy-officer', ...CARE_ROLES],
  'patient.lower-confidentiality': ['records-officer', 'privacy-officer'],
  'patient.mark-vip': ['registrar', 'records-officer', 'privacy-officer'],
  'chart.read': READERS,
  /** To add papers and pictures; which role adds which kind stands in clinical/files/file-kinds. */
  'file.add': [...CARE_ROLES, 'registrar', 'records-officer'],
  /** To take a printed paper back: one's own, and everybody's as a doctor or the records office. */
  'document.withdraw': READERS,
  'allergy.write': CARE_ROLES,
  /** Diagnoses are a doctor's to make and to refute (Law 15/2023/QH15 on medical examination and treatment). */
  'problem.write': DOCTORS,
  /** Family and social history, implants, alerts, pregnancy and lactation. */
  'background.write': CARE_ROLES,
  'ward.read': [...READERS, 'registrar', 'admin', ...DIAGNOSTICS],
  'ward.board': [...CARE_ROLES, 'registrar'],
  'ward.manage': ['admin'],
  /** Whether a bed is kept, cleaned, out of service or free; the last two by who leads. */
  'bed.set-state': [...CARE_ROLES, 'registrar', 'admin'],
  'roster.read': [...READERS, 'registrar', 'admin', ...DIAGNOSTICS],
  'roster.plan': ['department-head', 'head-nurse', 'admin'],
  'encounter.read': [...CARE_ROLES, 'registrar', 'records-officer'],
  'encounter.admit': [...CARE_ROLES, 'registrar'],
  'encounter.transfer': CARE_ROLES,
  /** What happens during a stay: leave, isolation. */
  'encounter.course': CARE_ROLES,
  /** How urgent it is to see who waits. */
  'encounter.triage': CARE_ROLES,
  /** To call in who waits for a doctor, and to write what was found. */
  'visit.write': DOCTORS,
  /** Who is the doctor in charge. */
  'encounter.team': [...DOCTORS, 'head-nurse'],
  'encounter.discharge': DOCTORS,
  /** To take a discharge back; doctors for some time only. */
  'encounter.reopen': [...DOCTORS, 'records-officer'],
  /** To close a record for good; what it lacks is checked by its legal form. */
  'encounter.close': [...DOCTORS, 'records-officer'],
  'record.hold': ['records-officer'],
  'vitals.write': CARE_ROLES,
  /** How a patient is observed: the scale of the oxygen saturation, the level of nursing care. */
  'observation.decide': DOCTORS,
  /** To answer a call to a patient who gets worse. */
  'escalation.acknowledge': DOCTORS,
  'note.write': CARE_ROLES,
  'note.sign': CARE_ROLES,
  /** To confirm what a trainee signed. */
  'note.cosign': DOCTORS,
  /** The text of a note that was entered in error; everybody reads that there was one, and why it was wrong. */
  'note.read-in-error': [...DOCTORS, 'records-officer'],
  'order.write': DOCTORS,
  /** To write down what one may sign, or what a doctor said aloud. */
  'order.enter': [...DOCTORS, 'nurse', 'head-nurse'],
  /** To write down what a doctor said aloud, read back. */
  'order.take-verbal': ['nurse', 'head-nurse'],
  'order.read': [...READERS, ...DIAGNOSTICS],
  /** That a specimen was taken; by the bedside or in the laboratory. */
  'order.collect': [...CARE_ROLES, 'lab'],
  'specimen.reject': ['lab'],
  /** To begin and complete an order; whose each kind is stands in order-kind.rules. */
  'order.fulfil': [...DIAGNOSTICS, ...CARE_ROLES, 'pharmacist'],
  /** Medicine orders of all wards, by what the pharmacy says of them. */
  'pharmacy.read': ['pharmacist'],
  /** To verify, question and substitute a medicine that was ordered. */
  'pharmacy.review': ['pharmacist'],
  /** To keep an order that the pharmacy questioned. */
  'pharmacy.answer': DOCTORS,
  /** To give medicines out and take them back. */
  'pharmacy.dispense': ['pharmacist'],
  /** To list what medicines a patient takes; what becomes of each a doctor decides. */
  'reconciliation.write': [...CARE_ROLES, 'pharmacist'],
  'reconciliation.decide': DOCTORS,
  /** To record what became of a dose. */
  'dose.record': CARE_ROLES,
  /** To compare the bracelets of mother and child. */
  'newborn.check': CARE_ROLES,
  /** To give blood, which a second person compares at the bedside. */
  'blood.transfuse': [...DOCTORS, 'nurse', 'head-nurse'],
  'result.read': [...READERS, ...DIAGNOSTICS],
  'result.write': DIAGNOSTICS,
  /** To be told at once that a list one reads has changed. */
  'live.listen': [...READERS, 'registrar', ...DIAGNOSTICS],
  /** To see to what waits, and to say so; whose each kind is stands in clinical/tasks/task-kinds. */
  'task.read': [...CARE_ROLES, 'lab', 'records-officer', 'auditor', 'privacy-officer'],
  'task.acknowledge': [...CARE_ROLES, 'lab', 'records-officer', 'auditor', 'privacy-officer'],
  /** A critical value is answered for by who may act on it; a trainee is told of it and calls them. */
  'result.acknowledge': [...DOCTORS, 'nurse', 'head-nurse'],
  /** To say that one has looked at a result: whoever treats answers for what it says. */
  'result.review': DOCTORS,
  'fhir.import': ['lab', 'registrar'],
  /** Who the patient is, orders and results: what a laboratory works with. */
  'fhir.read': [...CARE_ROLES, 'lab'],
  'fhir.read-chart': CARE_ROLES,
  /** To take whole wards or the whole hospital away: for machines alone, which are approved for it by name. */
  'fhir.export': [],
  /** To follow what changes of a type in all the hospital: for machines that keep a copy. */
  'fhir.history': [],
  /** To ask to be told what happens: a machine asks for itself, and a person approves it. */
  'fhir.subscribe': [],
  /** What came before its patient had to be known, and of which nobody could tell whose it is. */
  'fhir.read-untied': ['records-officer', 'lab'],
  /** Messages of HL7 v2, which machines send, and a laboratory by hand. */
  'hl7v2.send': ['lab'],
  /** Results that could not be placed, and whose they are. */
  'unmatched.read': ['lab', 'records-officer'],
  'unmatched.settle': ['lab', 'records-officer'],
  /** Which messages came from other systems, and what became of them; whose they are, as far as each may see the patient. */
  'message.read': ['lab', 'records-officer', 'admin', 'auditor', 'privacy-officer'],
  /** What codes and units of senders mean. */
  'mapping.read': ['lab', 'admin'],
  'mapping.manage': ['lab', 'admin'],
  'care.explain': [...CARE_ROLES, 'pharmacist', ...DIAGNOSTICS],
  'care.break-glass': [...CARE_ROLES, 'pharmacist', ...DIAGNOSTICS],
  'care.consult': CARE_ROLES,
  'care.review': ['privacy-officer', 'auditor'],
  'sensitivity.read': ['admin', 'privacy-officer', 'records-officer', 'auditor'],
  'sensitivity.manage': ['admin', 'privacy-officer'],
  'terminal.manage': ['admin'],
  'client.read': ['admin', 'privacy-officer'],
  'client.manage': ['admin'],
  'client.approve': ['privacy-officer'],
  /** Which systems are told what happens here; what each was told, by number and type. */
  'subscription.read': ['admin', 'privacy-officer', 'auditor'],
  'subscription.manage': ['admin'],
  'subscription.approve': ['privacy-officer'],
  'session.read': ['admin'],
  'session.end': ['admin'],
  /** Names, roles and wards of colleagues: for everyone who must choose one. */
  'staff.directory': ROLES,
  /** Names and codes of the wards: for everyone who must choose one, as in a question to the trail. */
  'ward.list': ROLES,
  /** Lists of codes; of no patient. */
  'codes.read': ROLES,
  'staff.read': ['admin'],
  'staff.manage': ['admin'],
  'audit.read': ['auditor', 'privacy-officer'],
  'access.review': ['auditor', 'privacy-officer'],
  'radar.read': ['auditor', 'privacy-officer'],
  'radar.review': ['auditor', 'privacy-officer'],
  'radar.manage': ['auditor', 'privacy-officer'],
} as const satisfies Record<string, readonly Role[]>;

export type Action = keyof typeof POLICY;

/** Whether a role may do an action; unknown roles may do nothing. */
export function may(role: string | undefined, action: Action): boolean {
  return (POLICY[action] as readonly string[]).includes(role ?? '');
}

/** Whether what the role sees follows care. */
export const followsCare = (role: string | undefined): boolean =>
  (CARE_ROLES as readonly string[]).includes(role ?? '');

/** Roles that review what others did: they see the trail, and no charts. */
export const reviews = (role: string | undefined): boolean => may(role, 'audit.read');

/** Whether the role sees the records of all wards, but its own person's, and confidential ones only with a reason. */
export const worksHospitalWide = (role: string | undefined): boolean =>
  (HOUSE_ROLES as readonly string[]).includes(role ?? '');

/** Roles whose work is with people and machines: for them every table of patients is empty. */
export const seesNoPatients = (role: string | undefined): boolean => role === 'admin';

export const isDoctor = (role: string | undefined): boolean => (DOCTORS as readonly string[]).includes(role ?? '');
