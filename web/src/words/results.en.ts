import { flagNames } from '../../../src/clinical/datatypes/flags.words.ts';
import type { ResultsWords } from './results.vi.ts';

/** What people read about results, in English. */
export const resultsEn: ResultsWords = {
  none: 'No results yet.',
  awaited: (tests) => `Still awaited: ${tests}.`,
  critical: 'CRITICAL',
  notJudged: 'Could not be judged',
  inDoubt: 'NOT TO BE USED: ask the laboratory',
  flag: flagNames('en'),
  reference: 'Reference range',
  value: 'Result',
  details: {
    note: 'Note',
    absent: 'No value',
    specimen: 'Specimen',
    method: 'Method',
    performer: 'Performed by',
    attachments: 'Attached',
    unitWritten: 'Another unit was named too',
  },
  status: {
    registered: 'registered',
    partial: 'partial',
    preliminary: 'preliminary',
    final: 'final',
    amended: 'amended',
    corrected: 'corrected',
    appended: 'appended',
    cancelled: 'cancelled',
    'entered-in-error': 'entered in error',
    unknown: 'not known',
  },
};
