import { Inject, Injectable } from '@nestjs/common';
import { hash, verify, type Algorithm } from '@node-rs/argon2';
import { SETTINGS_TOKEN, type Settings } from '../config/settings.js';

/** The library's `Algorithm.Argon2id`, a name that a file compiled by itself does not see. */
const ARGON2ID = 2 as number as Algorithm;

/** The columns of a password, and of whose choice it is. */
export interface SetPassword {
  readonly passwordHash: string;
  readonly mustChangePassword: boolean;
  readonly passwordGoodUntil: Date | null;
}

/** Passwords as argon2id (RFC 9106) with the parameters OWASP names; hashed on libuv's threads, not on the event loop. */
@Injectable()
export class Passwords {
  /** Verified against when the username is unknown, so that the answer takes as long. */
  private readonly decoy: Promise<string>;

  constructor(@Inject(SETTINGS_TOKEN) private readonly settings: Settings) {
    this.decoy = this.hash('no one has this password');
  }

  hash(password: string): Promise<string> {
    return hash(password.normalize('NFKC'), {
      algorithm: ARGON2ID,
      memoryCost: this.settings.passwordMemoryKib,
      timeCost: 2,
      parallelism: 1,
    });
  }

  /** One that the person chose: good until they change it. */
  async chosen(password: string): Promise<SetPassword> {
    return { passwordHash: await this.hash(password), mustChangePassword: false, passwordGoodUntil: null };
  }

  /** One that somebody else set: good for a while, and for changing it only. */
  async lent(password: string): Promise<SetPassword> {
    const passwordGoodUntil = new Date(Date.now() + this.settings.firstPasswordHours * 3_600_000);
    return { passwordHash: await this.hash(password), mustChangePassword: true, passwordGoodUntil };
  }

  /** @param stored undefined when there is no such person; takes as long and is false */
  async matches(stored: string | undefined, password: string): Promise<boolean> {
    const right = await verify(stored ?? (await this.decoy), password.normalize('NFKC'));
    return right && stored !== undefined;
  }
}
