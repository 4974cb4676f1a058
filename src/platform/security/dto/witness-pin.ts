import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { MayBeAbsent } from '../../routes/may-be-absent.js';
import { securityWords } from '../security.words.js';

/** The PIN of the second person, who types it: they are then confirmed, and not only named. */
export const WitnessPin = (): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ example: '407159', description: 'The PIN of the second person, who confirms by it.' }),
    MayBeAbsent(),
    Matches(/^[0-9]{6}$/, { context: securityWords.sixDigits }),
  );
