import { CreateBedDto, CreateWardDto } from '../../hospital/wards/dto/ward.dto.js';
import { WardsService } from '../../hospital/wards/wards.service.js';
import type { LoadKind } from './kind.js';

const truth = (cell: string | undefined): unknown => (cell === 'true' ? true : cell === 'false' ? false : cell);

export const WARDS: LoadKind<'code' | 'name' | 'kind' | 'sensitive'> = {
  columns: { needed: ['code', 'name'], may: ['kind', 'sensitive'] },
  dto: CreateWardDto,
  toBody: ({ sensitive, ...cells }) => ({ ...cells, ...(sensitive !== undefined && { sensitive: truth(sensitive) }) }),
  keys: ({ code }) => [`ward ${code}`],
  put: async (app, tx, { body }) => ({
    what: await app.get(WardsService, { strict: false }).putWithin(tx, body as CreateWardDto),
  }),
};

export const BEDS: LoadKind<'ward' | 'room' | 'bed'> = {
  columns: { needed: ['ward', 'room', 'bed'], may: [] },
  dto: CreateBedDto,
  toBody: ({ room, bed }) => ({ roomCode: room, code: bed }),
  keys: ({ ward, bed }) => [`bed ${bed} of ward ${ward}`],
  put: async (app, tx, { body, cells: { ward = '' } }) => ({
    what: await app.get(WardsService, { strict: false }).putBedWithin(tx, ward, body as CreateBedDto),
  }),
};
