import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PageQuery } from '../../routes/pagination.js';
import { Route } from '../../routes/route.decorator.js';
import { leafShown } from './proofs.disclosure.js';
import { ConsistencyQuery, EventProofQuery } from './dto/proofs.dto.js';
import { CheckpointPage, ConsistencyProofResponse, EventProofResponse, SigningKeyList } from './dto/proof.response.js';
import { archivedProblems } from '../archived/archived.errors.js';
import { proofProblems } from './proofs.errors.js';
import { ProofQueries } from './proofs.queries.js';

const { notSealedYet, noSuchCheckpoint, beyondTheTree } = proofProblems;

/** Proofs that an event is in the sealed trail and that the trail has only grown, to be checked with the public key alone. */
@ApiTags('audit')
@Controller('api/v1/audit')
export class ProofsController {
  constructor(private readonly proofs: ProofQueries) {}

  @Get('events/:id/proof')
  @Route({
    action: 'audit.read',
    discloses: leafShown,
    summary: 'Proof that one event is in the sealed trail',
    problems: [notSealedYet, noSuchCheckpoint, archivedProblems.archiveNotAtHand],
  })
  event(@Param('id', ParseUUIDPipe) id: string, @Query() { size }: EventProofQuery): Promise<EventProofResponse> {
    return this.proofs.event(id, size);
  }

  @Get('checkpoints')
  @Route({ action: 'audit.read', discloses: 'nothing', summary: 'Signed checkpoints of the trail, newest first' })
  checkpoints(@Query() query: PageQuery): Promise<CheckpointPage> {
    return this.proofs.checkpoints(query);
  }

  @Get('consistency')
  @Route({
    action: 'audit.read',
    discloses: 'nothing',
    summary: 'Proof that the trail has only grown between two sizes',
    problems: [beyondTheTree],
  })
  consistency(@Query() query: ConsistencyQuery): Promise<ConsistencyProofResponse> {
    return this.proofs.consistency(query);
  }

  @Get('keys')
  @Route({ action: 'audit.read', discloses: 'nothing', summary: 'Public keys that have signed checkpoints' })
  async keys(): Promise<SigningKeyList> {
    return { items: await this.proofs.keys(), next: null };
  }
}
