import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { historySender } from '../clients/machines.js';
import { startWorld, type Client, type World } from '../support/world.js';
import { placesOf, sentAndRead } from './read-back.js';
import { HISTORIES, readHistory } from './synthea.js';
import { elementAt } from '../../src/kernel/list.js';

let world: World;
let histories: Client;
beforeAll(async () => {
  world = await startWorld();
  histories = await historySender(world);
});
afterAll(() => world.close());

describe('Whole histories of another system', () => {
  if (HISTORIES.length === 0) {
    it.skip('are read from ../shared/data/fhir-r4-synthea, which is not beside this checkout', () => undefined);
    return;
  }

  it.each(HISTORIES)('%s comes in, and every fact of it reads back as it was sent', async (name) => {
    const bundle = readHistory(name);
    const answer = await histories.post('/fhir/R4', bundle);
    expect([answer.status, answer.body.type]).toEqual([200, 'transaction-response']);
    expect(answer.body.entry).toHaveLength(bundle.entry.length);
    const { sent, read } = await sentAndRead(world, bundle, answer);
    expect(read).toEqual(sent);
  });

  it.each(HISTORIES.slice(0, 2))(
    '%s is in the chart itself, value for value, not only in what is kept',
    async (name) => {
      const bundle = readHistory(name);
      const places = placesOf(bundle, await histories.post('/fhir/R4', bundle));
      const sent = bundle.entry.filter(({ resource }) => resource.resourceType === 'Observation');
      const rows = await world.sql(
        `SELECT id, code_system, code, value_number::float8 AS value, value_unit AS unit, effective_at AS at,
         jsonb_path_query_array(components, '$[*].value') AS components FROM observation WHERE id = ANY($1)`,
        [sent.map(({ fullUrl }) => places.get(fullUrl!)!.split('/')[1])],
      );
      const byId = new Map(rows.map(({ id, ...row }) => [id, row]));
      for (const { fullUrl, resource } of sent) {
        expect(byId.get(places.get(fullUrl!)!.split('/')[1])).toEqual({
          code_system: resource.code.coding[0].system,
          code: resource.code.coding[0].code,
          value: resource.valueQuantity?.value ?? null,
          unit: resource.valueQuantity?.code ?? null,
          at: new Date(resource.effectiveDateTime),
          components: resource.component?.map((one: typeof resource) => one.valueQuantity.value) ?? null,
        });
      }
    },
  );

  it('coming twice, makes no second row and no new version', async () => {
    const name = elementAt(HISTORIES, 0);
    const count = `SELECT (SELECT count(*)::int FROM fhir_source) AS kept, (SELECT count(*)::int FROM observation) AS observations,
      (SELECT count(*)::int FROM patient) AS patients, (SELECT count(*)::int FROM encounter) AS encounters,
      (SELECT max(id::text) FROM audit.event WHERE kind IN ('create', 'update') AND entity <> 'session') AS last_write`;
    const [before] = await world.sql(count);
    const answer = await histories.post('/fhir/R4', readHistory(name));
    const statuses = new Set(answer.body.entry.map((entry: { response: { status: string } }) => entry.response.status));
    expect([...statuses]).toEqual(['200 OK']);
    expect((await world.sql(count))[0]).toEqual(before);
  });
});
