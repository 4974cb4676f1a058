import { defineConfig } from 'prisma/config';

/** Where the Prisma command line finds the schema, the migrations and the database (as the owner role). */
export default defineConfig({
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_OWNER_URL ?? 'postgresql://emr_owner@127.0.0.1:5432/benh_an' },
  experimental: { externalTables: true },
  tables: { external: ['public._guards_applied'] }, // our own record, see src/platform/database/guards.ts
});
