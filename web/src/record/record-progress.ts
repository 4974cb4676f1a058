import { answerOf } from '../api/answer.ts';
import { getApiV1DocumentsRecordProgress, type RecordProgressResponse } from '../api/generated/index.ts';
import type { Words } from '../words/vi.ts';

/** How often it is asked how far a record is, in ms. */
const EVERY = 2_000;

/** Tells how far a record is while somebody waits for it. @returns what ends that */
export function followRecord(patientId: string, tell: (progress: RecordProgressResponse) => void): () => void {
  let isOver = false;
  const timer = setInterval(() => {
    // Without an answer the record is made all the same.
    answerOf(getApiV1DocumentsRecordProgress({ query: { patientId } }))
      .then((progress) => !isOver && tell(progress))
      .catch(() => undefined);
  }, EVERY);
  return () => {
    isOver = true;
    clearInterval(timer);
  };
}

/** "Đã đọc 120/500 đợt điều trị"; nothing where nothing is known. */
export function progressText({ course }: Words, { stage, done, of }: RecordProgressResponse): string {
  if (stage === 'waiting') return course.makingWaits;
  if (stage === 'reading') return course.makingReads(done, of);
  return stage === 'setting' ? course.makingSets(done, of) : '';
}
