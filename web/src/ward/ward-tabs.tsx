import { Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { iMay } from '../api/rights.ts';
import { useWords } from '../words/use-words.ts';
import { useWards } from './places.ts';

/** Which ward, and where one goes in it. */
export function WardTabs({ wardId }: { readonly wardId: string }) {
  const words = useWords();
  const wards = useWards();
  const ward = wards.data?.items.find(({ id }) => id === wardId);
  const waits = ward?.kind === 'clinic' || ward?.kind === 'emergency';
  const tabs = [
    ['', words.board.tab, iMay('ward.board')],
    ['/queue', words.queue.tab, waits && iMay('encounter.read')],
    ['/round', words.board.round, iMay('vitals.write')],
    ['/beds', words.course.beds, iMay('ward.read')],
    ['/medicines', words.medicines.round, iMay('dose.record')],
    ['/team', words.nursing.team, iMay('vitals.write')],
    ['/handover', words.handover.tab, iMay('note.write')],
  ] as const;
  return (
    <Group component="nav" gap="xs" aria-label={ward?.name ?? words.shell.wards}>
      <strong>{ward?.name}</strong>
      {tabs
        .filter(([, , isShown]) => isShown)
        .map(([path, text]) => (
          <Button
            key={path}
            component={Link}
            to={`/wards/${wardId}${path}`}
            variant="light"
            size="compact-md"
            activeOptions={{ exact: true }}
            activeProps={{ 'aria-current': 'page', 'data-active': true }}
          >
            {text}
          </Button>
        ))}
    </Group>
  );
}
