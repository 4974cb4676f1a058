import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { accountName, Accounts, actAs, type Account } from '../accounts.js';
import type { IdentityDto } from './dto/oidc.dto.js';
import type { IdentitiesResponse } from './dto/oidc.response.js';
import { Provider, type Vouched } from './provider.js';

/** Which person of the identity provider is which member of staff. */
@Injectable()
export class IdentitiesService {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: Accounts,
    private readonly provider: Provider,
  ) {}

  /** The account that is linked, or that is linked now, for the first time, because it has the username the provider tells. */
  async accountOf({ issuer, subject, username }: Vouched): Promise<Account | undefined> {
    const [linked] = await this.database.query<{ staff_id: string }>(LINKED, [issuer, subject]);
    if (linked) return this.accounts.byId(linked.staff_id);
    const account = username === undefined ? undefined : await this.accounts.byUsername(accountName(username));
    const [role] = account?.roles ?? [];
    if (!account || role === undefined) return undefined;
    // A username given to somebody else at the provider opens nothing, and what an administrator took away stays away: once
    // either side was linked, only an administrator links it.
    if ((await this.database.query(WAS_LINKED, [account.id, issuer, subject])).length > 0) return undefined;
    actAs(account, role);
    await this.insert({ staffId: account.id, issuer, subject });
    return account;
  }

  /** The identities of a person, those taken away too, newest first. */
  async of(staffId: string): Promise<IdentitiesResponse> {
    return { items: await this.database.query(OF_PERSON, [staffId]) };
  }

  /** @throws Problem oidcNotConfigured, identityTaken, identityOneAPerson, identityStaffUnknown */
  async link(staffId: string, { subject }: IdentityDto): Promise<IdentitiesResponse> {
    const issuer = this.provider.requireConfigured();
    await this.insert({ staffId, issuer, subject });
    return this.of(staffId);
  }

  /** Takes the identity away for good; sessions that began with it end at once. */
  async unlink(staffId: string): Promise<void> {
    const revokedAt = new Date();
    const where = { staffId, revokedAt: null };
    await this.unitOfWork.write(async (tx) => {
      await tx.staffIdentity.updateMany({ where, data: { revokedAt } });
      await tx.session.updateMany({
        where: { ...where, method: 'oidc', expiresAt: { gt: revokedAt } },
        data: { revokedAt },
      });
    });
  }

  private insert(data: { staffId: string; issuer: string; subject: string }) {
    return this.unitOfWork.write((tx) => tx.staffIdentity.create({ data, select: { id: true } }));
  }
}

const LINKED = {
  name: 'oidc.linked',
  text: 'SELECT staff_id FROM staff_identity WHERE issuer = $1 AND subject = $2 AND revoked_at IS NULL',
};
const WAS_LINKED = {
  name: 'oidc.was-linked',
  text: 'SELECT FROM staff_identity WHERE issuer = $2 AND (staff_id = $1 OR subject = $3) LIMIT 1',
};
const OF_PERSON = {
  name: 'oidc.identities',
  text: `SELECT issuer, subject, linked_at AS "linkedAt", revoked_at AS "revokedAt" FROM staff_identity
    WHERE staff_id = $1 ORDER BY linked_at DESC, id DESC LIMIT 100`,
};
