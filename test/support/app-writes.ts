import type { World } from './world.js';
import { elementAt } from '../../src/kernel/list.js';

/** SQL as the application's role in one transaction, with everyone in scope, in the name of somebody of this role. */
export async function writeAsApp(world: World, sql: string, who: { role?: string; reason?: string } = {}) {
  const context = JSON.stringify({
    actorKind: 'staff',
    actorId: world.staff.admin.id,
    username: 'psql',
    ...who,
  }).replaceAll("'", "''");
  await world.appSql(
    `SELECT set_config('emr.context', '${context}', true), set_config('emr.scope', '*', true); ${sql}`,
  );
}

/** How confidential a patient's record is now. */
export async function flagOf(world: World, patientId: string): Promise<string> {
  const row = elementAt(
    await world.sql<{ confidentiality: string }>('SELECT confidentiality FROM patient WHERE id = $1', [patientId]),
    0,
  );
  return row.confidentiality;
}
