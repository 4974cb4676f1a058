import { ExportWorker } from '../../../src/integration/fhir/export/export.worker.js';
import { SETTINGS_TOKEN, type Settings } from '../../../src/platform/config/settings.js';
import { aMachine, assertion, ask, form, type Machine } from '../../clients/machines.js';
import { until } from '../../support/until.js';
import { freePort } from '../../support/free-port.js';
import { startWorld, type World } from '../../support/world.js';

/** A service that clients reach over the network, and a machine that may do everything in it. */
export interface Served {
  readonly world: World;
  /** Such as `http://127.0.0.1:20000`. */
  readonly origin: string;
  readonly fhir: string;
  readonly machine: Machine;
  readonly audience: string;
  token(scope?: string): Promise<string>;
}

export const EVERYTHING = 'system/*.cruds system/BulkExport.c';

/** Starts one that knows itself by the address at which it is reached. */
export async function serve(): Promise<Served> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const world = await startWorld();
  await world.app.listen(port, '127.0.0.1');
  const { publicUrl } = world.app.get<Settings>(SETTINGS_TOKEN, { strict: false });
  const audience = `${publicUrl ?? origin}/oauth2/token`;
  const machine = await aMachine(world, EVERYTHING.split(' '));
  const token = async (scope = EVERYTHING) => {
    const { status, text, body } = await ask(world, form(await assertion(machine, { aud: audience }), scope), {
      Host: new URL(origin).host,
    });
    if (status !== 200) throw new Error(`no token: ${text}`);
    return (body as { access_token: string }).access_token;
  };
  return { world, origin, fhir: `${origin}/fhir/R4`, machine, audience, token };
}

/** Makes the exports that were ordered as soon as one was: the service itself looks every few seconds. */
export async function bulkExportsMade({ world }: Served): Promise<void> {
  await until(async () => (await world.sql(`SELECT FROM bulk_export WHERE status = 'waiting'`)).length > 0);
  await world.app.get(ExportWorker, { strict: false }).look();
}
