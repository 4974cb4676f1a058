import { fileVariable, type Setting } from './setting.js';
import { SETTINGS } from './settings.js';

const HEAD = `# Settings

Made from the code by \`npm run generate\`. Each stands in the environment or in \`.env\` beside \`package.json\`; the environment wins. A secret may stand in a
file instead, which the variable in brackets names. A wrong one ends the start with one sentence. Commands of \`emr\` read the same settings.

| setting | default | what it is for |
|---|---|---|
`;

const cell = (text: string): string => text.replaceAll('|', String.raw`\|`);

/** docs/settings.md: every setting with its default and its sentence, in the order of .env.example. */
export function settingsTable(): string {
  const rows = Object.values(SETTINGS).map(({ env, about, fallback, secret }: Setting<unknown>) => {
    const name = `\`${env}\`${secret ? ` (\`${fileVariable(env)}\`)` : ''}`;
    return `| ${name} | ${fallback ? `\`${cell(fallback)}\`` : ''} | ${cell(about)} |\n`;
  });
  return HEAD + rows.join('');
}
