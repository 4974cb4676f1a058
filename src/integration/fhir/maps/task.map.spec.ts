import { expect, it } from '@jest/globals';
import { TASK_KINDS } from '../../../clinical/tasks/task-kinds.js';
import { taskMap } from './task.map.js';

const shown = (kind: string) =>
  taskMap.show({
    ...{ kind, status: 'requested', focus: 'encounter', focusId: 'x' },
    ...{ createdAt: '2026-11-29T07:00:00Z', updatedAt: '2026-11-29T07:00:00Z' },
  });

it.each(Object.entries(TASK_KINDS))('A task %s is called as everywhere else', (kind, { words }) => {
  expect(shown(kind)).toMatchObject({ code: { coding: [{ code: kind }], text: words.vi } });
});

it('A task of a kind that this version does not know is shown by its code', () => {
  expect(shown('of-tomorrow')).toMatchObject({ code: { coding: [{ code: 'of-tomorrow' }] } });
});
