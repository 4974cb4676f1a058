import { requestContext } from '../../../kernel/request-context.js';

/** The account that a message comes from. */
export interface Account {
  /** Names what comes without saying from which system it is. */
  readonly client: string;
  /** Set for machines: what one sent, no other changes. */
  readonly machine?: string;
}

export const accountOf = (username: string, isMachine: boolean): Account => ({
  client: `client:${username}`,
  ...(isMachine && { machine: username }),
});

/** Whose request this is. */
export function requestingAccount(): Account {
  const { kind, username } = requestContext().actor;
  return accountOf(username, kind === 'client');
}
