import { setting, text } from './setting.js';
import { signatureAsks } from './signature-asks.js';

/** How people sign what they wrote. */
export const SIGNATURE_SETTINGS = {
  signatureAsks: setting(
    'SIGNATURE_ASKS',
    'session',
    'What signing a note asks of the person: session: nothing beyond being signed in; or some of password, pin, badge, comma separated, one of which is then shown each time.',
    signatureAsks,
  ),
  signatureTrust: setting(
    'SIGNATURE_TRUST',
    undefined,
    'PEM file with the certificates of the licensed CAs that the hospital trusts: people may then sign with certificates that these issued. Read again when it changes. Default: no certificate of a CA is taken.',
    text,
  ),
  signatureRevoked: setting(
    'SIGNATURE_REVOKED',
    undefined,
    'File with the lists of what those CAs revoked (CRL, as DER or PEM), which the hospital fetches. Read again when it changes.',
    text,
  ),
} as const;
