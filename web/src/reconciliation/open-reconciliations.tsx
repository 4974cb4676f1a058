import { Alert, Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ChartResponse } from '../api/generated/index.ts';
import { useWords } from '../words/use-words.ts';

/** Medicines of which nobody has decided whether they go on; nothing where there are none. */
export function OpenReconciliations({ chart }: { readonly chart: ChartResponse }) {
  const words = useWords();
  if (chart.openReconciliations.length === 0) return null;
  const { open, openLine, points, go } = words.reconciliation;
  return (
    <Alert color="yellow" title={open} mb="sm">
      {chart.openReconciliations.map(({ id, point, undecided, medicines }) => (
        <Text key={id}>{openLine(points[point], undecided, medicines)}</Text>
      ))}
      <Anchor component={Link} to={`/patients/${chart.patient.id}/reconciliation`}>
        {go}
      </Anchor>
    </Alert>
  );
}
