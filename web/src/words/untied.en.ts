import type { UntiedWords } from './untied.vi.ts';

/** What people read of resources from elsewhere that name nobody here for sure, in English. */
export const untiedEn: UntiedWords = {
  place: 'Data of nobody yet',
  about:
    'Other systems sent them, and nobody knows whose they are. Look whom they name, choose the patient and assign, or dismiss.',
  states: { open: 'Waiting', dismissed: 'Dismissed' },
  none: 'There is none.',
  from: (source, at) => `from ${source}, received ${at}`,
  look: 'Look whom it names',
  lookAt: (what) => `Look whom it names: ${what}`,
  named: 'It names',
  namesNobody: 'It names nobody.',
  asSent: 'As it was sent',
  patient: 'Patient (number or name)',
  chosen: 'The patient who is chosen',
  compared: 'Compared',
  parts: { name: 'name', birthDate: 'birth date', identifier: 'number' },
  same: 'the same',
  differs: 'DIFFERS',
  unsaid: 'not enough to compare',
  sure: 'I looked: it is this patient’s all the same',
  reason: 'What says so',
  assign: 'Assign to this patient',
  assigned: (name) => `Assigned to ${name}.`,
  dismiss: 'Dismiss',
  dismissOf: (what) => `Dismiss: ${what}`,
  dismissed: 'Dismissed; the data are kept.',
  why: 'Why',
  decided: (by, at, reason) => `${by} ${at}: ${reason}`,
};
