import { IsNotEmpty, IsOptional, IsString, Matches, MaxLength, ValidateIf } from 'class-validator';
import { securityWords } from '../../security.words.js';

export class CodeDto {
  /** Six digits, as the authenticator shows them. @example "492039" */
  @IsString()
  @Matches(/^\d{6}$/, { context: securityWords.sixDigits })
  code!: string;
}

export class SecondFactorDto {
  /** Six digits of the authenticator; good once. Needed unless there is a recovery code. @example "492039" */
  @ValidateIf(({ code, recoveryCode }: SecondFactorDto) => code !== undefined || recoveryCode === undefined)
  @IsString()
  @Matches(/^\d{6}$/, { context: securityWords.sixDigits })
  code?: string;

  /** One of the ten given at enrolment; good once. @example K7PM-2QXA-9RTD-HU4C */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(40)
  recoveryCode?: string;
}

export class SecondStepDto extends SecondFactorDto {
  /** From the answer second-factor-needed; good for five minutes. @example eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIwMTkifQ.c2ln */
  @IsString()
  @IsNotEmpty()
  @MaxLength(2048)
  challenge!: string;
}
