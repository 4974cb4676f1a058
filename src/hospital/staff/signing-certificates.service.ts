import { Injectable } from '@nestjs/common';
import { Problem } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import { hold } from '../../platform/database/held-row.js';
import type { Tx } from '../../platform/database/prisma.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { certificateResponse } from '../../platform/keys/certificates/certificate.mapper.js';
import { PersonKeys } from '../../platform/keys/person-keys.js';
import type { SigningCertificateResponse, SigningRequestResponse } from './dto/signing-certificate.response.js';
import { staffProblems } from './staff.errors.js';
import { StaffQueries } from './staff.queries.js';
import { STAFF, type HeldStaff } from './staff.service.js';

/**
 * Certificates of licensed CAs for the keys that people sign with: the service makes a request for the key that it holds, the CA answers
 * it, and an administrator other than the person gives the answer back.
 */
@Injectable()
export class SigningCertificates {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly keys: PersonKeys,
    private readonly staff: StaffQueries,
  ) {}

  /** @throws Problem staffNotFound, staffLeft */
  request(id: string): Promise<SigningRequestResponse> {
    return this.unitOfWork.write(async (tx) => {
      await requireWorking(tx, id);
      return { request: await this.keys.request(tx, id) };
    });
  }

  /** @throws Problem staffNotFound, signingCertificateMissing */
  async get(id: string): Promise<SigningCertificateResponse> {
    await this.staff.get(id);
    const { chain, breach } = await this.keys.certificateOf(id);
    return { certificate: certificateResponse(chain, breach) };
  }

  /** @throws Problem staffNotFound, staffLeft, ownRights, signingCertificateRefused */
  put(id: string, pem: string): Promise<SigningCertificateResponse> {
    requireSomeoneElse(id);
    return this.unitOfWork.write(async (tx) => {
      await requireWorking(tx, id);
      const chain = await this.keys.certify(tx, id, pem);
      return { certificate: certificateResponse(chain, undefined) };
    });
  }

  /** Also of somebody who has left. @throws Problem staffNotFound, ownRights, signingCertificateMissing */
  withdraw(id: string, reason: string): Promise<SigningRequestResponse> {
    requireSomeoneElse(id);
    requestContext().reason = reason.normalize();
    return this.unitOfWork.write(async (tx) => {
      await hold<HeldStaff>(tx, STAFF, id);
      await this.keys.removeCertificate(tx, id);
      return { request: await this.keys.request(tx, id) };
    });
  }
}

async function requireWorking(tx: Tx, id: string): Promise<void> {
  const { status } = await hold<HeldStaff>(tx, STAFF, id);
  if (status === 'left') throw new Problem(staffProblems.staffLeft);
}

function requireSomeoneElse(id: string): void {
  if (requestContext().actor.id === id) throw new Problem(staffProblems.ownRights);
}
