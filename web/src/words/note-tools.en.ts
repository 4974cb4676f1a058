import type { NoteToolsWords } from './note-tools.vi.ts';

/** What people read of a note's versions, of looking for words in notes, and of a patient's signature, in English. */
export const noteToolsEn: NoteToolsWords = {
  versions: 'Saved versions',
  versionsKey: 'Struck through: taken out. Underlined: added. The latest comes first.',
  version: (number, who, at) => `Version ${number} · ${who} · ${at}`,
  sameText: 'The text is that of the version before.',
  find: 'Find in the notes',
  findAbout: 'With accents or without; looks in all signed notes of the patient.',
  foundOf: (q) => `Notes with “${q}”`,
  noneFound: 'No notes.',
  patientSigns: 'The patient signs',
  patientSign: 'Record the signature',
  patientAbout:
    'The patient, or who stands in for them, signs in the field, or confirms aloud before a witness. You sign that it was so.',
  meaning: 'Signs to',
  meanings: {
    consent: 'Consent to treatment or a procedure',
    discharge: 'Confirm the discharge',
    'daily-medicines': 'Confirm the medicines of the day',
    information: 'Confirm that it was explained',
  },
  relation: 'Who signs is',
  relations: {
    self: 'The patient',
    parent: 'A parent',
    spouse: 'Husband or wife',
    child: 'A child',
    guardian: 'The guardian',
    other: 'Somebody else',
  },
  whoSigns: 'Name of who signs',
  idNumber: 'Number of the card shown',
  way: 'How it is signed',
  draw: 'Sign in the field',
  drawn: 'The signature as drawn',
  drawAgain: 'Sign again',
  beforeWitness: 'Confirm before a witness',
  witness: 'Witness',
  witnessAbout: 'Name and who they are; not whoever is signed in.',
};
