import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { SensitiveCode } from '../../generated/prisma/client.js';
import { Problem } from '../../kernel/problem.js';
import { requireVersion } from '../../platform/routes/stale-version.js';
import type { CreateSensitiveCodeDto, SensitiveKind, UpdateSensitiveCodeDto } from './dto/sensitive-code.dto.js';
import type { SensitiveCodeResponse } from './dto/sensitive-code.response.js';
import { sensitivityProblems } from './sensitive-codes.errors.js';

/** Keeps the list. What is charted from then on is measured by it; what was charted before is not looked at again. */
@Injectable()
export class SensitiveCodesService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @throws Problem sensitiveCodeTaken */
  create({ system, code, prefix, kind, note }: CreateSensitiveCodeDto): Promise<SensitiveCodeResponse> {
    const data = { system, code, prefix, kind, note };
    return this.unitOfWork.write(async (tx) => toResponse(await tx.sensitiveCode.create({ data })));
  }

  /** @throws Problem sensitiveCodeNotFound; StaleVersion */
  update(id: string, version: number, input: UpdateSensitiveCodeDto): Promise<SensitiveCodeResponse> {
    return this.unitOfWork.write(async (tx) => {
      const before = await tx.sensitiveCode.findUnique({ where: { id } });
      if (!before) throw new Problem(sensitivityProblems.sensitiveCodeNotFound);
      requireVersion('sensitive_code', before, version);
      const { active, prefix, kind, note } = input;
      const given = Object.entries({ active, prefix, kind, note }).filter(
        ([, value]) => value !== undefined && value !== null,
      );
      const data = Object.fromEntries(given);
      return toResponse(await tx.sensitiveCode.update({ where: { id, version }, data }));
    });
  }
}

const toResponse = ({
  id,
  system,
  code,
  prefix,
  kind,
  note,
  active,
  version,
}: SensitiveCode): SensitiveCodeResponse => ({
  id,
  system,
  code,
  prefix,
  kind: kind as SensitiveKind,
  note,
  active,
  version,
});
