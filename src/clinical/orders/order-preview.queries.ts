import { Injectable } from '@nestjs/common';
import { requestContext } from '../../kernel/request-context.js';
import { Database } from '../../platform/database/database.js';
import { EncountersService } from '../encounters/encounters.service.js';
import { findingsOf } from './checks/check.rules.js';
import { factsRead } from './checks/facts.queries.js';
import { bySeverity, doseCheckOf, stops } from './checks/finding.js';
import { shown } from './checks/finding.mapper.js';
import type { PreviewOrdersDto } from './dto/preview.dto.js';
import type { OrdersPreviewResponse } from './dto/preview.response.js';
import { checked } from './order-entry.service.js';
import { saidInAll } from './said.js';

/** Says what the checks at signing would find, while an order is being written. It writes nothing. */
@Injectable()
export class OrderPreviewQueries {
  constructor(
    private readonly database: Database,
    private readonly encounters: EncountersService,
  ) {}

  /** @throws Problem validation, encounterNotFound */
  async of(encounterId: string, { orders, replaces }: PreviewOrdersDto): Promise<OrdersPreviewResponse> {
    const said = saidInAll(orders);
    const patientId = await this.encounters.patientOf(encounterId);
    const findings = findingsOf(said.map(checked), await factsRead(this.database, patientId, replaces ?? null));
    const { language } = requestContext();
    return {
      patientId,
      encounterId,
      orders: said.map(({ kind }, at) => {
        const found = bySeverity(findings.filter(({ order }) => order === at));
        return {
          checks: found.map((finding) => ({ ...shown(finding, language), stops: stops(finding) })),
          doseCheck: kind === 'medication' ? doseCheckOf(found) : null,
        };
      }),
    };
  }
}
