import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS_TOKEN, type Settings } from '../config/settings.js';
import { Prisma, type Tx } from '../database/prisma.js';
import type { Holdable, VersionedRow } from '../database/held-row.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { invalidField, Problem } from '../../kernel/problem.js';
import { actingPerson } from '../../kernel/request-context.js';
import { clientProblems } from './clients.errors.js';
import { ClientsQueries } from './clients.queries.js';
import type { MessagesDto, RegisterClientDto, UpdateClientDto } from './dto/client.dto.js';
import type { ClientResponse } from './dto/client.response.js';
import { isPlainlyRefused } from './inside-address.rules.js';
import { keySetFault } from './key-set.rules.js';
import { clientWords } from './clients.words.js';

interface HeldClient extends VersionedRow {
  readonly status: string;
  readonly approved: boolean;
  readonly proposedBy: string | null;
}

const CLIENT: Holdable = {
  table: 'machine_client',
  columns: 'r.status, r.approved_at IS NOT NULL AS approved, r.proposed_by AS "proposedBy"',
  notFound: clientProblems.clientNotFound,
};

type Keys = Pick<UpdateClientDto, 'jwks' | 'jwksUrl'>;

/**
 * Which machines may call, with which keys and for what. What is taken from one is gone at once for its running tokens; what is
 * given waits for a second person, as the trigger of prisma/guards/72-client-approval.sql sees to.
 */
@Injectable()
export class ClientsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly queries: ClientsQueries,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  /** @throws Problem clientIdTaken, validation (keys) */
  async register({ jwks, jwksUrl, hl7v2, ...input }: RegisterClientDto): Promise<ClientResponse> {
    if (!jwks === !jwksUrl) throw onePlaceOfKeys();
    const keys = this.keysOf({ jwks, jwksUrl });
    const clientId = input.clientId ?? `client-${randomBytes(6).toString('hex')}`;
    return this.unitOfWork.write(async (tx) => {
      const data = { ...input, ...keys, ...messagesOf(hl7v2), clientId };
      const { id } = await tx.machineClient.create({ data, select: { id: true } });
      return this.queries.getWithin(tx, id);
    });
  }

  /** @throws Problem clientNotFound, clientDisabled, validation (keys); StaleVersion */
  async update(
    id: string,
    version: number,
    { jwks, jwksUrl, hl7v2, ...input }: UpdateClientDto,
  ): Promise<ClientResponse> {
    if (jwks && jwksUrl) throw onePlaceOfKeys();
    const keys = this.keysOf({ jwks, jwksUrl });
    return this.change(id, version, async (tx) => {
      await tx.machineClient.update({
        where: { id },
        data: { ...input, ...keys, ...messagesOf(hl7v2) },
        select: { id: true },
      });
    });
  }

  /** @throws Problem clientNotFound, clientDisabled, clientApproved, clientOwnApproval; StaleVersion */
  approve(id: string, version: number): Promise<ClientResponse> {
    const approvedBy = actingPerson();
    return this.change(id, version, async (tx, { approved, proposedBy }) => {
      if (approved) throw new Problem(clientProblems.clientApproved);
      if (proposedBy === approvedBy) throw new Problem(clientProblems.clientOwnApproval);
      const data = { approvedBy, approvedAt: new Date() };
      await tx.machineClient.update({ where: { id }, data, select: { id: true } });
    });
  }

  /** The client is refused from now on, and so are the tokens it has. @throws Problem clientNotFound, clientDisabled */
  disable(id: string, version: number): Promise<ClientResponse> {
    return this.change(id, version, async (tx) => {
      await tx.machineClient.update({ where: { id }, data: { status: 'disabled' }, select: { id: true } });
    });
  }

  private change(
    id: string,
    version: number,
    work: (tx: Tx, held: HeldClient) => Promise<void>,
  ): Promise<ClientResponse> {
    return this.unitOfWork.change<HeldClient, ClientResponse>(CLIENT, { id, version }, async (tx, held) => {
      if (held.status === 'disabled') throw new Problem(clientProblems.clientDisabled);
      await work(tx, held);
      return this.queries.getWithin(tx, id);
    });
  }

  /** The columns of the keys: one place takes the place of the other; none given changes nothing. */
  private keysOf({ jwks, jwksUrl }: Keys): Pick<Prisma.MachineClientUncheckedCreateInput, 'jwks' | 'jwksUrl'> {
    if (jwks) {
      const fault = keySetFault(jwks);
      if (fault) throw invalidField('/jwks', fault.rule, fault.message);
      return { jwks: jwks as Prisma.InputJsonObject, jwksUrl: null };
    }
    if (!jwksUrl) return {};
    if (!isAddressOfKeys(jwksUrl, this.settings)) {
      throw invalidField('/jwksUrl', 'jwks-url', clientWords.keySetAddress);
    }
    return { jwks: Prisma.DbNull, jwksUrl };
  }
}

/** The column of how it sends messages: null takes it off; what is absent changes nothing. */
const messagesOf = (hl7v2: MessagesDto | null | undefined): Pick<Prisma.MachineClientUncheckedCreateInput, 'hl7v2'> =>
  hl7v2 === undefined ? {} : { hl7v2: hl7v2 === null ? Prisma.DbNull : { ...hl7v2 } };

function isAddressOfKeys(text: string, { clientJwksHttp: allowHttp, keySetNetworks }: Settings): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, hash, hostname } = new URL(text);
  if (isPlainlyRefused(hostname, keySetNetworks)) return false;
  return (protocol === 'https:' || (allowHttp && protocol === 'http:')) && !username && !password && !hash;
}

const onePlaceOfKeys = () => invalidField('/jwks', 'key-place', clientWords.oneKeySource);
