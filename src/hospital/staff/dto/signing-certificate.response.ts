import { CertificateResponse } from '../../../platform/keys/certificates/dto/certificate.response.js';

export class SigningCertificateResponse {
  certificate!: CertificateResponse;
}

export class SigningRequestResponse {
  /** What a CA answers with a certificate (PKCS #10, PEM). @example "-----BEGIN CERTIFICATE REQUEST-----\nMIIB…\n-----END CERTIFICATE REQUEST-----" */
  request!: string;
}
