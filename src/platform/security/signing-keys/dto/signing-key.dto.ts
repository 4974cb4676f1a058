import { Type } from 'class-transformer';
import { Equals, IsNotEmpty, IsString, Matches, MaxLength, ValidateNested } from 'class-validator';
import { Trimmed } from '../../../routes/trimmed.js';
import { ReauthenticationDto } from '../../dto/reauthentication.dto.js';

const COORDINATE = /^[\w-]{43}$/;

/** The public half of a key on P-256 (RFC 7517). */
export class PublicKeyDto {
  /** @example EC */
  @Equals('EC')
  kty!: 'EC';

  /** @example P-256 */
  @Equals('P-256')
  crv!: 'P-256';

  /** @example f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU */
  @Matches(COORDINATE)
  x!: string;

  /** @example x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0 */
  @Matches(COORDINATE)
  y!: string;
}

/** A key that was made on a terminal and does not leave it. */
export class SigningKeyDto extends ReauthenticationDto {
  @ValidateNested()
  @Type(() => PublicKeyDto)
  publicJwk!: PublicKeyDto;

  /** ECDSA (r and s, base64url) with this key over `benh-an-signing-key`, the person's id and the key's thumbprint, with blanks between. @example AwoRGB8mLTQ7QklQV15lbHN6gYiPlp2kq7K5wMfO1dzj6vH4_wYNFBsiKTA3PkVMU1phaG92fYSLkpmgp661vA */
  @Matches(/^[\w-]{86}$/)
  proof!: string;

  /** What the person calls the terminal. @example "Máy bàn buồng trực, khoa Nội" */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  heldAt!: string;
}
