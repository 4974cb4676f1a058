import { Alert, List } from '@mantine/core';
import { ServiceProblem, Unreachable } from '../api/problem.ts';
import { useWords } from '../words/use-words.ts';

/** What was refused, in words, with every field that the service named. It is read out at once by screen readers. */
export function ProblemNotice({ problem }: { readonly problem: unknown }) {
  const words = useWords();
  if (!problem) return null;
  if (problem instanceof Unreachable) return <Notice title={words.problem.offline} />;
  // What has no type was answered by something between the service and here.
  if (!(problem instanceof ServiceProblem) || problem.code === '') return <Notice title={words.problem.unexpected} />;
  const lines = [...(problem.detail ? [problem.detail] : []), ...problem.errors.map(({ message }) => message)];
  return <Notice title={problem.status === 412 ? words.problem.stale : problem.message} lines={lines} />;
}

function Notice({ title, lines = [] }: { readonly title: string; readonly lines?: readonly string[] }) {
  return (
    <Alert color="red" role="alert" title={title} variant="light">
      {lines.length > 0 && (
        <List size="sm">
          {lines.map((line) => (
            <List.Item key={line}>{line}</List.Item>
          ))}
        </List>
      )}
    </Alert>
  );
}
