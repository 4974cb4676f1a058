import { missingOf, type RecordFacts } from './completeness.rules.js';

const COMPLETE: RecordFacts = {
  class: 'inpatient',
  disposition: 'home',
  reason: 'Sốt cao',
  birthDate: '1990-05-12',
  hasAddress: true,
  hasIdentity: true,
  destination: null,
  deathCause: null,
  isTriaged: true,
  days: 3,
  progressDays: 3,
  notes: { admission: 1, nursing: 2, discharge: 1, visit: 1 },
  diagnoses: 1,
  vitals: 4,
  allergiesAsked: true,
  openKinds: [],
};
const CLASSES = ['inpatient', 'outpatient', 'emergency', 'day'] as const;

describe('What a record lacks before it is closed', () => {
  it.each(CLASSES)('is nothing of a complete record of class %s', (kind) => {
    expect(missingOf({ ...COMPLETE, class: kind })).toEqual([]);
  });

  it.each([
    ['birth-date', { birthDate: null }, CLASSES],
    ['address', { hasAddress: false }, ['inpatient', 'day']],
    ['identity', { hasIdentity: false }, ['inpatient', 'day']],
    ['reason', { reason: '' }, CLASSES],
    ['allergies', { allergiesAsked: false }, ['inpatient', 'emergency', 'day']],
    ['triage', { isTriaged: false }, ['emergency']],
    ['progress-notes', { progressDays: 2 }, ['inpatient']],
    ['nursing-notes', { notes: { ...COMPLETE.notes, nursing: 0 } }, ['inpatient']],
    ['vital-signs', { vitals: 0 }, ['inpatient', 'emergency', 'day']],
    ['diagnosis', { diagnoses: 0 }, CLASSES],
    ['discharge-summary', { notes: { ...COMPLETE.notes, discharge: 0 } }, ['inpatient', 'day']],
    ['disposition', { disposition: null }, CLASSES],
    ['destination', { disposition: 'other-hcf' }, CLASSES],
    ['death-cause', { disposition: 'exp' }, CLASSES],
    ['unsigned-notes', { openKinds: ['unsigned-note'] }, CLASSES],
    ['open-items', { openKinds: ['order', 'unsigned-note'] }, CLASSES],
  ] as const)('is %s where the form asks for it', (code, change, of) => {
    const asking = CLASSES.filter((kind) => missingOf({ ...COMPLETE, ...change, class: kind }).includes(code));
    expect(asking).toEqual([...of]);
  });

  it('is an examination where a visit has neither its note nor one like it', () => {
    const without = { ...COMPLETE, notes: { nursing: 1 } };
    expect(CLASSES.filter((kind) => missingOf({ ...without, class: kind }).includes('examination'))).toEqual([
      'outpatient',
      'emergency',
    ]);
    for (const type of ['visit', 'admission', 'progress']) {
      expect(missingOf({ ...without, class: 'outpatient', notes: { [type]: 1 } })).toEqual([]);
    }
  });

  it('stands in the order of the form', () => {
    expect(missingOf({ ...COMPLETE, birthDate: null, diagnoses: 0, hasAddress: false })).toEqual([
      'birth-date',
      'address',
      'diagnosis',
    ]);
  });
});
