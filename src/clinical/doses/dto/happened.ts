import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';
import { MayBeAbsent } from '../../../platform/routes/may-be-absent.js';

const DESCRIPTION =
  'It happened so already, although the order does not allow it: a pump that ran faster, more than was ordered, a dose too soon or after its order. ' +
  'Kept with its reason and its time, marked, and told to the doctor.';

/** That what the order does not allow was done all the same. */
export const HappenedAlready = (): PropertyDecorator =>
  applyDecorators(ApiPropertyOptional({ example: true, description: DESCRIPTION }), MayBeAbsent(), IsBoolean());
