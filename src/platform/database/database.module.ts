import { Global, Module } from '@nestjs/common';
import { Database } from './database.js';
import { Coverage } from './definitions/coverage.js';
import { Notices } from './notices.js';
import { UnitOfWork } from './unit-of-work.js';

@Global()
@Module({ providers: [Database, Coverage, Notices, UnitOfWork], exports: [Database, Coverage, Notices, UnitOfWork] })
export class DatabaseModule {}
