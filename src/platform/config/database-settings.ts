import { postgresUrl, secret, setting, whole } from './setting.js';

/** Who the service is to its database, and how much of it takes. */
export const DATABASE_SETTINGS = {
  databaseUrl: secret(
    'DATABASE_URL',
    'PostgreSQL 18 as the application role (emr_app). Absent: the embedded PostgreSQL is started.',
    postgresUrl,
  ),
  databaseDirectUrl: secret(
    'DATABASE_DIRECT_URL',
    'The database of DATABASE_URL, as the same role, past the pooler that stands there (PgBouncer in transaction mode). Absent: DATABASE_URL is no pooler.',
    postgresUrl,
  ),
  databaseOwnerUrl: secret(
    'DATABASE_OWNER_URL',
    'PostgreSQL as the owner role, for migrations only. The running service does not use it.',
    postgresUrl,
  ),
  databaseAuditorUrl: secret(
    'DATABASE_AUDITOR_URL',
    'PostgreSQL as the role that may only read (emr_auditor), for verifying, exporting and comparing the audit trail. Absent: these commands work as the owner role.',
    postgresUrl,
  ),
  databaseSealerUrl: secret(
    'DATABASE_SEALER_URL',
    'PostgreSQL as the role that seals the audit trail (emr_sealer). Absent: the application role seals, where the database has no role for it.',
    postgresUrl,
  ),
  databasePoolSize: setting('DATABASE_POOL_SIZE', '12', 'Connections to PostgreSQL for each worker.', whole(2, 200)),
  statementTimeoutMs: setting(
    'STATEMENT_TIMEOUT_MS',
    '5000',
    'A statement that runs longer is ended, in milliseconds.',
    whole(100, 600_000),
  ),
} as const;
