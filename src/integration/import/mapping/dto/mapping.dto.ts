import { Equals, IsIn, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { MayBeAbsent } from '../../../../platform/routes/may-be-absent.js';
import { PageQuery } from '../../../../platform/routes/pagination.js';
import { Trimmed } from '../../../../platform/routes/trimmed.js';

export class MappingQuery extends PageQuery {
  /** Those that nobody has mapped yet, or those that somebody has. @example unmapped */
  @IsOptional()
  @IsIn(['unmapped', 'mapped'])
  status?: 'unmapped' | 'mapped';

  /** Of one sender. @example lis-xet-nghiem */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  sender?: string;
}

export class TargetDto {
  /** LOINC for a code, UCUM for a unit. @example 2823-3 */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  targetCode?: string;

  /** In place of a target: a code that LOINC has none for (modes, lots, curves) is shown as it is sent, and judged by nobody. @example true */
  @MayBeAbsent()
  @Equals(true)
  asSent?: true;

  /** What people call it. @example "Kali huyết thanh" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  targetDisplay?: string;
}

export class MapCodeDto extends TargetDto {
  /** Whose code it is: the client id, or the name that the machine is registered under. @example lis-xet-nghiem */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  sender!: string;

  /** code or unit. @example code */
  @IsIn(['code', 'unit'])
  kind!: 'code' | 'unit';

  /** The sender's name of its system; `L` when it names none. @example L */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  system?: string;

  /** As the sender writes it. @example K */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  code!: string;
}
