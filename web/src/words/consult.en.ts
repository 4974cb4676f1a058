import type { ConsultWords } from './consult.vi.ts';

/** What people read where colleagues and other wards are asked into the care of a patient, in English. */
export const consultEn: ConsultWords = {
  title: 'Consult, refer',
  about:
    'Whoever is asked, or everybody of the ward that is asked, may see this record for the time; a ward finds the patient above its board until they have come. The minutes of a consultation are written as a note.',
  who: 'Whom to ask',
  person: 'A colleague',
  ward: 'A ward or clinic',
  colleague: 'Colleague',
  askedWard: 'Ward or clinic',
  reason: 'What is asked',
  until: 'May see it until',
  untilAbout: 'Left empty: seven days. At most 30.',
  ask: 'Ask',
  asked: (who) => `${who} has been asked.`,
  now: 'Who may see it besides the ward',
  nobody: 'Nobody.',
  kinds: { consultation: 'consultation', referral: 'referral', 'break-glass': 'emergency access' },
  line: (kind, by, at) => `${kind} · asked by ${by} ${at}`,
  lasts: (until) => `until ${until}`,
  end: 'End the access',
  endAsk: (who) => `From now on ${who} may not see this record?`,
  incoming: (count) => (count === 1 ? '1 patient is to be taken or seen' : `${count} patients are to be taken or seen`),
  incomingAbout: 'Another ward has asked; the patient has not come here yet.',
  from: (ward, bed) => (bed ? `now in ${ward}, bed ${bed}` : `now in ${ward}`),
  nowhere: 'not in hospital',
  hiddenReason: 'why is shown to who cares for the patient',
  take: 'Take into the ward',
  takeOf: (who) => `Take into the ward: ${who}`,
  ended: (who) => `${who} may not see this record any more.`,
};
