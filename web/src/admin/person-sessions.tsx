import { Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import {
  getApiV1StaffByIdSessions,
  postApiV1StaffByIdSessionsRevoke,
  type EndSessionsDto,
  type LiveSessionResponse,
} from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { Folded } from '../chart/folded.tsx';
import { ActForm } from '../shell/act-form.tsx';
import { MorePages, usePages } from '../shell/pages.tsx';
import { Section } from '../shell/section.tsx';
import { useFields } from '../shell/use-fields.ts';
import { Waiting } from '../shell/waiting.tsx';
import { moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import type { PersonProps } from './person-screen.tsx';

/** Where the person is signed in now; one session is ended, or all at once, with why: a machine was lost. */
export function Sessions({ person, onDone }: PersonProps) {
  const words = useWords();
  const queries = useQueryClient();
  const key = ['staff-sessions', person.id];
  const sessions = usePages({
    queryKey: key,
    ask: (cursor) => answerOf(getApiV1StaffByIdSessions({ path: { id: person.id }, query: { limit: 20, ...cursor } })),
    staleTime: 0,
  });
  const done = () => {
    void queries.invalidateQueries({ queryKey: key });
    onDone();
  };
  return (
    <Section title={words.staff.sessions}>
      <Waiting of={sessions}>
        {(items) => (
          <>
            {items.length === 0 && <Text role="status">{words.staff.noSessions}</Text>}
            <ul className="plain">
              {items.map((session) => (
                <One key={session.id} session={session} staffId={person.id} onDone={done} />
              ))}
            </ul>
            <MorePages of={sessions} />
            {items.length > 0 && iMay('session.end') && (
              <End staffId={person.id} label={words.admin.endSessions} onDone={done} />
            )}
          </>
        )}
      </Waiting>
    </Section>
  );
}

interface OneProps {
  readonly session: LiveSessionResponse;
  readonly staffId: string;
  readonly onDone: () => void;
}

function One({ session, staffId, onDone }: OneProps) {
  const words = useWords();
  const { id, terminal, address, startedAt, lastUsedAt, method, secondFactor, role, present, locked } = session;
  const place = terminal?.name ?? terminal?.code ?? address ?? words.account.unknownPlace;
  const about = `${place} · ${words.account.sessionAt(moment(startedAt))}`;
  const how = [
    words.role[role] ?? role,
    words.account.methods[method] ?? method,
    secondFactor && words.staff.withFactor,
    words.staff.lastUsed(moment(lastUsedAt)),
    locked && words.account.locked,
    present && words.account.present,
  ];
  return (
    <li>
      <Text fw={600}>{about}</Text>
      <Text className="muted">{how.filter(Boolean).join(' · ')}</Text>
      {!present && iMay('session.end') && (
        <Folded label={words.account.endOne} name={words.account.endOneOf(about)}>
          <End staffId={staffId} sessionId={id} label={words.account.endOne} onDone={onDone} />
        </Folded>
      )}
    </li>
  );
}

interface EndProps {
  readonly staffId: string;
  /** All of them without one. */
  readonly sessionId?: string;
  readonly label: string;
  readonly onDone: () => void;
}

function End({ staffId, sessionId, label, onDone }: EndProps) {
  const words = useWords();
  const { fields, typed, clear } = useFields({ reason: '' }, `sessions ${sessionId ?? staffId}`);
  const act = useAct(async (body: EndSessionsDto) => {
    await answerOf(postApiV1StaffByIdSessionsRevoke({ path: { id: staffId }, body }));
    clear();
    onDone();
  });
  return (
    <ActForm
      act={act}
      label={label}
      onSubmit={() => void act.run({ reason: fields.reason.trim(), ...(sessionId && { sessionId }) })}
    >
      <TextInput label={words.admin.reason} required maxLength={200} {...typed('reason')} />
    </ActForm>
  );
}
