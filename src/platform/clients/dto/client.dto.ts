import { isIP } from 'node:net';
import { Type } from 'class-transformer';
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
  ValidateNested,
} from 'class-validator';
import { ownRule } from '../../routes/own-rule.js';
import { PageQuery } from '../../routes/pagination.js';
import { readScope } from '../../routes/scope.rules.js';
import { clientWords } from '../clients.words.js';

/** 2 to 64 letters, digits, dots, hyphens and underscores, the first a letter or digit; as the database checks. */
const CLIENT_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{1,63}$/;
const IsSystemScope = () =>
  ownRule('smart-scope', clientWords.scope, (text) => readScope(text) !== undefined, { each: true });

const isNetwork = (text: string): boolean => {
  const [address = '', bits = '32', ...rest] = text.split('/');
  const family = isIP(address);
  return family !== 0 && rest.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128);
};
const IsNetwork = () => ownRule('network', clientWords.network, isNetwork, { each: true });

const FINGERPRINT = /^(?:[0-9A-Fa-f]{2}:){31}[0-9A-Fa-f]{2}$|^[0-9A-Fa-f]{64}$/;
const IsFingerprint = () =>
  ownRule('fingerprint', clientWords.fingerprint, (text) => FINGERPRINT.test(text), { each: true });

/** A field may be absent, but not null: a client has all of them. */
const IfGiven = () => ValidateIf((_, value) => value !== undefined);

/** How a client sends messages of HL7 v2. Over MLLP it is known by all of this together. */
export class MessagesDto {
  /** How it names itself in MSH-3. @example LIS */
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  application!: string;

  /** How it names its facility in MSH-4; any by default. @example XN */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  facility?: string;

  /** From where it may come over MLLP without a certificate: addresses or networks. @example ["10.20.3.7"] */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsNetwork()
  addresses?: string[];

  /**
   * By which certificates it is known over MLLP, and then by nothing less: SHA-256 fingerprints, as `openssl x509 -fingerprint -sha256` prints them.
   * @example ["5E:2F:0B:8C:41:7D:90:AA:35:66:1C:D2:0F:74:8B:19:E3:5A:C0:47:9D:02:FB:36:88:61:AE:54:C9:13:7F:20"]
   */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10)
  @IsFingerprint()
  certificates?: string[];

  /** Of messages that do not name one they are in; those in TCVN3 or VNI cannot. @example TCVN3 */
  @IsOptional()
  @IsIn(['UTF-8', '8859/1', 'WINDOWS-1258', 'TCVN3', 'VNI'])
  characterSet?: string;
}

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

  /** How it sends messages of HL7 v2; a change waits for approval. Null: it sends none from now on, which waits for nobody. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => MessagesDto)
  hl7v2?: MessagesDto | null;

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

  /** How it sends messages of HL7 v2, where it does. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => MessagesDto)
  hl7v2?: MessagesDto;

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
