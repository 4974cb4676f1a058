import { currentContext } from '../../../kernel/request-context.js';
import { CERTIFICATE_WORDS } from '../keys.words.js';
import { commonNameOf, issuerNameOf, type CertificateBreach, type Chain } from './certificate.rules.js';
import type { CertificateResponse } from './dto/certificate.response.js';
import { fingerprintOf } from './issued-certificate.js';
import { isDemo } from './trust-list.js';

/** A chain as answers tell it, with what is wrong with it in the reader's language. */
export function certificateResponse(chain: Chain, breach: CertificateBreach | undefined): CertificateResponse {
  const [own] = chain;
  return {
    subject: commonNameOf(own),
    issuer: issuerNameOf(own),
    serialNumber: own.serialNumber,
    validFrom: own.validFromDate.toISOString(),
    validTo: own.validToDate.toISOString(),
    fingerprint: fingerprintOf(own),
    demo: isDemo(chain),
    breach: breach ?? null,
    breachText: breach ? CERTIFICATE_WORDS[breach][currentContext()?.language ?? 'vi'] : null,
  };
}
