import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { wardProblems } from '../../hospital/wards/wards.errors.js';
import { lists } from '../../platform/routes/disclosure.js';
import { PageQuery } from '../../platform/routes/pagination.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { toDue } from './due.mapper.js';
import { DueResponse, type DueRowResponse } from './dto/due.response.js';
import { IncomingPage, type IncomingRowResponse } from './dto/incoming.response.js';
import { WardBoardResponse, type BoardRowResponse } from './dto/ward-board.response.js';
import { IncomingQueries } from './incoming.queries.js';
import { WardBoardQueries } from './ward-board.queries.js';

const whoLies = ({ encounter }: BoardRowResponse) =>
  encounter ? { patientId: encounter.patientId, encounterId: encounter.id } : undefined;

@ApiTags('wards')
@Controller('api/v1/wards/:id')
export class BoardController {
  constructor(
    private readonly boards: WardBoardQueries,
    private readonly coming: IncomingQueries,
  ) {}

  @Get('board')
  @Route({
    action: 'ward.board',
    scope: 'ward',
    discloses: lists('ward_board', whoLies, ({ wardId }: WardBoardResponse) => wardId),
    summary: 'Every bed of the ward and who lies in it, with the latest vital signs; then patients without a bed',
    problems: [wardProblems.wardNotFound],
  })
  board(@Param('id', ParseUUIDPipe) id: string): Promise<WardBoardResponse> {
    return this.boards.board(id);
  }

  @Get('due')
  @Route({
    action: 'vitals.write',
    scope: 'ward',
    discloses: lists(
      'ward_board',
      ({ patientId, encounterId }: DueRowResponse) => ({ patientId, encounterId }),
      ({ wardId }: DueResponse) => wardId,
    ),
    summary: 'Whose vital signs are due in the ward, the longest overdue first',
    problems: [wardProblems.wardNotFound],
  })
  async due(@Param('id', ParseUUIDPipe) id: string): Promise<DueResponse> {
    return toDue(await this.boards.board(id), new Date());
  }

  @Get('incoming')
  @Route({
    action: 'ward.board',
    scope: 'mine',
    discloses: lists('access_grant', ({ patientId }: IncomingRowResponse) => ({ patientId })),
    summary: 'Whom other wards have asked this one to take or to see, and who have not come yet',
  })
  incoming(@Param('id', ParseUUIDPipe) id: string, @Query() query: PageQuery): Promise<IncomingPage> {
    return this.coming.incoming(id, query);
  }
}
