import { Body, Controller, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IfMatch } from '../../platform/routes/entity-tag.js';
import { DoseRoute } from './dose-route.js';
import { DosesService } from './doses.service.js';
import { CorrectDoseDto, GiveDoseDto, NotGivenDto, WasteDoseDto } from './dto/dose.dto.js';
import { DoseResponse } from './dto/dose.response.js';

@ApiTags('doses')
@Controller('api/v1/doses/:id')
export class DoseActionsController {
  constructor(private readonly doses: DosesService) {}

  @Post('give')
  @DoseRoute(
    'Give a dose, or begin an infusion',
    'A dose is given once: who comes second is told who gave it, and when.',
  )
  give(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: GiveDoseDto,
  ): Promise<DoseResponse> {
    return this.doses.give(id, version, input);
  }

  @Post('hold')
  @DoseRoute('Hold a dose for a reason; it can still be given')
  hold(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: NotGivenDto,
  ): Promise<DoseResponse> {
    return this.doses.notGiven(id, version, 'hold', input);
  }

  @Post('refuse')
  @DoseRoute('Say that the patient refused a dose')
  refuse(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: NotGivenDto,
  ): Promise<DoseResponse> {
    return this.doses.notGiven(id, version, 'refuse', input);
  }

  @Post('waste')
  @DoseRoute('Say that a medicine was prepared and thrown away, or what was left of a dose')
  waste(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: WasteDoseDto,
  ): Promise<DoseResponse> {
    return this.doses.waste(id, version, input);
  }

  @Post('correct')
  @DoseRoute('Correct what was recorded of a dose; both stay readable')
  correct(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: CorrectDoseDto,
  ): Promise<DoseResponse> {
    return this.doses.correct(id, version, input);
  }
}
