import { Module } from '@nestjs/common';
import { ConsoleController } from './console.controller.js';

/** The page people work at, served to browsers. It has no door of its own: every answer it shows comes from the API. */
@Module({ controllers: [ConsoleController] })
export class ConsoleModule {}
