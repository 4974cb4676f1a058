import { Button, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { postApiV1ResultsByIdReview, type ReportResponse } from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { iMay } from '../api/rights.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';

interface Props {
  readonly report: ReportResponse;
  readonly onChanged: () => void;
}

const COUNTS_NOT: readonly string[] = ['registered', 'cancelled', 'entered-in-error'];

/** Which doctor looked at a result; a doctor says so here, and the board counts it as new no more. */
export function Reviewed({ report, onChanged }: Props) {
  const words = useWords();
  const queries = useQueryClient();
  const act = useAct(async (version: number, key) => {
    await postApiV1ResultsByIdReview({
      path: { id: report.id },
      headers: { 'If-Match': etag(version), 'Idempotency-Key': key },
    });
    void queries.invalidateQueries({ queryKey: ['board'] });
    onChanged();
  });
  const { reviewed, code, effectiveAt, version, status } = report;
  if (reviewed) {
    return (
      <Text size="sm" className="muted">
        {words.waits.reviewed(reviewed.by.fullName ?? words.unknown, moment(reviewed.at))}
      </Text>
    );
  }
  if (COUNTS_NOT.includes(status)) return null;
  if (!iMay('result.review')) {
    return (
      <Text size="sm" className="muted">
        {words.waits.notReviewed}
      </Text>
    );
  }
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        loading={act.isBusy}
        aria-label={words.waits.reviewOf(code.display, moment(effectiveAt))}
        onClick={() => void act.run(version)}
      >
        {words.waits.review}
      </Button>
      <ProblemNotice problem={act.problem} />
    </>
  );
}
