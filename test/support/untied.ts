import { randomUUID } from 'node:crypto';
import type { World } from './world.js';

/** Keeps an immunisation from elsewhere as one came before its patient had to be known. @returns its id */
export async function anUntied(world: World, resource: object): Promise<string> {
  const whole = JSON.stringify({ resourceType: 'Immunization', status: 'completed', ...resource });
  await world.sql(
    `ALTER TABLE fhir_source DISABLE TRIGGER a_kept_for_somebody;
     SELECT set_config('emr.context', '{"actorKind": "system", "username": "system:test"}', false);
     INSERT INTO fhir_source (source, resource_type, source_id, content_hash, resource)
       VALUES ('client:lis', 'Immunization', '${randomUUID()}', 'x', '${whole}');
     ALTER TABLE fhir_source ENABLE TRIGGER a_kept_for_somebody`,
  );
  const [row] = await world.sql<{ id: string }>(
    'SELECT id FROM fhir_source WHERE patient_id IS NULL ORDER BY id DESC LIMIT 1',
  );
  return row!.id;
}
