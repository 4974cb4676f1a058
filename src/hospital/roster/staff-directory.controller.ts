import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Route } from '../../platform/routes/route.decorator.js';
import { StaffDirectoryQuery } from './dto/staff-directory.dto.js';
import { StaffDirectoryPage } from './dto/staff-directory.response.js';
import { StaffDirectory } from './staff-directory.queries.js';

@ApiTags('staff')
@Controller('api/v1/staff-directory')
export class StaffDirectoryController {
  constructor(private readonly directory: StaffDirectory) {}

  @Get()
  @Route({
    action: 'staff.directory',
    scope: 'nobody',
    discloses: 'nothing',
    summary: 'Colleagues to choose from, by name: their roles, their wards, and whether they are on duty now',
  })
  list(@Query() query: StaffDirectoryQuery): Promise<StaffDirectoryPage> {
    return this.directory.page(query);
  }
}
