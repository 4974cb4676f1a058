import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { lists } from '../../platform/routes/disclosure.js';
import { IfMatch } from '../../platform/routes/entity-tag.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { CreateBedDto, CreateWardDto, ListWardsQuery, UpdateWardDto } from './dto/ward.dto.js';
import { BedResponse, WardPage, WardResponse } from './dto/ward.response.js';
import { WardBoardResponse, type BoardRowResponse } from '../../views/board/dto/ward-board.response.js';
import { WardBoardQueries } from '../../views/board/ward-board.queries.js';
import { wardProblems } from './wards.errors.js';
import { WardsQueries } from './wards.queries.js';
import { WardsService } from './wards.service.js';

const whoLies = ({ encounter }: BoardRowResponse) =>
  encounter ? { patientId: encounter.patientId, encounterId: encounter.id } : undefined;

@ApiTags('wards')
@Controller('api/v1/wards')
export class WardsController {
  constructor(
    private readonly service: WardsService,
    private readonly queries: WardsQueries,
    private readonly boards: WardBoardQueries,
  ) {}

  @Get()
  @Route({ action: 'ward.read', discloses: 'nothing', summary: 'The wards, by code' })
  list(@Query() query: ListWardsQuery): Promise<WardPage> {
    return this.queries.wards(query);
  }

  @Get(':id/board')
  @Route({
    action: 'ward.board',
    sight: 'ward',
    discloses: lists('ward_board', whoLies, ({ wardId }: WardBoardResponse) => wardId),
    summary: 'Every bed of the ward and who lies in it, with the latest vital signs; then patients without a bed',
    problems: [wardProblems.wardNotFound],
  })
  board(@Param('id', ParseUUIDPipe) id: string): Promise<WardBoardResponse> {
    return this.boards.board(id);
  }

  @Post()
  @Route({
    action: 'ward.manage',
    discloses: 'nothing',
    creates: true,
    summary: 'Open a ward',
    problems: [wardProblems.wardCodeTaken],
  })
  create(@Body() input: CreateWardDto): Promise<WardResponse> {
    return this.service.create(input);
  }

  @Patch(':id')
  @Route({
    action: 'ward.manage',
    discloses: 'nothing',
    versioned: true,
    summary: 'Rename a ward, take it out of service or back into it, mark it sensitive (merge patch)',
    problems: [wardProblems.wardNotFound, wardProblems.wardInUse],
  })
  update(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: UpdateWardDto,
  ): Promise<WardResponse> {
    return this.service.update(id, version, input);
  }

  @Post(':id/beds')
  @Route({
    action: 'ward.manage',
    discloses: 'nothing',
    creates: true,
    summary: 'Put a bed into a room of the ward; the room is made when it is new',
    problems: [wardProblems.wardNotFound, wardProblems.placeClosed, wardProblems.bedCodeTaken],
  })
  addBed(@Param('id', ParseUUIDPipe) id: string, @Body() input: CreateBedDto): Promise<BedResponse> {
    return this.service.addBed(id, input);
  }
}
