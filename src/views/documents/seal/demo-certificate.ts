import { generateKeyPairSync } from 'node:crypto';
import { issuedCertificate, type Certified } from '../../../platform/keys/certificates/issued-certificate.js';

const YEAR_MS = 31_557_600_000;

/**
 * A key with a certificate (RFC 5280) of an authority made for it, for a demonstration: nobody trusts it, and its names say so. A hospital that works
 * has one of a licensed authority.
 * @param names of the authority and of who signs
 */
export function demoCertificate(
  names: { readonly authority: string; readonly signer: string },
  at = Date.now(),
): Certified {
  const make = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const [above, key] = [make(), make()];
  const times = { from: at - 3_600_000, to: at + YEAR_MS };
  const { authority, signer } = names;
  const root = issuedCertificate(above, {
    of: above,
    subject: authority,
    issuer: authority,
    isAuthority: true,
    ...times,
  });
  const own = issuedCertificate(above, { of: key, subject: signer, issuer: authority, isAuthority: false, ...times });
  return { key, chain: [own, root] };
}
