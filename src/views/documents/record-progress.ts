import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { requestContext } from '../../kernel/request-context.js';
import { PassingNews } from '../../platform/database/passing-news.js';
import { RecordProgressResponse } from './dto/record-progress.response.js';

/** Not more often than this, in ms, but for the first and the last part of each stage. */
const EVERY_MS = 500;

/** Tells how far a record is of which somebody waits: parts done of parts. */
export interface Progress {
  /** It waits for another record. */
  waiting(): void;
  /** Stays that are read and put into words. */
  reading(done: number, of: number): void;
  /** Volumes that are set. */
  setting(done: number, of: number): void;
  over(): void;
}

const NONE: RecordProgressResponse = { stage: 'none', done: 0, of: 0 };

/** How far the records are that are being put together, by who asked for them and whose they are; in whichever process that is. */
@Injectable()
export class RecordProgress {
  constructor(private readonly news: PassingNews) {}

  /** Of a record that the caller asks for. */
  begin(patientId: string): Progress {
    const key = keyOf(patientId);
    let last: { readonly stage: string; readonly at: number } | undefined;
    const tell = (stage: RecordProgressResponse['stage'], done: number, of: number) => {
      const now = Date.now();
      if (last?.stage === stage && now - last.at < EVERY_MS && done < of) return;
      last = { stage, at: now };
      void this.news.say(key, { stage, done, of });
    };
    return {
      waiting: () => tell('waiting', 0, 0),
      reading: (done, of) => tell('reading', done, of),
      setting: (done, of) => tell('setting', done, of),
      over: () => void this.news.say(key, null),
    };
  }

  /** Of the record of this patient for which the caller waits. */
  of = (patientId: string): RecordProgressResponse =>
    (this.news.latest(keyOf(patientId)) as RecordProgressResponse | null) ?? NONE;
}

/** Says neither who asks nor whose record it is: other processes hear it. */
function keyOf(patientId: string): string {
  const { actor } = requestContext();
  return createHash('sha256')
    .update(`record ${actor.sessionId ?? actor.id} ${patientId}`)
    .digest('base64url');
}
