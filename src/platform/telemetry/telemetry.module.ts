import { Module } from '@nestjs/common';
import { OperationsModule } from '../operations/operations.module.js';
import { Telemetry } from './telemetry.js';

@Module({ imports: [OperationsModule], providers: [Telemetry], exports: [Telemetry] })
export class TelemetryModule {}
