import { pino } from 'pino';
import { createApplication } from '../application.js';
import { loadSettings } from '../platform/config/load-settings.js';
import { describeApi } from '../platform/edge/openapi.js';

// Writes the API's description. No command of `emr`: only the build of scripts/compile-described.mjs knows the fields.
// It needs every route but no database: nothing connects before the first question.
const settings = loadSettings({
  DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
  TOKEN_SECRET: 'only to build the application, signs nothing',
});
const app = await createApplication(settings, pino({ level: 'silent' }));
const text = JSON.stringify(describeApi(app), null, 2);
await new Promise((done) => process.stdout.write(`${text}\n`, done));
await app.close();
