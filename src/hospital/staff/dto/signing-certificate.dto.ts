import { IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { SaysWhy } from '../../../platform/care/reason.decorators.js';

export class SigningCertificateDto {
  /** The certificate of the person and those above it, as PEM, one after the other. @example "-----BEGIN CERTIFICATE-----\nMIIB…\n-----END CERTIFICATE-----" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(30_000)
  certificates!: string;
}

export class WithdrawCertificateDto {
  /** Why, 1 to 500 characters. @example "Thiết bị ký bị mất" */
  @SaysWhy()
  reason!: string;
}
