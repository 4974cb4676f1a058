import { Module } from '@nestjs/common';
import { ReferenceModule } from '../../platform/reference/reference.module.js';
import { CodeListsController } from './code-lists.controller.js';
import { LoadedLists } from './loaded-lists.js';

/** Lists of codes: small starter sets, each with its source, and what a hospital loads in their place. */
@Module({ imports: [ReferenceModule], controllers: [CodeListsController], providers: [LoadedLists] })
export class TerminologyModule {}
