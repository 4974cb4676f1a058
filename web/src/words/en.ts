import { roleNames } from '../../../src/platform/routes/role.words.ts';
import { accessEn } from './access.en.ts';
import { accountEn } from './account.en.ts';
import { adminEn } from './admin.en.ts';
import { auditEn } from './audit.en.ts';
import { backgroundEn } from './background.en.ts';
import { basketEn } from './basket.en.ts';
import { changesEn } from './changes.en.ts';
import { courseEn } from './course.en.ts';
import { exchangeEn } from './exchange.en.ts';
import { filesEn } from './files.en.ts';
import { handoverEn } from './handover.en.ts';
import { inboxEn } from './inbox.en.ts';
import { medicinesEn } from './medicines.en.ts';
import { newbornEn } from './newborn.en.ts';
import { nursingEn } from './nursing.en.ts';
import { papersEn } from './papers.en.ts';
import { pharmacyEn } from './pharmacy.en.ts';
import { privacyEn } from './privacy.en.ts';
import { putRightEn } from './put-right.en.ts';
import { queueEn } from './queue.en.ts';
import { reconciliationEn } from './reconciliation.en.ts';
import { personEn } from './person.en.ts';
import { registryEn } from './registry.en.ts';
import { listsEn } from './lists.en.ts';
import { lateEn } from './late.en.ts';
import { staffEn } from './staff.en.ts';
import { terminalEn } from './terminal.en.ts';
import { trailEn } from './trail.en.ts';
import { transfusionsEn } from './transfusions.en.ts';
import { unmatchedEn } from './unmatched.en.ts';
import { untiedEn } from './untied.en.ts';
import { consultEn } from './consult.en.ts';
import { noteToolsEn } from './note-tools.en.ts';
import { waitsEn } from './waits.en.ts';
import type { Words } from './vi.ts';
import { signInEn } from './sign-in.en.ts';
import { shellEn } from './shell.en.ts';
import { boardEn } from './board.en.ts';
import { vitalsEn } from './vitals.en.ts';
import { chartEn } from './chart.en.ts';
import { notesEn } from './notes.en.ts';
import { fluidsEn } from './fluids.en.ts';
import { ordersEn } from './orders.en.ts';
import { resultsEn } from './results.en.ts';
import { stayEn } from './stay.en.ts';
import { worklistEn } from './worklist.en.ts';
import { reviewsEn } from './reviews.en.ts';
import { keysEn } from './keys.en.ts';

/** What people read, in English. */
export const en: Words = {
  name: 'Bệnh Án',
  unknown: 'Not known',
  none: 'None',
  loading: 'Loading…',
  save: 'Save',
  needed: (labels: string) => `Still needed: ${labels}.`,
  nothingChanged: 'Nothing was changed yet.',
  cancel: 'Cancel',
  close: 'Close',
  back: 'Back',
  more: 'Show more',
  retry: 'Try again',
  dayForm: 'day/month/year',
  momentForm: 'day/month/year hour:minute',
  badDay: 'Write the day as 05/03/2026 or 05032026.',
  badMoment: 'Write day and time as 05/03/2026 08:05.',
  unclearNumber: (typed) =>
    `${typed} may be two numbers: write it without a sign of thousands (1000), or add a 0 behind its decimals (1.0000).`,
  yes: 'Yes',
  no: 'No',
  sex: { male: 'Male', female: 'Female', other: 'Other', unknown: 'Sex not known' },
  encounterClass: { inpatient: 'Inpatient', outpatient: 'Outpatient', emergency: 'Emergency', day: 'Day patient' },
  signIn: signInEn,
  shell: shellEn,
  role: roleNames('en'),
  problem: {
    offline:
      'Not sent: the server cannot be reached. It may not be saved; what you typed is still on the screen, and sending it again does nothing twice.',
    unexpected: 'The server answered something that cannot be understood.',
    stale: 'Somebody else has just changed this. Look at what is new, then save again.',
  },
  board: boardEn,
  risk: { low: 'low', 'low-medium': 'low to medium', medium: 'medium', high: 'HIGH' },
  vitals: vitalsEn,
  chart: chartEn,
  notes: notesEn,
  fluids: fluidsEn,
  due: {
    title: 'Due',
    none: 'Nobody is due.',
    overdue: (count) => (count === 1 ? '1 patient is overdue' : `${count} patients are overdue`),
  },
  orders: ordersEn,
  results: resultsEn,
  find: {
    title: 'Find a patient',
    box: 'Name, MRN, phone, birth date, card number…',
    hint: 'Accents may be left out.',
    nothing: 'Nobody found. Perhaps not registered yet.',
    register: 'Register a new patient',
    uncertain: 'perhaps',
    open: 'Open the chart',
  },
  register: {
    title: 'Register a patient',
    fullName: 'Full name',
    sex: 'Sex',
    birthDate: 'Birth date',
    birthHint: 'day/month/year, or the year alone',
    phone: 'Phone',
    cccd: 'Citizen identity number (CCCD)',
    bhyt: 'Health insurance number (BHYT)',
    address: 'Address',
    contact: 'Next of kin',
    contactPhone: 'Phone of the next of kin',
    similar: 'Who may be the same person',
    noSimilar: 'Nobody alike so far.',
    submit: 'Register',
    done: (mrn) => `Registered, MRN ${mrn}`,
    badDate: 'Write the birth date as 05/03/1980, 03/1980 or 1980.',
    birthAhead: 'That day has not come: look at the year again.',
    useThis: 'It is this person',
  },
  account: accountEn,
  terminal: terminalEn,
  basket: basketEn,
  admin: adminEn,
  lists: listsEn,
  staff: staffEn,
  course: courseEn,
  files: filesEn,
  papers: papersEn,
  queue: queueEn,
  handover: handoverEn,
  inbox: inboxEn,
  medicines: medicinesEn,
  pharmacy: pharmacyEn,
  privacy: privacyEn,
  reconciliation: reconciliationEn,
  person: personEn,
  putRight: putRightEn,
  access: accessEn,
  background: backgroundEn,
  changes: changesEn,
  registry: registryEn,
  untied: untiedEn,
  late: lateEn,
  transfusions: transfusionsEn,
  unmatched: unmatchedEn,
  trail: trailEn,
  newborn: newbornEn,
  waits: waitsEn,
  noteTools: noteToolsEn,
  consult: consultEn,
  nursing: nursingEn,
  exchange: exchangeEn,
  stay: stayEn,
  breakGlass: {
    title: 'Open in an emergency',
    about: 'This patient is not in your care. Emergency access lasts four hours, is recorded and will be reviewed.',
    reason: 'Why it must be seen now',
    kind: 'Kind',
    kinds: {
      emergency: 'Emergency',
      'cross-cover': 'Covering another ward',
      'phone-advice': 'Advice by telephone',
      handover: 'Handover',
      other: 'Other',
    },
    open: 'Open the chart',
  },
  audit: auditEn,
  reviews: reviewsEn,
  worklist: worklistEn,
  keys: keysEn,
  time: {
    minutes: (n) => `${n} min`,
    hours: (n) => `${n} h`,
    days: (n) => (n === 1 ? '1 day' : `${n} days`),
    underMinute: 'under 1 min',
  },
};
