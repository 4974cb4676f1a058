import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Language, Localised } from '../../kernel/language.js';
import { unitWords } from '../datatypes/ucum.js';
import { currentContext } from '../../kernel/request-context.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { TemplatesQuery } from './dto/template.dto.js';
import type { NoteTemplateResponse, TemplateFieldResponse, TemplateSectionResponse } from './dto/template.response.js';
import { NoteTemplateList } from './dto/template.response.js';
import { NOTE_TYPES } from './note-types.js';
import type { NoteTemplate, TemplateField, TemplateSection } from './templates/template.js';
import { allTemplates, currentTemplates } from './templates/templates.js';

@ApiTags('notes')
@Controller('api/v1/note-templates')
export class TemplatesController {
  @Get()
  @Route({ action: 'chart.read', discloses: 'nothing', summary: 'Forms of notes, with their sections and words' })
  list(@Query() { type, code }: TemplatesQuery): NoteTemplateList {
    const versions = allTemplates()
      .filter((template) => template.code === code)
      .sort((a, b) => b.version - a.version);
    const asked = code === undefined ? currentTemplates() : versions;
    const items = asked.filter((template) => type === undefined || template.type === type);
    const language = currentContext()?.language ?? 'vi';
    return { items: items.map((template) => toTemplate(template, language)), next: null };
  }
}

const titled = (title: Localised, language: Language) => ({ title: title[language], titles: { ...title } });

function toTemplate(template: NoteTemplate, language: Language): NoteTemplateResponse {
  const { code, type, version, title, source, sections } = template;
  const roles = [...NOTE_TYPES[type].roles];
  const shown = sections.map((section) => toSection(section, language));
  return { code, type, version, ...titled(title, language), source, roles, sections: shown };
}

function toSection(section: TemplateSection, language: Language): TemplateSectionResponse {
  const { code, title, kind, required = false, alternatives = [], pulls = [], fields = [] } = section;
  const shown = fields.map((field) => toField(field, language));
  const lists = { alternatives: [...alternatives], pulls: [...pulls], fields: shown };
  return { code, ...titled(title, language), kind, required, ...lists };
}

function toField(field: TemplateField, language: Language): TemplateFieldResponse {
  const {
    code,
    title,
    kind,
    unit = null,
    min = null,
    max = null,
    choices = [],
    required = false,
    notBefore = null,
  } = field;
  const shown = choices.map((choice) => ({ code: choice.code, ...titled(choice.title, language) }));
  const unitTexts = isWritten(unit) ? { ...unitWords(unit) } : null;
  return { code, ...titled(title, language), kind, unit, unitTexts, min, max, choices: shown, required, notBefore };
}

/** Points and counts are written without a unit. */
const isWritten = (unit: string | null): unit is string => unit !== null && unit !== '1' && !unit.startsWith('{');
