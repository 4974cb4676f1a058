import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { iMay } from '../api/rights.ts';
import { useTasks } from '../inbox/use-tasks.ts';
import { useUnmatched } from '../unmatched/use-unmatched.ts';
import type { Words } from '../words/vi.ts';
import { useWords } from '../words/use-words.ts';

interface Place {
  readonly to: string;
  readonly text: string;
  readonly isShown: boolean;
}

/** How many wait, as far as they were read. */
interface Waits {
  readonly count: number;
  readonly isMore: boolean;
}
const NOTHING: Waits = { count: 0, isMore: false };

/** Places from whose rows a screen of its own is opened. */
const OPENS: readonly string[] = ['/admin/staff', '/messages', '/admin/subscriptions'];

/** Where the person signed in has work, the most usual first; the first one is where they land. */
export function placesOf(words: Words, waiting = NOTHING, unmatched = NOTHING): readonly Place[] {
  const inbox = words.inbox.count(waiting.count, waiting.isMore);
  const all = [
    ['/', words.shell.wards, iMay('ward.board')],
    ['/inbox', inbox, iMay('task.read') && iMay('ward.board')],
    ['/pharmacy', words.pharmacy.place, iMay('pharmacy.read')],
    ['/formulary', words.lists.formulary, iMay('pharmacy.read')],
    ['/worklist', words.shell.worklist, iMay('order.fulfil') && !iMay('dose.record') && !iMay('pharmacy.read')],
    ['/patients', words.shell.find, iMay('patient.search')],
    ['/patients/new', words.shell.register, iMay('patient.register')],
    ['/patients/duplicates', words.shell.duplicates, iMay('patient.merge')],
    ['/inbox', inbox, iMay('task.read') && !iMay('ward.board')],
    ['/unmatched', words.unmatched.count(unmatched.count, unmatched.isMore), iMay('unmatched.read')],
    ['/untied', words.untied.place, iMay('fhir.read-untied')],
    ['/notes', words.notes.drafts, iMay('note.write')],
    ['/cosign', words.notes.toCosign, iMay('note.cosign')],
    ['/audit', words.shell.audit, iMay('audit.read')],
    ['/audit/seals', words.trail.seals, iMay('audit.read')],
    ['/reviews', words.shell.reviews, iMay('care.review')],
    ['/radar', words.privacy.radar, iMay('radar.read')],
    ['/access-review', words.privacy.review, iMay('access.review')],
    ['/admin/staff', words.admin.staff, iMay('staff.read')],
    ['/admin/wards', words.admin.wardsTitle, iMay('ward.manage')],
    ['/sensitive-codes', words.trail.codes, iMay('sensitivity.read')],
    ['/code-lists', words.lists.lists, iMay('mapping.read') || iMay('pharmacy.read')],
    ['/code-mappings', words.exchange.mappings, iMay('mapping.read')],
    ['/messages', words.exchange.messages, iMay('message.read')],
    ['/admin/clients', words.admin.clients, iMay('client.read')],
    ['/admin/subscriptions', words.exchange.subscriptions, iMay('subscription.read')],
    ['/admin/terminals', words.account.terminals, iMay('terminal.manage')],
  ] as const;
  return all.map(([to, text, isShown]) => ({ to, text, isShown })).filter(({ isShown }) => isShown);
}

export function Places() {
  const words = useWords();
  const { data: tasks = [], hasNextPage: isMoreWaiting } = useTasks();
  const waiting = tasks.length;
  const { data = [], hasNextPage: isMore } = useUnmatched();
  const unmatched = { count: data.length, isMore };
  const isWaiting = (to: string) => (to === '/inbox' && waiting > 0) || (to === '/unmatched' && unmatched.count > 0);
  return (
    <nav aria-label={words.name}>
      {placesOf(words, { count: waiting, isMore: isMoreWaiting }, unmatched).map(({ to, text }) => (
        <Button
          key={to}
          component={Link}
          to={to}
          variant="subtle"
          size="compact-md"
          px={6}
          className={isWaiting(to) ? 'is-waiting' : undefined}
          activeProps={{ 'aria-current': 'page' }}
          activeOptions={{ exact: !OPENS.includes(to) }}
        >
          {text}
        </Button>
      ))}
    </nav>
  );
}
