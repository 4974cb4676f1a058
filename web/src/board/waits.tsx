import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { BoardEncounterResponse } from '../api/generated/index.ts';
import { Warn } from '../shell/warn.tsx';
import { moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';

interface Props {
  readonly encounter: BoardEncounterResponse;
  /** Read while no server answers: nothing leads anywhere. */
  readonly isCopy: boolean;
}

/** What waits for a patient, the gravest first; each leads to where it is done. */
export function Waits({ encounter, isCopy }: Props) {
  const words = useWords();
  const tags = tagsOf(encounter, words);
  if (tags.length === 0) return <span className="muted">{words.waits.nothing}</span>;
  return (
    <ul className="plain waits">
      {tags.map(({ says, to, isGrave }) => (
        <li key={says} className={isGrave ? 'severe' : undefined}>
          {isGrave && <Warn />}
          {isCopy ? (
            says
          ) : (
            <Anchor component={Link} to={`/patients/${encounter.patientId}/${to}`} inherit c={isGrave ? 'inherit' : ''}>
              {says}
            </Anchor>
          )}
        </li>
      ))}
    </ul>
  );
}

interface Tag {
  readonly says: string;
  readonly to: 'medicines' | 'results' | 'orders';
  readonly isGrave?: boolean;
}

function tagsOf({ doses, results, orders }: BoardEncounterResponse, { waits }: ReturnType<typeof useWords>): Tag[] {
  const next = doses?.nextAt ?? null;
  const tags: readonly (Tag | false)[] = [
    results !== null &&
      results.critical > 0 && { says: waits.critical(results.critical), to: 'results', isGrave: true },
    doses !== null && doses.overdue > 0 && { says: waits.overdueDoses(doses.overdue), to: 'medicines', isGrave: true },
    doses !== null && doses.due > 0 && { says: waits.dueDoses(doses.due), to: 'medicines' },
    next !== null && doses?.due === 0 && { says: waits.nextDose(moment(next)), to: 'medicines' },
    results !== null && results.unread > 0 && { says: waits.unread(results.unread), to: 'results' },
    orders !== null && orders.pending > 0 && { says: waits.orders(orders.pending, orders.urgent), to: 'orders' },
  ];
  return tags.filter((tag) => tag !== false);
}
