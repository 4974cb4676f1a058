import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IfMatch } from '../../platform/routes/entity-tag.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { CreateStaffDto, PasswordDto, RoleDto, StaffQuery, StaffWardDto, UpdateStaffDto } from './dto/staff.dto.js';
import { StaffPage, StaffResponse } from './dto/staff.response.js';
import { staffProblems } from './staff.errors.js';
import { StaffQueries } from './staff.queries.js';
import { StaffService } from './staff.service.js';

const { staffNotFound, staffLeft, ownRights, ownPassword, lastAdministrator, staffWardUnknown } = staffProblems;
const { rolesConflict, certificateMissing, certificateTaken } = staffProblems;

@ApiTags('staff')
@Controller('api/v1/staff')
export class StaffController {
  constructor(
    private readonly staff: StaffService,
    private readonly queries: StaffQueries,
  ) {}

  @Post()
  @Route({
    action: 'staff.manage',
    discloses: 'nothing',
    creates: true,
    summary: 'Add a member of staff with their roles',
    problems: [staffProblems.usernameTaken, rolesConflict, certificateTaken],
  })
  create(@Body() input: CreateStaffDto): Promise<StaffResponse> {
    return this.staff.create(input);
  }

  @Get()
  @Route({ action: 'staff.read', discloses: 'nothing', summary: 'Who works here, by username' })
  list(@Query() query: StaffQuery): Promise<StaffPage> {
    return this.queries.list(query);
  }

  @Get(':id')
  @Route({ action: 'staff.read', discloses: 'nothing', summary: 'One member of staff', problems: [staffNotFound] })
  get(@Param('id', ParseUUIDPipe) id: string): Promise<StaffResponse> {
    return this.queries.get(id);
  }

  @Patch(':id')
  @Route({
    action: 'staff.manage',
    discloses: 'nothing',
    versioned: true,
    summary: 'Change name, certificate or duty (merge patch)',
    problems: [staffNotFound, staffLeft, ownRights, certificateMissing, certificateTaken],
  })
  update(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: UpdateStaffDto,
  ): Promise<StaffResponse> {
    return this.staff.update(id, version, input);
  }

  @Post(':id/roles/grant')
  @Route({
    action: 'staff.manage',
    discloses: 'nothing',
    versioned: true,
    summary: 'Give a role',
    problems: [staffNotFound, staffLeft, ownRights, rolesConflict, certificateMissing],
  })
  grant(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() { role }: RoleDto,
  ): Promise<StaffResponse> {
    return this.staff.grant(id, version, role);
  }

  @Post(':id/roles/revoke')
  @Route({
    action: 'staff.manage',
    discloses: 'nothing',
    versioned: true,
    summary: 'Take a role away; sessions in it end at once',
    problems: [staffNotFound, staffLeft, ownRights, lastAdministrator],
  })
  revoke(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() { role }: RoleDto,
  ): Promise<StaffResponse> {
    return this.staff.revoke(id, version, role);
  }

  @Post(':id/wards/join')
  @Route({
    action: 'staff.manage',
    discloses: 'nothing',
    versioned: true,
    summary: 'The person works in a ward from now on',
    problems: [staffNotFound, staffLeft, ownRights, staffWardUnknown],
  })
  joinWard(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() { wardId }: StaffWardDto,
  ): Promise<StaffResponse> {
    return this.staff.joinWard(id, version, wardId);
  }

  @Post(':id/wards/leave')
  @Route({
    action: 'staff.manage',
    discloses: 'nothing',
    versioned: true,
    summary: 'The person works in a ward no more',
    problems: [staffNotFound, staffLeft, ownRights],
  })
  leaveWard(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() { wardId }: StaffWardDto,
  ): Promise<StaffResponse> {
    return this.staff.leaveWard(id, version, wardId);
  }

  @Post(':id/leave')
  @Route({
    action: 'staff.manage',
    discloses: 'nothing',
    versioned: true,
    summary: 'The person has left: no sign-in, and every session ends at once',
    problems: [staffNotFound, staffLeft, ownRights, lastAdministrator],
  })
  leave(@Param('id', ParseUUIDPipe) id: string, @IfMatch() version: number): Promise<StaffResponse> {
    return this.staff.leave(id, version);
  }

  @Post(':id/reset-password')
  @Route({
    action: 'staff.manage',
    discloses: 'nothing',
    versioned: true,
    summary: 'Lend somebody a password, to be changed at the first sign-in within a time; every session ends',
    problems: [staffNotFound, staffLeft, ownPassword],
  })
  resetPassword(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() { password }: PasswordDto,
  ): Promise<StaffResponse> {
    return this.staff.resetPassword(id, version, password);
  }

  @Post(':id/second-factor/reset')
  @Route({
    action: 'staff.manage',
    discloses: 'nothing',
    versioned: true,
    summary: 'The authenticator is lost: the person enrols another; every session ends',
    problems: [staffNotFound, staffLeft, ownRights],
  })
  resetSecondFactor(@Param('id', ParseUUIDPipe) id: string, @IfMatch() version: number): Promise<StaffResponse> {
    return this.staff.resetSecondFactor(id, version);
  }
}
