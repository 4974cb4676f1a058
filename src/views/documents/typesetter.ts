import { join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import type { Language } from '../../kernel/language.js';
import { httpProblems, Problem } from '../../kernel/problem.js';
import { SETTINGS_TOKEN, type Settings } from '../../platform/config/settings.js';
import { projectRoot } from '../../platform/database/project-root.js';
import { documentProblems } from './documents.errors.js';
import type { PdfPart } from './joined-pdf.js';
import { missingTemplates, setsEnglish } from './own-templates.js';

export interface TypesetterFolders {
  readonly templates: string;
  /** Those that the service brings. */
  readonly shipped: string;
  readonly fonts: readonly string[];
}
export interface TypesettingTask {
  /** The template; that of forms by default. */
  readonly main?: 'downtime.typ';
  /** Of the words that the templates bring. */
  readonly language?: Language;
  /** JSON of what the templates print. */
  readonly data: string;
  /** How the forms in it are laid out. */
  readonly layouts?: readonly string[];
  /** Milliseconds since 1970 that the file says it was made at. */
  readonly at: number;
  /** Whether it says of what it is made (tagged PDF), for who has it read aloud; of thousands of pages that is ten times the file. */
  readonly tagged?: boolean;
}
/** A part of a long document, and what its bookmark is called. */
export type Volume = TypesettingTask & { readonly title: string };
/** Volumes that are one document. */
export interface JoiningTask {
  readonly volumes: readonly PdfPart[];
}
/** As the thread gets it: with the templates that the hospital's own folder lacks. */
export type TaskInThread = (TypesettingTask & { readonly missing: readonly string[] }) | JoiningTask;
export type TypesettingAnswer = { readonly pdf: Uint8Array; readonly pages: number } | { readonly fault: string };
export interface SetDocument {
  readonly pdf: Buffer;
  readonly pages: number;
}

const busyFor = (seconds: string, cause?: Error): Problem =>
  new Problem(httpProblems.busy, { headers: { 'Retry-After': seconds }, cause });

/** The thread ended, or failed, before it answered. */
class ThreadEnded extends Error {}

/** Documents that wait in this process; who comes after is told to try again. */
const MOST_WAITING = 16;
/** Longer than the longest record takes on a slow machine, in ms. */
export const LONGEST_MS = 300_000;
/** The thread and its memory go when nobody printed for so long. */
const IDLE_MS = 120_000;
const CUTS = ['400Regular', '400Regular_Italic', '500Medium', '700Bold'];

/**
 * Sets documents by Typst, one after the other, in a thread of its own that is started by the first of them. Templates are read again for
 * each, so that a hospital that edits them need not restart. Nothing is fetched: fonts come as a package, and pages have no other source.
 */
@Injectable()
export class Typesetter implements OnModuleDestroy {
  private readonly log = new Logger(Typesetter.name);
  private readonly folders: TypesetterFolders;
  private worker?: Worker;
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;
  private idle?: NodeJS.Timeout;

  constructor(@Inject(SETTINGS_TOKEN) settings: Settings) {
    const root = projectRoot();
    const shipped = join(root, 'templates', 'documents');
    this.folders = {
      templates: settings.documentTemplates ? resolve(settings.documentTemplates) : shipped,
      shipped,
      fonts: CUTS.map((cut) => join(root, 'node_modules', '@expo-google-fonts', 'be-vietnam-pro', cut)),
    };
  }

  /**
   * @throws Problem busy while too many wait; documentOnlyVietnamese where the hospital's own templates have no English; documentNotPrinted
   * when the templates have a fault, which is in the log
   */
  async set(task: TypesettingTask): Promise<SetDocument> {
    const { templates, shipped } = this.folders;
    if (task.language === 'en' && !setsEnglish(templates, shipped)) {
      throw new Problem(documentProblems.documentOnlyVietnamese);
    }
    return this.inTurn(
      () => this.ask({ ...task, missing: missingTemplates(templates, shipped, task.layouts) }),
      this.hasRoom(),
    );
  }

  /**
   * Sets a long document one volume after the other; papers that others print meanwhile come between. What was begun is not refused for
   * those who came later, and is given up when nobody waits for it any more.
   * @param tell how many of them are set
   * @throws Problem as `set`
   */
  async setVolumes(
    volumes: readonly Volume[],
    isAwaited: () => boolean,
    tell: (done: number) => void = () => undefined,
  ): Promise<SetDocument> {
    const { templates, shipped } = this.folders;
    const parts: PdfPart[] = [];
    let pages = 0;
    for (const { title, ...task } of volumes) {
      tell(parts.length);
      const missing = missingTemplates(templates, shipped, task.layouts);
      const isBegun = parts.length > 0;
      const one = isBegun
        ? await this.inTurn(() => this.ask({ ...task, tagged: false, missing }), isAwaited())
        : await this.set({ ...task, tagged: false });
      parts.push({ pdf: one.pdf, title });
      pages += one.pages;
    }
    tell(parts.length);
    const { pdf } = await this.inTurn(() => this.ask({ volumes: parts }), isAwaited());
    return { pdf, pages };
  }

  private readonly hasRoom = (): boolean => this.waiting < MOST_WAITING;

  /** @param isTaken whether it may wait at all */
  private async inTurn(work: () => Promise<TypesettingAnswer>, isTaken: boolean): Promise<SetDocument> {
    if (!isTaken) throw busyFor('5');
    this.waiting++;
    const turn = this.last.then(work);
    this.last = turn.catch(() => undefined);
    try {
      const answer = await turn;
      if ('pdf' in answer) return { pdf: Buffer.from(answer.pdf), pages: answer.pages };
      this.log.error(`A document was not printed: ${answer.fault}`);
      throw new Problem(documentProblems.documentNotPrinted);
    } finally {
      this.waiting--;
      this.rest();
    }
  }

  async onModuleDestroy(): Promise<void> {
    clearTimeout(this.idle);
    await this.end();
  }

  /** A thread that ended of itself is begun again, once: what it was given is whole, and others print meanwhile. */
  private async ask(task: TaskInThread): Promise<TypesettingAnswer> {
    try {
      return await this.askOnce(task);
    } catch (error) {
      if (!(error instanceof ThreadEnded)) throw error;
    }
    try {
      return await this.askOnce(task);
    } catch (error) {
      if (error instanceof ThreadEnded) throw busyFor('30', error);
      throw error;
    }
  }

  private askOnce(task: TaskInThread): Promise<TypesettingAnswer> {
    clearTimeout(this.idle);
    const worker = (this.worker ??= this.start());
    return new Promise<TypesettingAnswer>((resolve, reject) => {
      const done = (settle: () => void) => {
        clearTimeout(limit);
        worker.off('message', answered).off('error', failed).off('exit', left);
        settle();
      };
      const answered = (answer: TypesettingAnswer) => done(() => resolve(answer));
      const failed = (error: Error) => {
        this.worker = undefined;
        this.log.error(`A document was not printed: ${error.message}`);
        done(() => reject(new ThreadEnded(error.message, { cause: error })));
      };
      const left = () => failed(new Error('the thread that sets documents has ended'));
      const limit = setTimeout(() => {
        this.worker = undefined;
        const late = new Error(`it was not set within ${LONGEST_MS} ms`);
        this.log.error(`A document was not printed: ${late.message}`);
        done(() => reject(busyFor('30', late)));
        void worker.terminate();
      }, LONGEST_MS);
      worker.on('message', answered).on('error', failed).on('exit', left);
      worker.postMessage(task);
    });
  }

  private start(): Worker {
    // Beside this file, compiled or not.
    const file = import.meta.filename.replace(/typesetter\.([jt]s)$/, 'typesetting.worker.$1');
    const worker = new Worker(file, { workerData: this.folders });
    worker.unref();
    // One that ended while nobody waited is not asked again: it would not answer.
    worker.once('exit', () => {
      if (this.worker === worker) this.worker = undefined;
    });
    return worker;
  }

  private rest(): void {
    if (this.waiting > 0) return;
    this.idle = setTimeout(() => void this.end(), IDLE_MS);
    this.idle.unref();
  }

  private async end(): Promise<void> {
    const worker = this.worker;
    this.worker = undefined;
    await worker?.terminate();
  }
}
