import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Problem } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import { Route } from '../../platform/routes/route.decorator.js';
import type { SearchableList } from './code-list.js';
import { CODE_LISTS } from './codes.rules.js';
import { CodeListResponse, CodesQuery, KnownCodeListsResponse } from './dto/code-list.dto.js';
import { terminologyProblems } from './terminology.errors.js';
import { LIST_WORDS } from './terminology.words.js';

@ApiTags('code lists')
@Controller('api/v1/code-lists')
export class CodeListsController {
  @Get()
  @Route({
    action: 'codes.read',
    scope: 'nobody',
    discloses: 'nothing',
    summary: 'The lists of codes: where each comes from, which version is in use, and how many codes it has',
  })
  known(): KnownCodeListsResponse {
    const { language } = requestContext();
    return {
      items: Object.entries(CODE_LISTS).map(
        ([
          list,
          {
            list: { source },
            version,
            count,
          },
        ]) => ({
          ...{ list, version, count },
          name: LIST_WORDS[list]?.[language] ?? list,
          source: source[language],
        }),
      ),
    };
  }

  @Get(':list')
  @Route({
    action: 'codes.read',
    scope: 'nobody',
    discloses: 'nothing',
    summary: 'A list of codes, or those of it that fit what is typed, in either language and with any accents',
    problems: [terminologyProblems.codeListNotFound],
  })
  search(@Param('list') name: string, @Query() { q = '', limit }: CodesQuery): CodeListResponse {
    const found = (CODE_LISTS as Readonly<Record<string, SearchableList>>)[name];
    if (!Object.hasOwn(CODE_LISTS, name) || !found) throw new Problem(terminologyProblems.codeListNotFound);
    const { language } = requestContext();
    return {
      source: found.list.source[language],
      version: found.version,
      items: found.search(q, limit).map(({ code, vi, en }) => ({ code, text: language === 'vi' ? vi : en, vi, en })),
    };
  }
}
