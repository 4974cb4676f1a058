import { kindWords } from '../../../clinical/tasks/task.mapper.js';
import { patientRecords } from '../../../kernel/patient-record.js';
import { instantText } from '../elements/date-time.js';
import type { ShownMap } from './resource-map.js';

export const TASK_CODES = 'https://benhan.vn/fhir/CodeSystem/task-kind';

interface TaskFacts {
  readonly status: string;
  readonly kind: string;
  /** A table. */
  readonly focus: string;
  readonly focusId: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly requesterId?: string;
  readonly requester?: string;
  readonly ownerId?: string;
  readonly owner?: string;
}

/** Tasks arise here and are read by others; only this direction exists. */
export const taskMap: ShownMap<TaskFacts> = {
  type: 'Task',
  entity: 'task',
  references: { patientId: 'for', encounterId: 'encounter' },
  show: ({ status, kind, focus, focusId, createdAt, updatedAt, requesterId, requester, ownerId, owner }) => {
    // One of a version to come, which has gone back meanwhile, has no words here: its code says what it is.
    const words = kindWords(kind);
    const type = patientRecords().find(({ table }) => table === focus)?.fhir;
    return {
      status,
      intent: 'order',
      code: { coding: [{ system: TASK_CODES, code: kind }], ...(words && { text: words.vi }) },
      ...(type && { focus: { reference: `${type}/${focusId}` } }),
      authoredOn: instantText(createdAt),
      lastModified: instantText(updatedAt),
      ...(requesterId && { requester: person(requesterId, requester) }),
      ...(ownerId && { owner: person(ownerId, owner) }),
    };
  },
};

const person = (id: string, name: string | undefined) => ({
  reference: `Practitioner/${id}`,
  ...(name && { display: name }),
});
