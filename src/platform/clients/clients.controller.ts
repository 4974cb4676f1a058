import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IfMatch } from '../routes/entity-tag.js';
import { Route } from '../routes/route.decorator.js';
import { clientProblems } from './clients.errors.js';
import { ClientsQueries } from './clients.queries.js';
import { ClientsService } from './clients.service.js';
import { ClientQuery, RegisterClientDto, UpdateClientDto } from './dto/client.dto.js';
import { ClientPage, ClientResponse } from './dto/client.response.js';

const { clientNotFound, clientDisabled, clientIdTaken, clientApproved, clientOwnApproval } = clientProblems;

@ApiTags('clients')
@Controller('api/v1/clients')
export class ClientsController {
  constructor(
    private readonly clients: ClientsService,
    private readonly queries: ClientsQueries,
  ) {}

  @Post()
  @Route({
    action: 'client.manage',
    discloses: 'nothing',
    creates: true,
    summary: 'Register a machine that may call by itself, with its public keys, once a second person approved it',
    problems: [clientIdTaken],
  })
  register(@Body() input: RegisterClientDto): Promise<ClientResponse> {
    return this.clients.register(input);
  }

  @Get()
  @Route({ action: 'client.read', discloses: 'nothing', summary: 'Machines that may call, by client id' })
  list(@Query() query: ClientQuery): Promise<ClientPage> {
    return this.queries.list(query);
  }

  @Get(':id')
  @Route({ action: 'client.read', discloses: 'nothing', summary: 'One machine client', problems: [clientNotFound] })
  get(@Param('id', ParseUUIDPipe) id: string): Promise<ClientResponse> {
    return this.queries.get(id);
  }

  @Patch(':id')
  @Route({
    action: 'client.manage',
    discloses: 'nothing',
    versioned: true,
    summary: 'Change name, keys, scopes, purpose or contact (merge patch); at once for running tokens too',
    description: 'With new keys or further scopes the client waits for approval again, and so do its running tokens.',
    problems: [clientNotFound, clientDisabled],
  })
  update(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: UpdateClientDto,
  ): Promise<ClientResponse> {
    return this.clients.update(id, version, input);
  }

  @Post(':id/approve')
  @Route({
    action: 'client.approve',
    discloses: 'nothing',
    versioned: true,
    summary: 'The second person lets the client work with the keys and scopes of this version',
    problems: [clientNotFound, clientDisabled, clientApproved, clientOwnApproval],
  })
  approve(@Param('id', ParseUUIDPipe) id: string, @IfMatch() version: number): Promise<ClientResponse> {
    return this.clients.approve(id, version);
  }

  @Post(':id/disable')
  @Route({
    action: 'client.manage',
    discloses: 'nothing',
    versioned: true,
    summary: 'Refuse the client from now on, with every token it has',
    problems: [clientNotFound, clientDisabled],
  })
  disable(@Param('id', ParseUUIDPipe) id: string, @IfMatch() version: number): Promise<ClientResponse> {
    return this.clients.disable(id, version);
  }
}
