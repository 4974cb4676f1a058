import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Route } from '../../platform/routes/route.decorator.js';
import { foldText } from '../datatypes/folded-text.js';
import { formulary, type Drug } from './checks/formulary.js';
import { FormularyQuery, FormularyResponse } from './dto/formulary.dto.js';

const ATC = 'http://www.whocc.no/atc';
const SHOWN = 10;

@ApiTags('orders')
@Controller('api/v1/formulary')
export class FormularyController {
  @Get()
  @Route({
    action: 'order.read',
    discloses: 'nothing',
    summary: 'Medicines of the formulary, by what is typed of a name',
  })
  search(@Query() { q = '', limit = SHOWN }: FormularyQuery): FormularyResponse {
    const letters = foldText(q);
    const found = formulary()
      .drugs.flatMap((drug) => {
        const place = placeOf(drug, letters);
        return place === -1 ? [] : [{ drug, place }];
      })
      .sort((one, other) => one.place - other.place || (one.drug.name < other.drug.name ? -1 : 1));
    const items = found.slice(0, limit).map(({ drug: { atc, name, routes, forms } }) => ({
      code: { system: ATC, code: atc, display: name },
      routes: [...routes],
      forms: [...forms],
    }));
    return { items, found: found.length, next: null };
  }
}

/** 0 when a name begins so, 1 when a word of one does or the code; -1 when nothing does. */
function placeOf({ atc, name, also = [] }: Drug, letters: string): number {
  const names = [name, ...also].map(foldText);
  if (names.some((one) => one.startsWith(letters))) return 0;
  return names.some((one) => one.includes(` ${letters}`)) || foldText(atc).startsWith(letters) ? 1 : -1;
}
