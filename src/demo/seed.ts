import type { Settings } from '../config/settings.js';

/** Fills an empty database with the demo hospital, when the settings ask for it. */
export async function seedWhenEmpty(settings: Settings, log: (line: string) => void): Promise<void> {
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
  await seedDemoHospital(settings, log);
}
