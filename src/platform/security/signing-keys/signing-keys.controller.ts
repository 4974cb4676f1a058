import { Body, Controller, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { keyProblems } from '../../keys/keys.errors.js';
import { Route } from '../../routes/route.decorator.js';
import { ASKED_AGAIN } from '../security.errors.js';
import { SigningKeyDto } from './dto/signing-key.dto.js';
import { OwnSigningKeyList, OwnSigningKeyResponse } from './dto/signing-key.response.js';
import { SigningKeysService } from './signing-keys.service.js';

const { signingKeyNotFound, signingKeyRefused, signingKeyTaken } = keyProblems;

@ApiTags('auth')
@Controller('api/v1/auth/signing-keys')
export class SigningKeysController {
  constructor(private readonly keys: SigningKeysService) {}

  @Get()
  @Route({
    action: 'signed-in',
    discloses: 'nothing',
    summary: 'The keys of my terminals that I sign with, also those that went out of use',
  })
  list(): Promise<OwnSigningKeyList> {
    return this.keys.list();
  }

  @Post()
  @Route({
    action: 'signed-in',
    discloses: 'nothing',
    creates: true,
    summary: 'Enrol a key that my terminal made and holds: I sign with it there',
    description:
      'The service gets the public half alone. A request that signs then says `X-Terminal-Signature` with the thumbprint, is answered `signature-due` with the bytes, and is sent again with what the terminal signed.',
    problems: [signingKeyRefused, signingKeyTaken, ...ASKED_AGAIN],
  })
  enrol(@Body() input: SigningKeyDto): Promise<OwnSigningKeyResponse> {
    return this.keys.enrol(input);
  }

  @Post(':id/retire')
  @Route({
    action: 'signed-in',
    discloses: 'nothing',
    status: 204,
    summary: 'Take a key of my terminals out of use; what it signed stays proven',
    problems: [signingKeyNotFound],
  })
  retire(@Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.keys.retire(id);
  }
}
