import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { TaskInThread, TypesettingAnswer, TypesetterFolders, TypesettingTask } from './typesetter.js';

/**
 * The thread in which documents are set: the compiler is loaded here, when the first one is asked for, and works without stopping
 * (hundreds of milliseconds for a long record), which the event loop of requests must not wait for.
 */
const { templates, shipped, fonts } = workerData as TypesetterFolders;
const { NodeCompiler } = createRequire(import.meta.url)(
  '@myriaddreamin/typst-ts-node-compiler',
) as typeof import('@myriaddreamin/typst-ts-node-compiler');
const compiler = NodeCompiler.create({ workspace: templates, fontArgs: [{ fontPaths: [...fonts] }] });

/** PDF/A-3b (ISO 19005-3): fonts embedded, no scripts, no links to elsewhere. */
const STANDARD = 'a-3b';

/** Beside this file, compiled or not. */
const joined = import.meta.filename.replace(/typesetting\.worker\.([jt]s)$/, 'joined-pdf.$1');
const { joinPdfs } = (await import(joined)) as typeof import('./joined-pdf.js');

/** What the hospital's own folder does not have is that of the service, until it has it. */
function standIn(missing: readonly string[]): void {
  compiler.resetShadow();
  for (const name of missing) compiler.mapShadow(join(templates, name), readFileSync(join(shipped, name)));
}

type InThread = TypesettingTask & { readonly missing: readonly string[] };

function set({ main, data, language = 'vi', at, missing, tagged = true }: InThread): TypesettingAnswer {
  standIn(missing);
  const compiled = compiler.compile({
    mainFilePath: `${templates}/${main ?? 'main.typ'}`,
    inputs: { data, language },
    resetRead: true,
  });
  const document = compiled.result;
  if (!document) {
    const error = compiled.takeError();
    return { fault: error ? JSON.stringify(compiler.fetchDiagnostics(error)).slice(0, 2000) : 'no document' };
  }
  const pdf = compiler.pdf(document, {
    pdfStandard: STANDARD,
    pdfTags: tagged,
    creationTimestamp: Math.floor(at / 1000),
  });
  return { pdf, pages: document.numOfPages };
}

parentPort!.on('message', (task: TaskInThread) => {
  let answer: TypesettingAnswer;
  try {
    answer = 'volumes' in task ? { pdf: joinPdfs(task.volumes), pages: 0 } : set(task);
  } catch (error) {
    answer = { fault: String(error).slice(0, 2000) };
  }
  compiler.evictCache(0); // what patients are printed is not kept
  parentPort!.postMessage(answer);
});
