import { randomBytes } from 'node:crypto';
import { CreateStaffDto } from '../../hospital/staff/dto/staff.dto.js';
import { StaffService } from '../../hospital/staff/staff.service.js';
import { ROLES } from '../../platform/routes/policy.js';
import type { LoadKind } from './kind.js';
import { told } from './load.words.js';
import { parts } from './rows.js';

export const STAFF: LoadKind<'username' | 'full_name' | 'roles' | 'practising_certificate' | 'wards'> = {
  columns: { needed: ['username', 'full_name', 'roles'], may: ['practising_certificate', 'wards'] },
  dto: CreateStaffDto,
  toBody: ({ username, full_name: fullName, roles, practising_certificate: certificate }) => ({
    ...{ username, fullName, roles: parts(roles), password: randomBytes(12).toString('base64url') },
    ...(certificate !== undefined && { practisingCertificate: certificate }),
  }),
  keys: ({ username, practising_certificate: certificate }) => [
    `username ${username}`,
    // As the database compares them.
    ...(certificate ? [`certificate ${certificate.replace(/\s/g, '').toUpperCase()}`] : []),
  ],
  lacks: ({ roles }) => {
    const strange = parts(roles).filter((role) => !ROLES.some((one) => one === role));
    return strange.map((value) => told('unknownRole', { value, known: ROLES.join(', ') }));
  },
  put: async (app, tx, { body, cells: { wards } }, { keepPassword }) => {
    const person = body as CreateStaffDto;
    // To try it costs no hash: what is rolled back needs none that opens anything.
    const what = await app
      .get(StaffService, { strict: false })
      .putWithin(tx, person, { wards: parts(wards), isLent: keepPassword !== undefined });
    if (what === 'made') keepPassword?.(person.username, person.password);
    return { what };
  },
};
