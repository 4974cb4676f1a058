import { dispositionNames } from '../../../src/clinical/encounters/disposition.words.ts';
import type { StayWords } from './stay.vi.ts';

/** What people read about a stay and its movements, in English. */
export const stayEn: StayWords = {
  samePlace: 'Choose another ward, or a free bed.',
  title: 'Stay',
  notYours: 'Your role does not admit, move or discharge patients.',
  admit: 'Admit',
  class: 'Class',
  ward: 'Ward',
  bed: 'Bed',
  noBed: 'No bed yet',
  reason: 'Reason',
  transfer: 'Transfer',
  swap: 'Change beds with another patient',
  swapWith: 'Change beds with',
  swapWard: 'Ward of the other',
  swapAcross: 'Each is transferred to the ward of the other; both wards see it among who came and left.',
  discharge: 'Discharge',
  disposition: 'How the stay ends',
  dispositions: dispositionNames('en'),
  note: 'Remark',
  confirm: 'Confirm',
  done: 'Done.',
  openItems: 'Still open:',
  passOver: 'Why it is passed over',
  destination: 'To which hospital',
};
