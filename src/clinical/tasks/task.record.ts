import { definePatientRecord } from '../../kernel/patient-record.js';
import { taskRecordWords } from './tasks.words.js';

/** Something that somebody has to see to in time. */
export const taskRecord = definePatientRecord({
  table: 'task',
  path: 'tasks',
  fhir: 'Task',
  alsoIn: 'fhir_source',
  ...taskRecordWords.task,
  inEncounter: { leavesItFree: 'what it is about keeps the encounter' },
  unchanging: [
    { columns: ['kind', 'patient_id', 'encounter_id', 'focus', 'focus_id', 'requester_id', 'created_at'] },
    { columns: 'all', once: "OLD.status <> 'open'" },
  ],
});

/** A step of it to more people. */
export const taskStepRecord = definePatientRecord({
  table: 'task_step',
  ...taskRecordWords.step,
  unchanging: [{ columns: 'all' }],
});
