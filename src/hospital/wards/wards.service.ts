import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/prisma.js';
import { hold, type Holdable, type VersionedRow } from '../../platform/database/held-row.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { invalidField, Problem, type ProblemKind } from '../../kernel/problem.js';
import type {
  CreateBedDto,
  CreateBedsDto,
  CreateWardDto,
  SetBedStateDto,
  UpdateBedDto,
  UpdateWardDto,
  WardKind,
} from './dto/ward.dto.js';
import { bedStateRefusal, type BedStateRefusal } from './bed-state.rules.js';
import { actingPerson, requestContext } from '../../kernel/request-context.js';
import { followsCare } from '../../platform/routes/policy.js';
import type { AddedBedsResponse, BedResponse, WardResponse } from './dto/ward.response.js';
import { wardProblems } from './wards.errors.js';
import { WardsQueries } from './wards.queries.js';
import { wardWords } from './wards.words.js';

/** Where a patient shall lie: a ward, and perhaps a bed in it. */
export interface Place {
  readonly wardId: string;
  readonly bedId?: string | null;
  /** The bed is the one that was reserved for this patient. */
  readonly fromReservation?: boolean;
}

interface HeldWard extends VersionedRow {
  readonly active: boolean;
}

/** An admission to a held ward waits. */
const WARD: Holdable = { table: 'ward', columns: 'r.active', notFound: wardProblems.wardNotFound };
const BED: Holdable = { table: 'bed', notFound: wardProblems.bedNotFound };

/** Keeps the wards and their beds. */
@Injectable()
export class WardsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly queries: WardsQueries,
  ) {}

  /** @throws Problem wardCodeTaken */
  create({ code, name, kind, sensitive }: CreateWardDto): Promise<WardResponse> {
    const data = { code, name, kind: kind ?? undefined, sensitive: sensitive ?? undefined };
    return this.unitOfWork.write(async (tx) => toWard(await tx.ward.create({ data })));
  }

  /** Makes it unless one of its code is there, which stays as it is, inside a transaction that is already open. For files. */
  async putWithin(tx: Tx, { code, name, kind, sensitive }: CreateWardDto): Promise<'made' | 'known' | 'other'> {
    const found = await tx.ward.findUnique({ where: { code }, select: { name: true, kind: true, sensitive: true } });
    if (!found) {
      await tx.ward.create({ data: { code, name, kind: kind ?? undefined, sensitive: sensitive ?? undefined } });
      return 'made';
    }
    const isSame =
      found.name === name && found.kind === (kind ?? 'inpatient') && found.sensitive === (sensitive ?? false);
    return isSame ? 'known' : 'other';
  }

  /** The same of a bed, in the ward of a code. @throws Problem wardNotFound, placeClosed, bedCodeTaken */
  async putBedWithin(tx: Tx, wardCode: string, bed: CreateBedDto): Promise<'made' | 'known' | 'other'> {
    const ward = await tx.ward.findUnique({ where: { code: wardCode }, select: { id: true } });
    if (!ward) throw new Problem(wardProblems.wardNotFound);
    const where = { wardId: ward.id, code: bed.code };
    const found = await tx.bed.findFirst({ where, select: { room: { select: { code: true } } } });
    if (found) return found.room.code === bed.roomCode ? 'known' : 'other';
    await requireOpenWard(tx, ward.id);
    await putBed(tx, ward.id, bed);
    return 'made';
  }

  /** @throws Problem wardNotFound, wardInUse; StaleVersion */
  update(id: string, version: number, input: UpdateWardDto): Promise<WardResponse> {
    return this.unitOfWork.change(WARD, { id, version }, async (tx) => {
      if (input.active === false && (await isTaken(tx, 'ward_id', id))) {
        throw new Problem(wardProblems.wardInUse);
      }
      const { name, active, sensitive, cleaningAfterStay } = input;
      return toWard(await tx.ward.update({ where: { id }, data: { name, active, sensitive, cleaningAfterStay } }));
    });
  }

  /**
   * Puts a bed into a room of the ward; the room is made when the ward has none of this code.
   * @throws Problem wardNotFound, placeClosed, bedCodeTaken
   */
  addBed(wardId: string, bed: CreateBedDto): Promise<BedResponse> {
    return this.unitOfWork.write(async (tx) => {
      await requireOpenWard(tx, wardId);
      return this.queries.bedWithin(tx, await putBed(tx, wardId, bed));
    });
  }

  /** Puts many beds at once: all, or none. @throws Problem wardNotFound, placeClosed, bedCodeTaken */
  addBeds(wardId: string, { beds }: CreateBedsDto): Promise<AddedBedsResponse> {
    return this.unitOfWork.write(async (tx) => {
      await requireOpenWard(tx, wardId);
      const items: BedResponse[] = [];
      for (const bed of beds) items.push(await this.queries.bedWithin(tx, await putBed(tx, wardId, bed)));
      return { items };
    });
  }

  /**
   * Says what a bed is that nobody lies in. Who works in wards says it of the beds of their own.
   * @throws Problem bedNotFound, bedOfAnotherWard, bedInUse, bedStateNotYours; StaleVersion
   */
  setBedState(id: string, version: number, { state, reason, until }: SetBedStateDto): Promise<BedResponse> {
    return this.unitOfWork.change(BED, { id, version }, async (tx) => {
      await this.requireOwnWard(tx, id);
      const { state: present } = await this.queries.bedWithin(tx, id);
      const refusal = bedStateRefusal(present, state, requestContext().actor.role);
      if (refusal) throw new Problem(REFUSALS[refusal]);
      const mark = state === 'reserved' || state === 'cleaning' ? state : null;
      const markUntil = state === 'reserved' && until ? new Date(until) : null;
      const data = {
        active: state !== 'out-of-service',
        mark,
        markUntil,
        markReason: state === 'free' ? null : reason,
      };
      await tx.bed.update({ where: { id }, data, select: { id: true } });
      return this.queries.bedWithin(tx, id);
    });
  }

  /** Takes a bed out of service or back into it, or renames it. @throws Problem bedNotFound, bedInUse, bedCodeTaken; StaleVersion */
  updateBed(id: string, version: number, { active, code }: UpdateBedDto): Promise<BedResponse> {
    return this.unitOfWork.change(BED, { id, version }, async (tx) => {
      if (active === false && (await isTaken(tx, 'bed_id', id))) {
        throw new Problem(wardProblems.bedInUse);
      }
      await tx.bed.update({ where: { id }, data: { active, code }, select: { id: true } });
      return this.queries.bedWithin(tx, id);
    });
  }

  /** @throws Problem bedOfAnotherWard */
  private async requireOwnWard(tx: Tx, bedId: string): Promise<void> {
    const { role } = requestContext().actor;
    if (!followsCare(role) || (await this.queries.worksAtBed(tx, bedId, actingPerson()))) return;
    throw new Problem(wardProblems.bedOfAnotherWard);
  }

  /**
   * Makes sure that a ward, and a bed in it when one is named, exist and are in use, and keeps them so until the
   * transaction ends; whoever wants the same bed waits. Whether the bed is free, PostgreSQL decides when the stay is
   * written, over the whole time it takes.
   * @returns what kind of ward it is
   * @throws Problem validation naming wardId or bedId, placeClosed, bedReserved, bedNotReady
   */
  async holdPlaceWithin(tx: Tx, { wardId, bedId, fromReservation }: Place): Promise<{ kind: WardKind }> {
    const [ward] = await tx.$queryRaw<{ active: boolean; kind: WardKind }[]>`
      SELECT active, kind FROM ward WHERE id = ${wardId}::uuid FOR SHARE`;
    if (!ward) throw unknownWard();
    if (!ward.active) throw new Problem(wardProblems.placeClosed);
    const { kind } = ward;
    if (!bedId) return { kind };
    const [bed] = await tx.$queryRaw<{ active: boolean; mark: string | null; isMarked: boolean }[]>`
      SELECT active, mark, mark IS NOT NULL AND coalesce(mark_until > now(), true) AS "isMarked" FROM bed WHERE id = ${bedId}::uuid AND ward_id = ${wardId}::uuid FOR NO KEY UPDATE`;
    if (!bed) throw unknownBed();
    if (!bed.active) throw new Problem(wardProblems.placeClosed);
    if (bed.isMarked && bed.mark === 'cleaning') throw new Problem(wardProblems.bedNotReady);
    if (bed.isMarked && !fromReservation) throw new Problem(wardProblems.bedReserved);
    if (bed.mark) {
      const data = { mark: null, markReason: null, markUntil: null };
      await tx.bed.update({ where: { id: bedId }, data, select: { id: true } });
    }
    return { kind };
  }

  /** Somebody left a bed: where the ward wants it so, it is to be cleaned before the next patient. */
  async leaveBedWithin(tx: Tx, bedId: string | null | undefined): Promise<void> {
    if (!bedId) return;
    await tx.$executeRaw`UPDATE bed SET mark = 'cleaning', mark_until = NULL, mark_reason = NULL
      WHERE id = ${bedId}::uuid AND active AND (SELECT cleaning_after_stay FROM ward WHERE id = bed.ward_id)`;
  }

  /** Whoever left it lies in it again, and it is not to be cleaned. */
  async returnToBedWithin(tx: Tx, bedId: string | null): Promise<void> {
    if (!bedId) return;
    await tx.$executeRaw`UPDATE bed SET mark = NULL, mark_until = NULL, mark_reason = NULL
      WHERE id = ${bedId}::uuid AND mark = 'cleaning'`;
  }
}

