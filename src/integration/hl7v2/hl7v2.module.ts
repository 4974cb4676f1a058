import { Module } from '@nestjs/common';
import { ImportModule } from '../import/import.module.js';
import { Hl7v2Controller } from './hl7v2.controller.js';
import { Hl7v2Service } from './hl7v2.service.js';

/** HL7 v2: what laboratories send as messages, and how each is acknowledged. */
@Module({
  imports: [ImportModule],
  controllers: [Hl7v2Controller],
  providers: [Hl7v2Service],
  exports: [Hl7v2Service],
})
export class Hl7v2Module {}
