import { Controller, Get, Header, Headers, StreamableFile } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { Route } from '../../platform/routes/route.decorator.js';
import { liveProblems } from './live.errors.js';
import { LiveService } from './live.service.js';

@ApiTags('live')
@Controller('api/v1/stream')
export class LiveController {
  constructor(private readonly live: LiveService) {}

  @Get()
  @Route({
    action: 'live.listen',
    discloses: 'nothing',
    summary: 'What changes, as it happens: server-sent events that say which list of which ward is to be read again',
    description:
      'Events `board`, `inbox`, `tasks`, `orders` and `mar` with `{"wardId"}` (null for what is yours in another ward), and `reset` when everything is to be read again. They name no patient: what changed is read by the route of the list. A stream ends with its session; with Last-Event-ID it goes on where it broke off.',
    answer: { mediaType: 'text/event-stream', schema: { type: 'string' } },
    problems: Object.values(liveProblems),
  })
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'The id that was read last, to go on from there.' })
  // Proxies that collect answers before they pass them on would hold it back.
  @Header('X-Accel-Buffering', 'no')
  async listen(@Headers('last-event-id') lastEventId?: string): Promise<StreamableFile> {
    return new StreamableFile(await this.live.listen(lastEventId), { type: 'text/event-stream; charset=utf-8' });
  }
}
