import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module.js';
import type { Settings } from '../config/settings.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { runAsSystem } from '../http/request-context.js';
import { Passwords } from '../security/passwords.js';
import { StartError } from '../server/start-error.js';
import { USERNAME } from '../staff/username.rules.js';
import { withDatabase } from './owner-database.js';

/** Makes the hospital of an empty database and its first administrator, whose password is printed once. */
export function runHospital(words: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { username: { type: 'string' }, name: { type: 'string' } },
  });
  const { username, name } = values;
  if (positionals[0] !== 'create' || !name?.trim() || !USERNAME.test(username ?? '')) {
    throw new StartError('Usage: emr hospital create --username admin --name "Nguyễn Văn Quản"');
  }
  return withDatabase(async ({ appUrl }, settings) => {
    const tokenSecret = settings.tokenSecret ?? 'unused here, where no token is issued';
    const password = randomBytes(12).toString('base64url');
    await create(
      { ...settings, databaseUrl: appUrl, tokenSecret },
      { username: username!, fullName: name.normalize() },
      password,
    );
    console.log(
      `${settings.hospitalName} (${settings.hospitalCode})\nAdministrator  ${username}\nPassword       ${password}`,
    );
    return 0;
  });
}

async function create(
  settings: Settings,
  person: { username: string; fullName: string },
  password: string,
): Promise<void> {
  const app = await NestFactory.createApplicationContext(AppModule.with(settings), { logger: false });
  try {
    const passwordHash = await app.get(Passwords, { strict: false }).hash(password);
    await runAsSystem('emr', () =>
      app.get(UnitOfWork, { strict: false }).write(async (tx) => {
        if (await tx.staffMember.findFirst({ select: { id: true } })) {
          throw new StartError('This database already has people: an administrator adds others over /api/v1/staff.');
        }
        await tx.hospital.createMany({ data: [{ code: settings.hospitalCode, name: settings.hospitalName }] });
        await tx.staffMember.create({ data: { ...person, passwordHash, roles: { create: [{ role: 'admin' }] } } });
      }),
    );
  } finally {
    await app.close();
  }
}
