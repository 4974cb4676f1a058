/** What `emr jobs` says. */
export const JOBS_WORDS = {
  one: {
    vi: '{id}  {queue}  {failed}  đã thử {tries} lần  {payload}',
    en: '{id}  {queue}  {failed}  tried {tries} {tries|time|times}  {payload}',
  },
  none: { vi: 'Không có việc nào hỏng hẳn.', en: 'No job failed for good.' },
  failed: {
    vi: '{count} việc hỏng hẳn. Làm lại: emr jobs retry MÃ... hoặc --all; bỏ: emr jobs drop MÃ...',
    en: '{count} failed for good. Again: emr jobs retry ID... or --all; give up: emr jobs drop ID...',
  },
  retry: { vi: '{count} việc được làm lại.', en: '{count} {count|is|are} done again.' },
  drop: { vi: '{count} việc đã bỏ.', en: '{count} {count|was|were} given up.' },
  waiting: {
    vi: 'Trong đó {waiting} việc đã chờ sẵn: mỗi việc chỉ làm một lần.',
    en: 'Of these, {waiting} waited already: each is done once.',
  },
} as const;
