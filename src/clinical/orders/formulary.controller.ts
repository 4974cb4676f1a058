import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Route } from '../../platform/routes/route.decorator.js';
import { fill, type Language } from '../../kernel/language.js';
import { requestContext } from '../../kernel/request-context.js';
import { foldText } from '../datatypes/folded-text.js';
import { knowledgeWords } from './checks/check.words.js';
import { formulary, type Drug } from './checks/formulary.js';
import { alikeIn, tallMan } from './checks/look-alikes.js';
import { notChecked, notCheckedText } from './checks/knowledge.rules.js';
import { FormularyQuery, FormularyResponse, type FormularyItemResponse } from './dto/formulary.dto.js';

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
    const { language } = requestContext();
    const { drugs, version, source, confirmed } = formulary();
    const found = drugs
      .flatMap((drug) => {
        const place = placeOf(drug, letters);
        return place === -1 ? [] : [{ drug, place }];
      })
      .sort((one, other) => one.place - other.place || (one.drug.name < other.drug.name ? -1 : 1));
    const items = found.slice(0, limit).map(({ drug }) => itemOf(drug, language));
    return {
      ...{ items, found: found.length, next: null },
      formulary: { version, source, confirmed },
      notCheckedText: found.length === 0 ? knowledgeWords.notInFormulary[language] : null,
    };
  }
}

function itemOf(drug: Drug, language: Language): FormularyItemResponse {
  const { atc, name, also = [], routes, forms, strengths = [], unit = 'mg' } = drug;
  const missing = notChecked(drug);
  const alike = alikeIn([name, ...also]).filter(([, taken]) => taken !== foldText(name));
  const lookAlikes = [...new Set(alike.map(([, taken]) => tallMan(taken)))];
  return {
    code: { system: ATC, code: atc, display: name },
    tallMan: lookAlikes.length > 0 ? tallMan(name) : null,
    lookAlikes,
    lookAlikeText: lookAlikeText(lookAlikes, language),
    routes: [...routes],
    forms: [...forms],
    strengths: [...strengths],
    doseUnit: unit,
    notChecked: missing,
    notCheckedText: notCheckedText(missing, language),
  };
}

const lookAlikeText = (names: readonly string[], language: Language): string | null =>
  names.length === 0 ? null : fill(knowledgeWords.takenFor[language], { names: names.join(', ') }, language);

/** 0 when a name begins so, 1 when a word of one does or the code; -1 when nothing does. */
function placeOf({ atc, name, also = [] }: Drug, letters: string): number {
  const names = [name, ...also].map(foldText);
  if (names.some((one) => one.startsWith(letters))) return 0;
  return names.some((one) => one.includes(` ${letters}`)) || foldText(atc).startsWith(letters) ? 1 : -1;
}
