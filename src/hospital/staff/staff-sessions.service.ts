import { Injectable } from '@nestjs/common';
import type { Page, PageQuery } from '../../platform/routes/pagination.js';
import type {
  EndedSessionsResponse,
  LiveSessionResponse,
} from '../../platform/security/sessions/dto/live-session.response.js';
import type { EndSessionsDto } from '../../platform/security/sessions/dto/session.dto.js';
import { SessionsService } from '../../platform/security/sessions.service.js';
import { StaffQueries } from './staff.queries.js';

/** Where people are signed in, for administrators: a lost tablet, a terminal left open, a password seen by others. */
@Injectable()
export class StaffSessions {
  constructor(
    private readonly staff: StaffQueries,
    private readonly sessions: SessionsService,
  ) {}

  /** @throws Problem staffNotFound */
  async list(staffId: string, query: PageQuery): Promise<Page<LiveSessionResponse>> {
    await this.staff.get(staffId);
    return this.sessions.of(staffId, query);
  }

  /** @throws Problem staffNotFound, sessionNotFound */
  async end(staffId: string, input: EndSessionsDto): Promise<EndedSessionsResponse> {
    await this.staff.get(staffId);
    return this.sessions.endFor(staffId, input);
  }
}
