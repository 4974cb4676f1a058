import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module.js';
import type { Settings } from '../platform/config/settings.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { runAsSystem } from '../kernel/request-context.js';
import { Passwords } from '../platform/security/passwords.js';
import { SessionsService } from '../platform/security/sessions.service.js';
import { SignInTally } from '../platform/security/sign-in-tally.js';
import { isGiven } from '../server/environment.js';
import { StartError } from '../server/start-error.js';
import { USERNAME } from '../hospital/staff/username.rules.js';
import { withDatabase } from './owner-database.js';
import { USAGE } from './usage.js';

/**
 * Makes the hospital of an empty database and its first administrator, or lends an administrator a new password: the way back
 * in when none can help another. The password is printed once, and changed at the first sign-in.
 */
export function runHospital(words: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { username: { type: 'string' }, name: { type: 'string' } },
  });
  const { username = '', name } = values;
  const fullName = name?.trim() && name.normalize();
  const isCreate = positionals[0] === 'create' && fullName;
  if (!USERNAME.test(username) || !(isCreate || (positionals[0] === 'password' && name === undefined))) {
    throw new StartError(`Usage: ${USAGE.hospital}`);
  }
  return withDatabase(async ({ appUrl }, settings) => {
    if (isCreate && !isGiven('HOSPITAL_CODE')) throw new StartError(WHOSE);
    const tokenSecret = settings.tokenSecret ?? 'unused here, where no token is issued';
    const password = randomBytes(12).toString('base64url');
    await inService({ ...settings, databaseUrl: appUrl, tokenSecret }, (app) =>
      isCreate ? create(app, settings, { username, fullName: fullName }, password) : lend(app, username, password),
    );
    console.log(
      `${settings.hospitalName} (${settings.hospitalCode})\nAdministrator  ${username}\nPassword       ${password}\n` +
        `To be changed at the first sign-in, within ${settings.firstPasswordHours} hours`,
    );
    return 0;
  });
}

const WHOSE =
  'Set HOSPITAL_CODE (the 5 digits of the facility) and HOSPITAL_NAME, here and for the service: numbers of patients and the name of the audit trail come from the code, for ever.';

async function create(
  app: INestApplicationContext,
  settings: Settings,
  person: { username: string; fullName: string },
  password: string,
): Promise<void> {
  const lent = await app.get(Passwords, { strict: false }).lent(password);
  await app.get(UnitOfWork, { strict: false }).write(async (tx) => {
    if (await tx.staffMember.findFirst({ select: { id: true } })) {
      throw new StartError('This database already has people: an administrator adds others over /api/v1/staff.');
    }
    await tx.hospital.createMany({ data: [{ code: settings.hospitalCode, name: settings.hospitalName }] });
    await tx.staffMember.create({ data: { ...person, ...lent, roles: { create: [{ role: 'admin' }] } } });
  });
}

/** Only for administrators, who do it for everybody else. */
async function lend(app: INestApplicationContext, username: string, password: string): Promise<void> {
  const lent = await app.get(Passwords, { strict: false }).lent(password);
  const [sessions, tally] = [app.get(SessionsService, { strict: false }), app.get(SignInTally, { strict: false })];
  await app.get(UnitOfWork, { strict: false }).write(async (tx) => {
    const where = { username, status: 'active', roles: { some: { role: 'admin', revokedAt: null } } };
    const admin = await tx.staffMember.findFirst({ where, select: { id: true } });
    if (!admin) throw new StartError(`No administrator who works here has the username ${username}.`);
    await tx.staffMember.update({ where: { id: admin.id }, data: lent, select: { id: true } });
    await tally.forgiveAll(tx, username);
    await sessions.endOf(tx, admin.id);
  });
}

async function inService(settings: Settings, work: (app: INestApplicationContext) => Promise<void>): Promise<void> {
  const app = await NestFactory.createApplicationContext(AppModule.with(settings), { logger: false });
  try {
    await runAsSystem('emr', () => work(app));
  } finally {
    await app.close();
  }
}
