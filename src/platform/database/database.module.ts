import { Global, Module } from '@nestjs/common';
import { Database } from './database.js';
import { Coverage } from './definitions/coverage.js';
import { UnitOfWork } from './unit-of-work.js';

@Global()
@Module({ providers: [Database, Coverage, UnitOfWork], exports: [Database, Coverage, UnitOfWork] })
export class DatabaseModule {}
