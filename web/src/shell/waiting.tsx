import { Button, Group, Loader, Stack, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ServiceProblem } from '../api/problem.ts';
import { patientWithoutReason } from '../api/stated-reason.ts';
import { GiveReason } from '../care/give-reason.tsx';
import { useWords } from '../words/use-words.ts';
import { LastSaid } from './said.tsx';
import { ProblemNotice } from './problem-notice.tsx';

/** Shows what was asked for once it is there; before, that it is awaited; or why it does not come, with a way to ask again. */
export function Waiting<T>({
  of,
  children,
}: {
  readonly of: UseQueryResult<T>;
  readonly children: (value: T) => ReactNode;
}) {
  const words = useWords();
  if (of.data !== undefined) return <>{children(of.data)}</>;
  if (of.isError) {
    const { error } = of;
    const patientId = error instanceof ServiceProblem && patientWithoutReason(error.code, error.extra);
    if (patientId) return <GiveReason patientId={patientId} />;
    return (
      <Stack align="flex-start">
        <LastSaid />
        <ProblemNotice problem={error} />
        <Button variant="default" onClick={() => void of.refetch()}>
          {words.retry}
        </Button>
      </Stack>
    );
  }
  return (
    <Group role="status">
      <Loader size="sm" />
      <Text>{words.loading}</Text>
    </Group>
  );
}
