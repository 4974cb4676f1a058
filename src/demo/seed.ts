import type { Settings } from '../platform/config/settings.js';
import { STAFF } from './demo-data.js';
import { elementAt } from '../kernel/list.js';

/** Whether the demo accounts still have the password that DEMO_PASSWORD says now; asked of one of them. */
export async function isDemoPassword(settings: Settings): Promise<boolean> {
  const { default: pg } = await import('pg');
  const { Passwords } = await import('../platform/security/passwords.js');
  const client = new pg.Client({ connectionString: settings.databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ password_hash: string }>(
      'SELECT password_hash FROM staff_member WHERE username = $1',
      [elementAt(STAFF, 0).username],
    );
    const [row] = rows;
    return row !== undefined && (await new Passwords(settings).matches(row.password_hash, settings.demoPassword));
  } finally {
    await client.end();
  }
}

/** Fills an empty database with the demo hospital, when the settings ask for it; with charts worth reading unless others are made up. */
export async function seedWhenEmpty(
  settings: Settings,
  log: (line: string) => void,
  { withNotes = true }: { readonly withNotes?: boolean } = {},
): Promise<void> {
  if (!settings.seedDemo) return;
  // Loaded only when needed: a later start should not pay for it.
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: settings.databaseUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM staff_member LIMIT 1');
    if (rowCount) return;
  } finally {
    await client.end();
  }
  const { seedDemoHospital } = await import('./demo-hospital.js');
  await seedDemoHospital(settings, log, withNotes);
}
