import { isolationNames } from '../../../src/clinical/encounters/isolation.words.ts';
import type { BoardWords } from './board.vi.ts';

/** What people read about the board of a ward, in English. */
export const boardEn: BoardWords = {
  title: (ward) => `Board of ${ward}`,
  choose: 'Choose a ward',
  noWard: 'This account belongs to no ward yet. Choose one to look at.',
  beds: (taken, all) => `${taken} of ${all} beds taken`,
  states: {
    free: 'Free',
    occupied: 'Taken; not among the patients you may see',
    reserved: 'Reserved',
    cleaning: 'Being cleaned',
    'out-of-service': 'Out of use',
  },
  isolation: isolationNames('en'),
  reason: 'Reason',
  reasonInstead: 'Not diagnosed yet; came for:',
  noBeds: (count) => `${count} without a bed`,
  atRisk: (count) => `${count} at risk`,
  overdueCount: (count) => `${count} due for vital signs`,
  lastSeen: (at) => `OLD COPY, as of ${at}. It is not updated any more, and goes when this page is locked.`,
  deceased: 'Has died',
  ageUnknown: 'Age not known',
  withoutBed: 'Without a bed',
  bed: 'Bed',
  patient: 'Patient',
  news2: 'NEWS2',
  due: 'Next set',
  overdue: (late) => `${late} late`,
  dueIn: (time) => `in ${time}`,
  vitals: 'Latest vital signs',
  allergies: 'Allergies',
  diagnosis: 'Diagnosis',
  since: 'Here since',
  notAsked: 'Allergies not asked',
  noneKnown: 'No known allergies',
  allergyCount: (count, isSevere) => {
    const words = count === 1 ? '1 allergy' : `${count} allergies`;
    return isSevere ? `${words}, HIGH criticality` : words;
  },
  noScore: 'Values missing',
  notComplete: 'The list is too long; not all is shown.',
  admit: 'Admit a patient',
  tab: 'Board',
  round: 'Vital signs round',
  filterAll: 'All',
  filterRisk: 'High risk',
  filterDue: 'Due',
  redParameter: 'a red parameter',
  ago: (time) => `${time} ago`,
};
