import { IsIn, IsNotEmpty, IsObject, IsString, MaxLength } from 'class-validator';
import { MayBeAbsent } from '../../../platform/routes/may-be-absent.js';
import { Trimmed } from '../../../platform/routes/trimmed.js';
import { WhoSignsDto } from '../../../platform/security/dto/who-signs.dto.js';
import { MEANINGS, RELATIONS, type Drawing, type Meaning, type Relation } from '../patient-signature.rules.js';

/** A patient, or who stands in for them, signs by hand or confirms before a witness; whoever stands by signs that it was so. */
export class PatientSignatureDto extends WhoSignsDto {
  /** consent, discharge, daily-medicines or information. @example consent */
  @IsIn(MEANINGS)
  meaning!: Meaning;

  /** Who signs. @example "Nguyễn Thị Ánh" */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  fullName!: string;

  /** What they are to the patient: self, parent, spouse, child, guardian or other. @example self */
  @IsIn(RELATIONS)
  relation!: Relation;

  /** Number of the card that they showed. @example "079190001234" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(30)
  idNumber?: string;

  /**
   * What was drawn: `image`, a PNG as base64 of at most 64 KiB, or `strokes`, each its points as `x,y x,y …`.
   * @example { "strokes": ["10,20 14,26"] }
   */
  @MayBeAbsent()
  @IsObject()
  drawing?: Drawing;

  /** Who saw it, where nothing was drawn: somebody else than whoever is signed in. @example "Trần Văn Bình, con trai" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  witness?: string;
}
