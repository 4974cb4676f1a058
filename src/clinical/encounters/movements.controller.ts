import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { lists } from '../../platform/routes/disclosure.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { MovementsQuery } from './dto/movement.dto.js';
import { MovementPage, type MovementResponse } from './dto/movement.response.js';
import { MovementsQueries } from './movements.queries.js';

@ApiTags('wards')
@Controller('api/v1/wards/:id/movements')
export class MovementsController {
  constructor(private readonly movements: MovementsQueries) {}

  @Get()
  @Route({
    action: 'ward.board',
    scope: 'ward',
    discloses: lists('encounter', ({ patientId, encounterId }: MovementResponse) => ({ patientId, encounterId })),
    summary: 'Who came to the ward and who left it: admissions, transfers, leave, discharges; the latest first',
    description:
      'A transfer is told to both wards, whoever of them made it; whom the ward gave away is named to it for three days, and then only while it may see the patient.',
  })
  ofWard(@Param('id', ParseUUIDPipe) id: string, @Query() query: MovementsQuery): Promise<MovementPage> {
    return this.movements.ofWard(id, query);
  }
}
