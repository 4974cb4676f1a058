import { Text, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import {
  getApiV1AuthMethods,
  getApiV1StaffByIdIdentities,
  postApiV1StaffByIdIdentities,
  postApiV1StaffByIdIdentitiesRevoke,
  type IdentityDto,
} from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ActForm } from '../shell/act-form.tsx';
import { ConfirmButton } from '../shell/confirm-button.tsx';
import { Section } from '../shell/section.tsx';
import { useFields } from '../shell/use-fields.ts';
import { Waiting } from '../shell/waiting.tsx';
import { moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import type { PersonProps } from './person-screen.tsx';

/** Who the person is at the hospital's identity provider, now and before. */
export function Identities({ person, onDone }: PersonProps) {
  const words = useWords();
  const queries = useQueryClient();
  const key = ['identities', person.id];
  const path = { id: person.id };
  const identities = useQuery({ queryKey: key, queryFn: () => answerOf(getApiV1StaffByIdIdentities({ path })) });
  const methods = useQuery({ queryKey: ['sign-in-methods'], queryFn: () => answerOf(getApiV1AuthMethods()) });
  const done = () => {
    void queries.invalidateQueries({ queryKey: key });
    onDone();
  };
  const revoke = useAct(async (_: undefined) => {
    await postApiV1StaffByIdIdentitiesRevoke({ path });
    done();
  });
  return (
    <Section title={words.staff.identities}>
      <Waiting of={identities}>
        {({ items }) => {
          const now = items.find(({ revokedAt }) => revokedAt === null);
          return (
            <>
              {items.length === 0 && <Text role="status">{words.staff.noIdentity}</Text>}
              {items.map(({ issuer, subject, linkedAt, revokedAt }) => (
                <div key={`${issuer} ${subject} ${linkedAt}`}>
                  <Text fw={revokedAt ? undefined : 600}>{subject}</Text>
                  <Text className="muted">
                    {issuer} · {words.staff.linkedAt(moment(linkedAt))}
                    {revokedAt && ` · ${words.staff.unlinkedAt(moment(revokedAt))}`}
                  </Text>
                </div>
              ))}
              {now && <ConfirmButton act={revoke} label={words.staff.unlink} ask={words.staff.unlinkAsk} />}
              {!now && methods.data?.oidc && person.status !== 'left' && <LinkForm id={person.id} onDone={done} />}
              {methods.data?.oidc === null && <Text className="muted">{words.staff.noProvider}</Text>}
            </>
          );
        }}
      </Waiting>
    </Section>
  );
}

function LinkForm({ id, onDone }: { readonly id: string; readonly onDone: () => void }) {
  const words = useWords();
  const { fields, typed, clear } = useFields({ subject: '' }, `identity ${id}`);
  const act = useAct(async (body: IdentityDto, key) => {
    await answerOf(postApiV1StaffByIdIdentities({ path: { id }, body, headers: { 'Idempotency-Key': key } }));
    clear();
    onDone();
  });
  return (
    <ActForm act={act} label={words.staff.link} onSubmit={() => void act.run({ subject: fields.subject.trim() })}>
      <TextInput
        label={words.staff.subject}
        description={words.staff.subjectHint}
        required
        autoComplete="off"
        {...typed('subject')}
      />
    </ActForm>
  );
}
