import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { iMay } from '../api/rights.ts';

interface Props {
  readonly patientId: string;
  readonly name: string;
}

/** A patient's name, leading to what the person signed in may open of them: the chart, the desk, or nothing. */
export function PatientLink({ patientId, name }: Props) {
  const to = iMay('chart.read')
    ? `/patients/${patientId}`
    : iMay('encounter.admit')
      ? `/patients/${patientId}/stay`
      : undefined;
  if (to === undefined) return <strong>{name}</strong>;
  return (
    <Anchor component={Link} to={to} fw={600}>
      {name}
    </Anchor>
  );
}
