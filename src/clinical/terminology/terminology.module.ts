import { Module } from '@nestjs/common';
import { CodeListsController } from './code-lists.controller.js';

/** Lists of codes: small starter sets, each with its source. */
@Module({ controllers: [CodeListsController] })
export class TerminologyModule {}
