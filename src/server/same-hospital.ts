import pg from 'pg';
import type { Settings } from '../platform/config/settings.js';
import { StartError } from './start-error.js';

/**
 * Whoever works on a database says whose it is: numbers of patients and the name of the trail come from it, for ever.
 * @throws StartError when HOSPITAL_CODE is another's than the database's
 */
export async function requireSameHospital(
  url: string,
  { hospitalCode }: Pick<Settings, 'hospitalCode'>,
): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ code: string; name: string }>('SELECT code, name FROM hospital LIMIT 1');
    const [found] = rows;
    if (!found || found.code === hospitalCode) return;
    throw new StartError(
      `This database is of ${found.name} (${found.code}), and HOSPITAL_CODE says ${hospitalCode}: set HOSPITAL_CODE=${found.code} for every command and for the service.`,
    );
  } catch (error) {
    // What cannot be asked yet, since nothing is there or answers, others say better.
    if (error instanceof StartError) throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}
