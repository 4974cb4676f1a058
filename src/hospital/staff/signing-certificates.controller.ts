import { Body, Controller, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { keyProblems } from '../../platform/keys/keys.errors.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { SigningCertificateDto, WithdrawCertificateDto } from './dto/signing-certificate.dto.js';
import { SigningCertificateResponse, SigningRequestResponse } from './dto/signing-certificate.response.js';
import { SigningCertificates } from './signing-certificates.service.js';
import { staffProblems } from './staff.errors.js';

const { staffNotFound, staffLeft, ownRights } = staffProblems;

/** Certificates of licensed CAs for the keys that people sign with. */
@ApiTags('staff')
@Controller('api/v1/staff/:id')
export class SigningCertificatesController {
  constructor(private readonly certificates: SigningCertificates) {}

  @Post('signing-request')
  @Route({
    action: 'staff.manage',
    discloses: 'nothing',
    creates: true,
    summary: 'A request for a certificate of the key that somebody signs with, for a licensed CA (PKCS #10)',
    problems: [staffNotFound, staffLeft],
  })
  request(@Param('id', ParseUUIDPipe) id: string): Promise<SigningRequestResponse> {
    return this.certificates.request(id);
  }

  @Get('signing-certificate')
  @Route({
    action: 'staff.read',
    discloses: 'nothing',
    summary: 'The certificate that somebody signs with, and what is wrong with it now',
    problems: [staffNotFound, keyProblems.signingCertificateMissing],
  })
  get(@Param('id', ParseUUIDPipe) id: string): Promise<SigningCertificateResponse> {
    return this.certificates.get(id);
  }

  @Post('signing-certificate')
  @Route({
    action: 'staff.manage',
    discloses: 'nothing',
    creates: true,
    summary: 'Take the certificate of a licensed CA: from now on the signatures of this person carry it',
    problems: [staffNotFound, staffLeft, ownRights, keyProblems.signingCertificateRefused],
  })
  put(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { certificates }: SigningCertificateDto,
  ): Promise<SigningCertificateResponse> {
    return this.certificates.put(id, certificates);
  }

  @Post('signing-certificate/withdraw')
  @Route({
    action: 'staff.manage',
    discloses: 'nothing',
    summary: 'Remove the certificate: this person signs with the key of the hospital alone',
    problems: [staffNotFound, ownRights, keyProblems.signingCertificateMissing],
  })
  withdraw(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: WithdrawCertificateDto,
  ): Promise<SigningRequestResponse> {
    return this.certificates.withdraw(id, reason);
  }
}
