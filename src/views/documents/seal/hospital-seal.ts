import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { SETTINGS_TOKEN, type Settings } from '../../../platform/config/settings.js';
import type { Certified } from '../../../platform/keys/certificates/issued-certificate.js';
import { chainBreach, type CertificateBreach } from '../../../platform/keys/certificates/certificate.rules.js';
import { TrustList } from '../../../platform/keys/certificates/trust-list.js';
import { DEMO_AUTHORITY } from '../../../platform/keys/keys.words.js';
import { demoCertificate } from './demo-certificate.js';
import { sealPdf } from './pdf-seal.js';
import { sealWords } from './seal.words.js';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** Signs printed documents for the hospital (PAdES), where a key with the certificate of a CA is configured. */
@Injectable()
export class HospitalSeal {
  private readonly log = new Logger(HospitalSeal.name);
  private readonly certified: Certified | undefined;

  /** @throws Error at start when the file is not there, or its key is not that of its first certificate */
  constructor(
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
    private readonly trust: TrustList,
  ) {
    const { documentCertificate, seedDemo, hospitalName } = settings;
    if (documentCertificate) this.certified = certifiedIn(readFileSync(documentCertificate, 'utf8'));
    else if (seedDemo) {
      const signer = sealWords.demoSigner(hospitalName);
      this.certified = demoCertificate({ authority: DEMO_AUTHORITY, signer });
    }
  }

  /** The PDF as it is where nothing is configured, or the certificate is not valid at this moment or revoked: then the log says so. */
  sign(pdf: Buffer, at: Date): Buffer {
    if (!this.certified) return pdf;
    const { validFrom, validTo } = this.certified.chain[0];
    const breach = this.breach(this.certified, at);
    if (breach) {
      this.log.error(
        `A document was printed without signature: ${breach} (the certificate is valid from ${validFrom} to ${validTo})`,
      );
      return pdf;
    }
    return sealPdf(pdf, this.certified, at, this.settings.hospitalName);
  }

  /** A hospital that says whom it trusts signs with nothing that they took back; without a list the certificate's own time counts. */
  private breach({ chain }: Certified, at: Date): CertificateBreach | undefined {
    if (this.settings.signatureTrust) return chainBreach(chain, this.trust.now(), at);
    if (at < chain[0].validFromDate) return 'not-yet-valid';
    return at > chain[0].validToDate ? 'expired' : undefined;
  }
}

/** A key and its chain from one PEM file: the key, its certificate, those above it. @throws Error when they do not belong together */
export function certifiedIn(pem: string): Certified {
  const key = createPrivateKey(pem);
  const [own, ...above] = (pem.match(CERTIFICATE) ?? []).map((one) => new X509Certificate(one));
  if (!own?.checkPrivateKey(key)) throw new Error('DOCUMENT_CERTIFICATE: the first certificate is not that of the key');
  [own, ...above].reduce((below, issuer) => {
    if (!below.checkIssued(issuer) || !below.verify(issuer.publicKey)) {
      throw new Error('DOCUMENT_CERTIFICATE: a certificate was not issued by the one after it');
    }
    return issuer;
  });
  return { key, chain: [own, ...above] };
}
