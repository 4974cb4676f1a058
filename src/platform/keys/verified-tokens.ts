import type { Actor } from '../../kernel/request-context.js';

/** Whom a token speaks for, and until when (its `exp`, in seconds). */
export interface VerifiedToken {
  readonly actor: Actor;
  readonly expiresAt: number;
}

const MOST_REMEMBERED = 20_000;

/**
 * What Authorization headers that were checked say, until their tokens expire: a token says the same each time, and
 * checking its signature costs more than all else the guard does. Whether its session is still good is another question,
 * which is asked each time.
 */
export class VerifiedTokens {
  private readonly known = new Map<string, VerifiedToken>();

  actorOf(authorization: string | undefined): Actor | undefined {
    const found = authorization === undefined ? undefined : this.known.get(authorization);
    return found && found.expiresAt * 1000 > Date.now() ? found.actor : undefined;
  }

  remember(authorization: string, token: VerifiedToken): void {
    if (this.known.size >= MOST_REMEMBERED) this.known.clear();
    this.known.set(authorization, token);
  }
}
