import { parseArgs } from 'node:util';
import {
  definitionsFile,
  isDefinitionsFileCurrent,
  writeDefinitionsFile,
} from '../platform/database/definitions/shipped-definitions.js';
import { prismaFolder } from '../platform/database/migration-files.js';
import { migrate } from '../platform/database/migrate.js';
import { writeMigration } from '../platform/database/new-migration.js';
import { checkSchema } from '../platform/database/schema-check.js';
import { StartError } from '../server/start-error.js';
import { withDatabase, type Connections } from './owner-database.js';
import { USAGE } from './usage.js';

export function runSchema([command, ...words]: readonly string[]): Promise<number> {
  if (command === 'check' && words.length === 0) return withDatabase(check);
  if (command === 'migrate') return runMigrate(words);
  throw new StartError(`Usage: ${USAGE.schema}`);
}

async function check({ ownerUrl, adminUrl }: Pick<Connections, 'ownerUrl' | 'adminUrl'>): Promise<number> {
  await migrate({ ownerUrl, log });
  const disagreements = [...(await checkSchema(adminUrl)), ...(await checkDefinitions(ownerUrl))];
  for (const line of disagreements) console.error(line);
  if (disagreements.length === 0) console.log('Schema files, migrations and database agree.');
  return disagreements.length === 0 ? 0 : 1;
}

/** Whether what the program ships of rows is what its migrations leave: by it `emr migrate` puts back what somebody dropped. */
async function checkDefinitions(ownerUrl: string): Promise<string[]> {
  const text = await definitionsFile(ownerUrl);
  return isDefinitionsFileCurrent(prismaFolder(), text)
    ? []
    : ['prisma/definitions.ndjson is not what the migrations leave. Run: npm run db:migrate'];
}

/** Applies what is pending; with a name writes what the schema files ask for beyond that, and applies it too. */
function runMigrate(words: readonly string[]): Promise<number> {
  const { name, 'create-only': createOnly, 'accept-data-loss': acceptDataLoss } = optionsOf(words);
  return withDatabase(async ({ ownerUrl, adminUrl }) => {
    if (name !== undefined) {
      await migrate({ ownerUrl, log });
      const written = await writeMigration({ adminUrl, name, acceptDataLoss: acceptDataLoss || createOnly });
      if (!written) console.log('The migrations lead to the schema files already: nothing to write.');
      else console.log(`Wrote prisma/migrations/${written}/migration.sql`);
      if (createOnly) {
        if (written) {
          console.log('Add what the schema files cannot say (checks, exclusions), then run it without --name.');
        }
        return 0;
      }
    }
    await migrate({ ownerUrl, log });
    writeDefinitionsFile(prismaFolder(), await definitionsFile(ownerUrl));
    return check({ ownerUrl, adminUrl });
  });
}

function optionsOf(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      options: {
        name: { type: 'string' },
        'create-only': { type: 'boolean', default: false },
        'accept-data-loss': { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new StartError(`${(error as Error).message} Usage: ${USAGE.schema}`);
  }
}

const log = (line: string) => console.log(line);
