import { fileVariable, type Setting } from './setting.js';
import { SETTINGS } from './settings.js';

/** The text of `.env.example`: every setting with its sentence and its default. */
export function envExample(): string {
  const entries = Object.values(SETTINGS).map(({ env, about, fallback, secret }: Setting<unknown>) =>
    fallback === undefined
      ? `# ${about}\n${secret ? `# Or the path of a file that holds it: ${fileVariable(env)}\n` : ''}# ${env}=`
      : `# ${about}\n${env}=${fallback}`,
  );
  return `# Settings of Bệnh Án. Copy to .env; the process environment wins over the file.\n\n${entries.join('\n\n')}\n`;
}
