import '../app.module.js';
import { declaredProblems, PROBLEM_BASE } from '../kernel/problem.js';

const HEAD = `# Problems

What the service answers when it cannot do what was asked (RFC 9457, \`application/problem+json\`). The \`type\` is
\`${PROBLEM_BASE}<code>\`; codes are stable, words may change. \`errors\`, where there are any, name each field (\`pointer\`), the rule it
broke (\`rule\`) and the words for people (\`message\`). Below \`/fhir\` the same comes as an OperationOutcome.

| code | status | tiếng Việt | English |
|---|---|---|---|
`;

/** Writes docs/problems.md to standard output. */
export function runProblems(): Promise<number> {
  const rows = declaredProblems().map(({ code, status, title, detail }) => {
    const words = (language: 'vi' | 'en') => [title[language], detail?.[language]].filter(Boolean).join('. ');
    return `| \`${code}\` | ${status} | ${words('vi')} | ${words('en')} |\n`;
  });
  process.stdout.write(HEAD + rows.join(''));
  return Promise.resolve(0);
}
