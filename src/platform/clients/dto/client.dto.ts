import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  ValidateIf,
} from 'class-validator';
import { ownRule } from '../../routes/own-rule.js';
import { PageQuery } from '../../routes/pagination.js';
import { readScope } from '../../routes/scope.rules.js';
import { clientWords } from '../clients.words.js';

/** 2 to 64 letters, digits, dots, hyphens and underscores, the first a letter or digit; as the database checks. */
const CLIENT_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{1,63}$/;
const IsSystemScope = () =>
  ownRule('smart-scope', clientWords.scope, (text) => readScope(text) !== undefined, { each: true });

/** A field may be absent, but not null: a client has all of them. */
const IfGiven = () => ValidateIf((_, value) => value !== undefined);

/** JSON merge patch: what is absent stays. Inline keys take the place of an address of keys, and the other way round. */
export class UpdateClientDto {
  /** What people call it. @example "LIS khoa Xét nghiệm" */
  @IfGiven()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name?: string;

  /** Its public keys (RFC 7517): RSA of 2048 bits or more, or EC P-384; each with a `kid`. */
  @IfGiven()
  @IsObject()
  jwks?: Record<string, unknown>;

  /** Where its public keys are; https, unless CLIENT_JWKS_HTTP allows http. @example https://lis.benhvien.vn/jwks.json */
  @IfGiven()
  @IsString()
  @MaxLength(500)
  jwksUrl?: string;

  /** The most it may ask for; version 1 scopes (.read, .write) count as .rs and .cud. @example ["system/DiagnosticReport.c"] */
  @IfGiven()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsSystemScope()
  scopes?: string[];

  /** What it is for, and on what agreement. @example "Trả kết quả xét nghiệm, theo hợp đồng 12/2026" */
  @IfGiven()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  purpose?: string;

  /** Whom to call when it misbehaves. @example "Phòng CNTT, 0901234567" */
  @IfGiven()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  contact?: string;
}

export class RegisterClientDto {
  /** How it names itself, for good; made up when absent. @example lis-xet-nghiem */
  @IsOptional()
  @IsString()
  @Matches(CLIENT_ID)
  clientId?: string;

  /** What people call it. @example "LIS khoa Xét nghiệm" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name!: string;

  /** Its public keys (RFC 7517): RSA of 2048 bits or more, or EC P-384; each with a `kid`. This or `jwksUrl`. */
  @IsOptional()
  @IsObject()
  jwks?: Record<string, unknown>;

  /** Where its public keys are; https, unless CLIENT_JWKS_HTTP allows http. @example https://lis.benhvien.vn/jwks.json */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  jwksUrl?: string;

  /** The most it may ask for; version 1 scopes (.read, .write) count as .rs and .cud. @example ["system/DiagnosticReport.c"] */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsSystemScope()
  scopes!: string[];

  /** What it is for, and on what agreement. @example "Trả kết quả xét nghiệm, theo hợp đồng 12/2026" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  purpose!: string;

  /** Whom to call when it misbehaves. @example "Phòng CNTT, 0901234567" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  contact!: string;
}

export class ClientQuery extends PageQuery {
  /** @example active */
  @IsOptional()
  @IsIn(['active', 'disabled'])
  status?: 'active' | 'disabled';

  /** @example waiting */
  @IsOptional()
  @IsIn(['waiting', 'approved'])
  approval?: 'waiting' | 'approved';
}
