import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IfMatch } from '../../routes/entity-tag.js';
import { PageQuery } from '../../routes/pagination.js';
import { Route } from '../../routes/route.decorator.js';
import { SessionResponse } from '../dto/session.response.js';
import { CHANGES_A_WAY_IN, securityProblems } from '../security.errors.js';
import { BadgeDto, EnrolTerminalDto, PinDto, SwitchDto } from './dto/terminal.dto.js';
import { EnrolledTerminalResponse, TerminalPage, TerminalResponse } from './dto/terminal.response.js';
import { ShortSecrets } from './short-secrets.service.js';
import { SwitchService } from './switch.service.js';
import { terminalProblems } from './terminals.errors.js';
import { TerminalsService } from './terminals.service.js';

const { terminalNotFound, terminalRetired, terminalCodeTaken, terminalWardUnknown } = terminalProblems;
const { terminalUnknown, switchRefused, badgeTaken, badgeStaffUnknown } = terminalProblems;

@ApiTags('terminals')
@Controller('api/v1')
export class TerminalsController {
  constructor(
    private readonly terminals: TerminalsService,
    private readonly secrets: ShortSecrets,
    private readonly switching: SwitchService,
  ) {}

  @Post('terminals')
  @Route({
    action: 'terminal.manage',
    discloses: 'nothing',
    creates: true,
    summary: 'Enrol a terminal; its key is shown only once',
    problems: [terminalCodeTaken, terminalWardUnknown],
  })
  enrol(@Body() input: EnrolTerminalDto): Promise<EnrolledTerminalResponse> {
    return this.terminals.enrol(input);
  }

  @Get('terminals')
  @Route({ action: 'terminal.manage', discloses: 'nothing', summary: 'The terminals, by code' })
  list(@Query() query: PageQuery): Promise<TerminalPage> {
    return this.terminals.list(query);
  }

  @Post('terminals/:id/retire')
  @Route({
    action: 'terminal.manage',
    discloses: 'nothing',
    versioned: true,
    summary: 'Take a terminal out of use; who is signed in on it is locked out at once',
    problems: [terminalNotFound, terminalRetired],
  })
  retire(@Param('id', ParseUUIDPipe) id: string, @IfMatch() version: number): Promise<TerminalResponse> {
    return this.terminals.retire(id, version);
  }

  @Post('terminals/:id/rekey')
  @Route({
    action: 'terminal.manage',
    discloses: 'nothing',
    versioned: true,
    summary: 'Give a terminal a new key, when the old one may be known',
    problems: [terminalNotFound, terminalRetired],
  })
  rekey(@Param('id', ParseUUIDPipe) id: string, @IfMatch() version: number): Promise<EnrolledTerminalResponse> {
    return this.terminals.rekey(id, version);
  }

  @Post('staff/:id/badges')
  @Route({
    action: 'staff.manage',
    discloses: 'nothing',
    status: 204,
    summary: 'Give a badge to a person',
    problems: [badgeTaken, badgeStaffUnknown],
  })
  giveBadge(@Param('id', ParseUUIDPipe) id: string, @Body() { badge }: BadgeDto): Promise<void> {
    return this.secrets.giveBadge(id, badge);
  }

  @Post('staff/:id/badges/revoke')
  @Route({
    action: 'staff.manage',
    discloses: 'nothing',
    status: 204,
    summary: 'Take all badges of a person out of use',
  })
  revokeBadges(@Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.secrets.revokeBadges(id);
  }

  @Post('auth/pin')
  @Route({
    action: 'signed-in',
    discloses: 'nothing',
    status: 204,
    summary: 'Choose the PIN for enrolled terminals',
    problems: CHANGES_A_WAY_IN,
  })
  setPin(@Body() input: PinDto): Promise<void> {
    return this.secrets.setPin(input);
  }

  @Post('auth/switch')
  @Route({
    action: 'public',
    signsIn: true,
    discloses: 'nothing',
    summary: 'Take over an enrolled terminal by PIN or badge, after one full sign-in in the shift',
    description:
      'Needs the header X-Terminal-Key, as does every request of the session. The previous person on it is locked out.',
    problems: [terminalUnknown, switchRefused, securityProblems.signInPaused],
  })
  switchTo(@Body() input: SwitchDto): Promise<SessionResponse> {
    return this.switching.switchTo(input);
  }
}
