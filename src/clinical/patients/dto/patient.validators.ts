import { applyDecorators } from '@nestjs/common';
import type { ValidationOptions } from 'class-validator';
import { hospitalDate } from '../../../kernel/hospital-time.js';
import { ownRule } from '../../../platform/routes/own-rule.js';
import { hasUnseen } from '../../../kernel/unseen-characters.js';
import { foldName } from '../name.rules.js';
import { parsePartialDate } from '../../datatypes/partial-date.js';
import { normalisePhone } from '../phone.rules.js';
import { patientWords } from '../patients.words.js';

/** A person's name: 1 to 200 characters with at least one letter, and no control characters. */
export function IsPersonName(options?: ValidationOptions): PropertyDecorator {
  const fits = (text: string) => text.length <= 200 && /\p{L}/u.test(foldName(text)) && !/\p{Cc}/u.test(text);
  return applyDecorators(
    ownRule('person-name', patientWords.personName, fits, options),
    ownRule('invisible-character', patientWords.invisibleCharacter, (text) => !hasUnseen(text), options),
  );
}

/** A FHIR partial date that exists and is not in the future: `1950`, `1950-03` or `1950-03-07`. */
export function IsPartialDate(options?: ValidationOptions): PropertyDecorator {
  return ownRule(
    'partial-date',
    patientWords.partialDate,
    (text) => parsePartialDate(text, hospitalDate()) !== undefined,
    options,
  );
}

/** A phone number: 10 digits, or with its country code. */
export function IsPhone(options?: ValidationOptions): PropertyDecorator {
  return ownRule('phone', patientWords.phone, (text) => normalisePhone(text) !== undefined, options);
}
