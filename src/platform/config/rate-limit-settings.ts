import { setting, whole } from './setting.js';

/** How many requests a minute are answered; beyond it 429. */
export const RATE_LIMIT_SETTINGS = {
  rateLimitAddress: setting(
    'RATE_LIMIT_ADDRESS',
    '60000',
    'Requests a minute from one address (of IPv6 one /64), behind which a whole building may be, counted for all workers together; 0 for no limit.',
    whole(0, 100_000_000),
  ),
  rateLimitPerson: setting(
    'RATE_LIMIT_PERSON',
    '6000',
    'Requests a minute of one person, counted for all workers together; 0 for no limit.',
    whole(0, 100_000_000),
  ),
  rateLimitClient: setting(
    'RATE_LIMIT_CLIENT',
    '12000',
    'Requests a minute of one machine client, counted for all workers together; 0 for no limit.',
    whole(0, 100_000_000),
  ),
  rateLimitSignIn: setting(
    'RATE_LIMIT_SIGN_IN',
    '600',
    'Sign-ins and token requests a minute from one address, counted for all workers together; 0 for no limit.',
    whole(0, 1_000_000),
  ),
  rateLimitToken: setting(
    'RATE_LIMIT_TOKEN',
    '60',
    'Tokens a minute for one machine client, counted for all workers together; 0 for no limit.',
    whole(0, 1_000_000),
  ),
} as const;
