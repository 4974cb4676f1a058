import { Body, Controller, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IfMatch } from '../../platform/routes/entity-tag.js';
import { DoseRoute } from './dose-route.js';
import { NotGivenDto } from './dto/dose.dto.js';
import { DoseResponse } from './dto/dose.response.js';
import {
  ChangeBagDto,
  ChangeRateDto,
  CorrectStepDto,
  FinishDoseDto,
  ResumeDto,
  StopDoseDto,
} from './dto/infusion.dto.js';
import { InfusionsService } from './infusions.service.js';

@ApiTags('doses')
@Controller('api/v1/doses/:id')
export class InfusionsController {
  constructor(private readonly infusions: InfusionsService) {}

  @Post('rate')
  @DoseRoute('Change the rate of a running infusion')
  rate(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: ChangeRateDto,
  ): Promise<DoseResponse> {
    return this.infusions.changeRate(id, version, input);
  }

  @Post('pause')
  @DoseRoute('Pause a running infusion')
  pause(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: NotGivenDto,
  ): Promise<DoseResponse> {
    return this.infusions.pause(id, version, input);
  }

  @Post('resume')
  @DoseRoute('Let a paused infusion run again')
  resume(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: ResumeDto,
  ): Promise<DoseResponse> {
    return this.infusions.resume(id, version, input);
  }

  @Post('bag')
  @DoseRoute('Hang another bag of an infusion')
  bag(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: ChangeBagDto,
  ): Promise<DoseResponse> {
    return this.infusions.changeBag(id, version, input);
  }

  @Post('finish')
  @DoseRoute('End a running infusion')
  finish(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: FinishDoseDto,
  ): Promise<DoseResponse> {
    return this.infusions.finish(id, version, input);
  }

  @Post('stop')
  @DoseRoute('Stop an infusion before its end, with how much went in')
  stop(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: StopDoseDto,
  ): Promise<DoseResponse> {
    return this.infusions.stop(id, version, input);
  }

  @Post('steps/:stepId/correct')
  @DoseRoute('Put right what was recorded as done to an infusion; both stay readable')
  correctStep(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('stepId', ParseUUIDPipe) stepId: string,
    @IfMatch() version: number,
    @Body() input: CorrectStepDto,
  ): Promise<DoseResponse> {
    return this.infusions.correctStep(id, stepId, version, input);
  }
}