const REFUSALS: Readonly<Record<BedStateRefusal, ProblemKind>> = {
  'bed-in-use': wardProblems.bedInUse,
  'bed-state-not-yours': wardProblems.bedStateNotYours,
};

/** @throws Problem wardNotFound, placeClosed */
async function requireOpenWard(tx: Tx, wardId: string): Promise<void> {
  const ward = await hold<HeldWard>(tx, WARD, wardId);
  if (!ward.active) throw new Problem(wardProblems.placeClosed);
}

/** @returns its id */
async function putBed(tx: Tx, wardId: string, { roomCode, code }: CreateBedDto): Promise<string> {
  const room =
    (await tx.room.findUnique({ where: { wardId_code: { wardId, code: roomCode } } })) ??
    (await tx.room.create({ data: { wardId, code: roomCode } }));
  return (await tx.bed.create({ data: { wardId, roomId: room.id, code }, select: { id: true } })).id;
}

const unknownWard = (): Problem => invalidField('/wardId', 'unknown-ward', wardWords.unknownWard);

const unknownBed = (): Problem => invalidField('/bedId', 'unknown-bed', wardWords.unknownBed);

const toWard = (row: Omit<WardResponse, 'kind'> & { kind: string }) => {
  const { id, code, name, kind, active, sensitive, cleaningAfterStay, version } = row;
  return { id, code, name, kind, active, sensitive, cleaningAfterStay, version } as WardResponse;
};

/** Whether anybody is there; who, is not for those who manage wards to know. */
async function isTaken(tx: Tx, place: 'ward_id' | 'bed_id', id: string): Promise<boolean> {
  const [{ taken }] = await tx.$queryRawUnsafe<[{ taken: boolean }]>(
    `SELECT EXISTS (SELECT FROM place_taken WHERE ${place} = $1::uuid) AS taken`,
    id,
  );
  return taken;
}
