import { Body, Controller, Header, Post } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { httpProblems, Problem } from '../../kernel/problem.js';
import type { Disclosure } from '../../platform/routes/disclosure.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { ER7_TYPES } from '../../platform/edge/er7-body.js';
import { scopesOfMessage } from './message-scopes.js';
import { EXAMPLE_ACK, EXAMPLE_ORU } from './examples.js';
import { Hl7v2Service } from './hl7v2.service.js';

const ER7 = ER7_TYPES[0];

/** An acknowledgement shows nobody; why something waits is on the trail where it is told (FilingService). */
const ACKNOWLEDGED: Disclosure = { kind: 'replay', entity: 'incoming_message', shown: () => [] };

@ApiTags('hl7v2')
@Controller('hl7v2')
export class Hl7v2Controller {
  constructor(private readonly hl7v2: Hl7v2Service) {}

  @Post()
  @ApiConsumes(...ER7_TYPES)
  @ApiBody({ schema: { type: 'string', description: 'HL7 v2 in ER7', example: EXAMPLE_ORU } })
  @Header('Content-Type', `${ER7}; charset=utf-8`)
  @Route({
    action: 'hl7v2.send',
    scopes: scopesOfMessage,
    discloses: ACKNOWLEDGED,
    summary: 'Take in a message of HL7 v2, or a batch, and acknowledge it',
    description:
      'The answer is the acknowledgement: MSA with AA, AE or AR (CA, CE or CR where MSH-15 asks for that alone), and ERR for each thing that is ' +
      'wrong or waits for a person. A message that comes again is answered as before.',
    answer: {
      mediaType: ER7,
      schema: { type: 'string', description: 'ACK of HL7 v2 in ER7', example: EXAMPLE_ACK },
    },
  })
  async take(@Body() body: object): Promise<Buffer> {
    // Other bodies are read elsewhere, and come as what they are.
    if (!Buffer.isBuffer(body)) throw new Problem(httpProblems.unsupportedMediaType);
    return this.hl7v2.take(body);
  }
}
