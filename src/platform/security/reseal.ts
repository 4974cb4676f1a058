import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../database/unit-of-work.js';
import { inOrder, SEALED_BATCH, SealedPlaces, type SealedPlace as Place } from '../keys/sealed-places.js';
import { Vault } from '../keys/vault.js';

/** What a run found: sealed anew, already under the newest key, and what no key here opens. */
export interface Resealed {
  readonly resealed: number;
  readonly lost: number;
}

/**
 * Seals all that an older key sealed with the newest, so that the older one can be thrown away. In batches, each a transaction
 * of its own: it can be stopped and run again, while the service runs.
 */
@Injectable()
export class Reseal {
  private readonly places: Readonly<Record<'authenticators' | 'pins' | 'badges' | 'signing keys', Place>>;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly vault: Vault,
    private readonly elsewhere: SealedPlaces,
  ) {
    this.places = { authenticators: AUTHENTICATORS, pins: PINS, badges: badgesOf(vault), 'signing keys': SIGNING_KEYS };
  }

  /** @returns what was done in each place */
  async all(): Promise<Record<string, Resealed>> {
    const done: Record<string, Resealed> = {};
    for (const [name, place] of [...Object.entries(this.places), ...this.elsewhere.all]) {
      done[name] = await this.everyRow(place);
    }
    return done;
  }

  private async everyRow(place: Place): Promise<Resealed> {
    let [resealed, lost, after] = [0, 0, FIRST];
    for (;;) {
      const rows = await this.unitOfWork.write(async (tx) => {
        const found = await place.rows(tx, after);
        for (const row of found) {
          if (row.sealed === null || !this.vault.knows(row.sealed)) lost += 1;
          else if (this.vault.isOutdated(row.sealed)) {
            resealed += (await place.replace(tx, row, this.vault.reseal(row.sealed, row.owner))).count;
          }
        }
        return found;
      });
      if (rows.length < SEALED_BATCH) return { resealed, lost };
      after = rows.at(-1)!.id;
    }
  }
}

const FIRST = '00000000-0000-0000-0000-000000000000';

const AUTHENTICATORS: Place = {
  rows: async (tx, after) => {
    const { where, ...rest } = inOrder(after);
    const rows = await tx.secondFactor.findMany({ where: { ...where, removedAt: null }, ...rest });
    return rows.map(({ id, staffId: owner, seed }) => ({ id, owner, sealed: seed }));
  },
  replace: (tx, { id, sealed }, seed) => tx.secondFactor.updateMany({ where: { id, seed: sealed! }, data: { seed } }),
};

const PINS: Place = {
  rows: async (tx, after) =>
    (await tx.staffPin.findMany(inOrder(after))).map(({ id, staffId: owner, pinHash }) => ({
      id,
      owner,
      sealed: pinHash,
    })),
  replace: (tx, { id, sealed }, pinHash) =>
    tx.staffPin.updateMany({ where: { id, pinHash: sealed! }, data: { pinHash } }),
};

const SIGNING_KEYS: Place = {
  rows: async (tx, after) => {
    const { where, ...rest } = inOrder(after);
    // Of those that terminals hold there is nothing to seal.
    const rows = await tx.staffSigningKey.findMany({ where: { ...where, sealed: { not: null } }, ...rest });
    return rows.map(({ id, staffId: owner, sealed }) => ({ id, owner, sealed }));
  },
  replace: (tx, { id, sealed }, again) =>
    tx.staffSigningKey.updateMany({ where: { id, sealed: sealed! }, data: { sealed: again } }),
};

/** A badge's mark is made anew as well. */
const badgesOf = (vault: Vault): Place => ({
  rows: async (tx, after) => {
    const { where, ...rest } = inOrder(after);
    const rows = await tx.staffBadge.findMany({ where: { ...where, revokedAt: null }, ...rest });
    return rows.map(({ id, staffId: owner, badgeSealed }) => ({ id, owner, sealed: badgeSealed }));
  },
  replace: (tx, { id, owner, sealed }, badgeSealed) => {
    const badgeHash = vault.mark(vault.open(badgeSealed, owner));
    return tx.staffBadge.updateMany({ where: { id, badgeSealed: sealed }, data: { badgeSealed, badgeHash } });
  },
});
