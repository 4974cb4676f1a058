import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import {
  getApiV1AuthSigningKeys,
  postApiV1AuthSigningKeys,
  postApiV1AuthSigningKeysByIdRetire,
  type OwnSigningKeyResponse,
} from '../api/generated/index.ts';
import { usePerson } from '../session/use-session.ts';
import { ActForm } from '../shell/act-form.tsx';
import { PasswordField } from '../shell/password-field.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { Said, useSaid } from '../shell/said.tsx';
import { useFields } from '../shell/use-fields.ts';
import { Waiting } from '../shell/waiting.tsx';
import { canHoldKey, dropKey, keyOf, makeKey } from '../signing/terminal-key.ts';
import { moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';

/** With which key I sign here: the hospital's for me, or one that this browser made and alone holds; and my keys elsewhere. */
export function SigningKey() {
  const words = useWords().account;
  const { id } = usePerson();
  const queries = useQueryClient();
  const [said, setSaid] = useSaid('signing key');
  const held = useQuery({
    queryKey: ['signing-key', id],
    queryFn: async () => (await keyOf(id))?.thumbprint ?? '',
    staleTime: 0,
  });
  const keys = useQuery({
    queryKey: ['signing-keys', id],
    queryFn: () => answerOf(getApiV1AuthSigningKeys()),
    staleTime: 0,
  });
  const isGone = held.data && keys.data?.items.some((key) => key.thumbprint === held.data && key.retiredAt !== null);
  // Taken out of use elsewhere: with it here, nothing could be signed on this machine.
  useEffect(() => {
    if (isGone) void dropKey(id).then(() => queries.invalidateQueries({ queryKey: ['signing-key'] }));
  }, [isGone, id, queries]);
  const done = (what: string) => {
    setSaid(what);
    for (const key of ['signing-key', 'signing-keys']) void queries.invalidateQueries({ queryKey: [key] });
  };
  return (
    <Waiting of={keys}>
      {({ items }) => {
        const inUse = items.filter(({ retiredAt }) => retiredAt === null);
        const isHere = inUse.some(({ thumbprint }) => thumbprint === held.data);
        return (
          <Stack gap="sm">
            <Text>{isHere ? words.keyHere : words.keyOfHospital}</Text>
            <Said text={said} />
            {inUse.map((key) => (
              <Held key={key.id} held={key} isHere={key.thumbprint === held.data} onDone={done} />
            ))}
            {!isHere && (canHoldKey() ? <MakeKey onDone={done} /> : <Text className="muted">{words.keyNotHere}</Text>)}
          </Stack>
        );
      }}
    </Waiting>
  );
}

interface HeldProps {
  readonly held: OwnSigningKeyResponse;
  readonly isHere: boolean;
  readonly onDone: (what: string) => void;
}

function Held({ held, isHere, onDone }: HeldProps) {
  const words = useWords().account;
  const { id: owner } = usePerson();
  const { id, heldAt, createdAt } = held;
  const act = useAct(async (_: undefined) => {
    await postApiV1AuthSigningKeysByIdRetire({ path: { id } });
    if (isHere) await dropKey(owner);
    onDone(words.keyRetired(heldAt));
  });
  return (
    <>
      <Group gap="xs">
        <Text>{words.keyAt(heldAt, moment(createdAt))}</Text>
        <Button
          variant="default"
          size="compact-md"
          loading={act.isBusy}
          aria-label={words.retireKeyOf(heldAt)}
          onClick={() => void act.run(undefined)}
        >
          {words.retireKey}
        </Button>
      </Group>
      <ProblemNotice problem={act.problem} />
    </>
  );
}

function MakeKey({ onDone }: { readonly onDone: (what: string) => void }) {
  const words = useWords().account;
  const { id: owner } = usePerson();
  const { fields, typed, clear } = useFields({ password: '', heldAt: '' });
  const act = useAct(async ({ password, heldAt }: { password: string; heldAt: string }) => {
    await makeKey(owner, ({ publicJwk, proof }) =>
      postApiV1AuthSigningKeys({ body: { password, heldAt: heldAt.trim(), publicJwk, proof } }),
    );
    clear();
    onDone(words.keyMade);
  });
  return (
    <ActForm act={act} label={words.makeKey} onSubmit={() => void act.run(fields)}>
      <Text className="muted">{words.keyAbout}</Text>
      <TextInput label={words.keyName} required maxLength={100} {...typed('heldAt')} />
      <PasswordField label={words.password} {...typed('password')} />
    </ActForm>
  );
}
