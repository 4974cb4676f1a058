import { defineProblems } from '../../kernel/problem.js';

export const terminologyProblems = defineProblems({
  codeListNotFound: { status: 404, vi: 'Không có danh mục này', en: 'No such list of codes' },
});
