import { Injectable } from '@nestjs/common';
import { invalidField, Problem } from '../../../kernel/problem.js';
import { actingPerson } from '../../../kernel/request-context.js';
import type { Holdable, VersionedRow, WantedVersion } from '../../../platform/database/held-row.js';
import type { Tx } from '../../../platform/database/prisma.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { folded } from '../../../platform/routes/folded-name.js';
import { isUnit } from '../../../clinical/datatypes/unit-conversion.js';
import { isLoincCode, LOINC } from '../../../clinical/results/code-systems.js';
import { importWords } from '../import.words.js';
import { ApplyingService } from './applying.service.js';
import type { MapCodeDto, TargetDto } from './dto/mapping.dto.js';
import type { MappedResponse, MappingResponse } from './dto/mapping.response.js';
import { mappingProblems } from './mapping.errors.js';
import { MappingQueries } from './mapping.queries.js';

interface HeldMapping extends VersionedRow, Own {
  readonly kind: string;
}

/** What its sender calls it. */
interface Own {
  readonly system: string;
  readonly code: string;
}

const MAPPING: Holdable = {
  table: 'code_mapping',
  columns: 'r.kind, r.system, r.code',
  notFound: mappingProblems.mappingNotFound,
};
const UCUM = 'http://unitsofmeasure.org';
/** An account as messages have it, by its own name or by that of the machine. */
const SENDERS = `SELECT client_id AS sender FROM machine_client WHERE client_id = $1::text OR ${folded('name')} = ${folded('$1::text')}
  UNION SELECT username FROM staff_member WHERE username = $1::text UNION SELECT sender FROM code_mapping WHERE sender = $1::text`;

/** Says what a sender's own codes and units mean. What waited for that is placed again, by the service itself. */
@Injectable()
export class MappingService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly queries: MappingQueries,
    private readonly applying: ApplyingService,
  ) {}

  /** @throws Problem mappingExists; validation of a sender whom nobody knows, and of a target that is no LOINC code or UCUM unit */
  async add({ sender: named, kind, system, code, ...target }: MapCodeDto): Promise<MappedResponse> {
    const own = { system: kind === 'unit' ? '' : systemOf(system), code };
    const targeted = targetOf(kind, target, own);
    const mapping = await this.unitOfWork.write(async (tx) => {
      const sender = await this.senderNamed(tx, named);
      const key = { sender_kind_system_code: { sender, kind, ...own } };
      const there = await tx.codeMapping.findUnique({ where: key, select: { id: true } });
      if (there) throw new Problem(mappingProblems.mappingExists, { extra: { mappingId: there.id } });
      const data = { sender, kind, ...own, ...targeted };
      const { id } = await tx.codeMapping.create({ data, select: { id: true } });
      return this.sent(tx, id);
    });
    return this.applying.begin(mapping);
  }

  /** @throws Problem mappingNotFound; validation as {@link add}; StaleVersion */
  async map(wanted: WantedVersion, target: TargetDto): Promise<MappedResponse> {
    const mapping = await this.unitOfWork.change<HeldMapping, MappingResponse>(MAPPING, wanted, async (tx, held) => {
      await tx.codeMapping.update({
        where: { id: held.id },
        data: targetOf(held.kind, target, held),
        select: { id: true },
      });
      return this.sent(tx, held.id);
    });
    return this.applying.begin(mapping);
  }

  /** The account of a sender: a mapping under any other name would be of nobody's messages. */
  private async senderNamed(tx: Tx, named: string): Promise<string> {
    const senders = (await tx.$queryRawUnsafe<{ sender: string }[]>(SENDERS, named)).map(({ sender }) => sender);
    const [sender] = senders.includes(named) ? [named] : senders;
    if (sender === undefined) throw invalidField('/sender', 'known-sender', importWords.noSender);
    return sender;
  }

  private async sent(tx: Tx, id: string): Promise<MappingResponse> {
    const mapping = await this.queries.getWithin(tx, id);
    await this.applying.sendWithin(tx, mapping);
    return mapping;
  }
}

/** Names of systems as messages have them, under which their codes are kept. */
const systemOf = (name = 'L'): string =>
  /^[a-z][a-z0-9+.-]*:/i.test(name) ? name : `urn:hl7v2:${encodeURIComponent(name)}`;

/** @throws Problem validation */
function targetOf(kind: string, { asSent, targetCode, targetDisplay }: TargetDto, own: Own) {
  const said = { targetDisplay: targetDisplay ?? null, mappedBy: actingPerson(), mappedAt: new Date() };
  if (Boolean(asSent) === (targetCode !== undefined) || (asSent && kind === 'unit')) {
    throw invalidField('/targetCode', 'target', kind === 'unit' ? importWords.noUnit : importWords.oneTarget);
  }
  // What stands under its own name means nothing more than that: it is shown, and judged by nobody.
  if (targetCode === undefined) return { ...said, targetSystem: own.system, targetCode: own.code };
  const isFit = kind === 'unit' ? isUnit(targetCode) : isLoincCode(targetCode);
  if (!isFit) {
    const words = kind === 'unit' ? importWords.noUnit : importWords.noLoinc;
    throw invalidField('/targetCode', kind === 'unit' ? 'ucum' : 'loinc', words);
  }
  const targetSystem = kind === 'unit' ? UCUM : LOINC;
  return { ...said, targetSystem, targetCode };
}
