import { setting } from './setting.js';
import { signatureAsks } from './signature-asks.js';

/** How people sign what they wrote. */
export const SIGNATURE_SETTINGS = {
  signatureAsks: setting(
    'SIGNATURE_ASKS',
    'session',
    'What signing a note asks of the person: session: nothing beyond being signed in; or some of password, pin, badge, comma separated, one of which is then shown each time.',
    signatureAsks,
  ),
} as const;
