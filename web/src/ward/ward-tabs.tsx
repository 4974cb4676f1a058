import { iMay } from '../api/rights.ts';
import { Tabs } from '../shell/tabs.tsx';
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
    <Tabs label={ward?.name ?? words.shell.wards} base={`/wards/${wardId}`} tabs={tabs}>
      <strong>{ward?.name}</strong>
    </Tabs>
  );
}
