import { staffNameSql } from '../../../hospital/staff/staff-name.columns.js';
import { keptCode, keptRows } from './kept.table.js';
import { codeOf, date, reference, token } from './parameters.js';
import { inParts, type ResourceTable } from './resource-table.js';
import { NEEDS, OF_A_PATIENT } from './of-a-patient.js';
import { TASK_CODES } from '../maps/task.map.js';

const STATUS = `CASE t.status WHEN 'acknowledged' THEN 'completed' ELSE 'requested' END`;

/** What somebody has to see to, such as a critical result, and tasks of other systems. */
export const task: ResourceTable = {
  ...inParts(
    `SELECT t.id::text AS id, t.id AS entity_id, t.patient_id, t.encounter_id, t.created_at AS sort, t.version, t.updated_at, ${STATUS} AS status,
       '${TASK_CODES}' AS code_system, t.kind AS code, t.focus_id, t.acknowledged_by AS owner_id,
       jsonb_strip_nulls(jsonb_build_object('status', ${STATUS}, 'kind', t.kind, 'focus', t.focus, 'focusId', t.focus_id, 'createdAt', t.created_at,
         'updatedAt', t.updated_at, 'requesterId', t.requester_id, 'requester', ${staffNameSql('t.requester_id')},
         'ownerId', t.acknowledged_by, 'owner', ${staffNameSql('t.acknowledged_by')}, 'acknowledgedAt', t.acknowledged_at)) AS facts
     FROM task t`,
    keptRows(
      'Task',
      `k.resource->>'status' AS status, ${keptCode('code')}, NULL::uuid AS focus_id, NULL::uuid AS owner_id`,
    ),
  ),
  parameters: {
    ...OF_A_PATIENT,
    status: codeOf('status'),
    code: token('code', 'code_system'),
    owner: reference('owner_id', 'Practitioner'),
    'authored-on': date('sort'),
  },
  needs: NEEDS,
  sortType: 'timestamptz',
  sortedBy: ['authored-on'],
};
