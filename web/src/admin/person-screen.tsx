import { Alert, Anchor, Stack, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { getApiV1StaffById, type StaffResponse } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { Waiting } from '../shell/waiting.tsx';
import { useWords } from '../words/use-words.ts';
import { Badges, LostFactor, Left, Password } from './person-access.tsx';
import { PersonData } from './person-data.tsx';
import { Identities } from './person-identity.tsx';
import { TerminalKeys } from './person-keys.tsx';
import { Sessions } from './person-sessions.tsx';
import { SigningCertificate } from './person-signing.tsx';
import { Roles, WardsOf } from './person-work.tsx';

export interface PersonProps {
  readonly person: StaffResponse;
  /** Done; with the person as they are now, which the next act is about. */
  readonly onDone: (person?: StaffResponse) => void;
}

/** One member of staff: what they do, where, and how they sign in. */
export function PersonScreen() {
  const { staffId } = useParams({ from: '/admin/staff/$staffId' });
  const words = useWords();
  const queries = useQueryClient();
  const [isDone, setDone] = useState(false);
  const person = useQuery({
    queryKey: ['staff', 'one', staffId],
    queryFn: () => answerOf(getApiV1StaffById({ path: { id: staffId } })),
  });
  const done = (changed?: StaffResponse) => {
    setDone(true);
    if (changed) queries.setQueryData(['staff', 'one', staffId], changed);
    void queries.invalidateQueries({ queryKey: ['staff'] });
  };
  return (
    <Stack>
      <Anchor component={Link} to="/admin/staff">
        {words.admin.back}
      </Anchor>
      {isDone && (
        <Alert role="status" color="green">
          {words.admin.done}
        </Alert>
      )}
      <Waiting of={person}>{(found) => <Person person={found} onDone={done} />}</Waiting>
    </Stack>
  );
}

function Person(props: PersonProps) {
  const words = useWords();
  const { fullName, username, practisingCertificate, status } = props.person;
  return (
    <>
      <div>
        <Title order={1} size="h3">
          {fullName}
        </Title>
        <Text className="muted">
          {[username, practisingCertificate, status === 'left' ? words.admin.left : undefined]
            .filter(Boolean)
            .join(' · ')}
        </Text>
      </div>
      <div className="sections">
        {status === 'left' ? (
          <>
            <Identities {...props} />
            <SigningCertificate {...props} />
            <TerminalKeys {...props} />
          </>
        ) : (
          <>
            <Roles {...props} />
            <WardsOf {...props} />
            {/* What was saved is where it begins anew. */}
            <PersonData key={props.person.version} {...props} />
            <Sessions {...props} />
            <Password {...props} />
            <LostFactor {...props} />
            <Badges {...props} />
            <Identities {...props} />
            <SigningCertificate {...props} />
            <TerminalKeys {...props} />
            <Left {...props} />
          </>
        )}
      </div>
    </>
  );
}
