import { Module } from '@nestjs/common';
import { JobsModule } from '../jobs/jobs.module.js';
import { ReferenceData } from './reference-data.js';

/** What a hospital loads from files. */
@Module({ imports: [JobsModule], providers: [ReferenceData], exports: [ReferenceData] })
export class ReferenceModule {}
