import { Module } from '@nestjs/common';
import { ChartController } from './chart.controller.js';
import { ChartQueries } from './chart.queries.js';

/** The patient on one page; a view on all domains that writes nothing. */
@Module({ controllers: [ChartController], providers: [ChartQueries] })
export class ChartModule {}
