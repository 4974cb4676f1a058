import { Text, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import {
  getApiV1StaffByIdSigningKeys,
  postApiV1StaffByIdSigningKeysByKeyIdRetire,
  type OwnSigningKeyResponse,
} from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { Folded } from '../chart/folded.tsx';
import { ActForm } from '../shell/act-form.tsx';
import { Section } from '../shell/section.tsx';
import { useFields } from '../shell/use-fields.ts';
import { Waiting } from '../shell/waiting.tsx';
import { moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import type { PersonProps } from './person-screen.tsx';

/** The keys that terminals hold for the person; that of a lost one is taken out of use, with why. */
export function TerminalKeys({ person, onDone }: PersonProps) {
  const words = useWords();
  const queries = useQueryClient();
  const key = ['staff-signing-keys', person.id];
  const keys = useQuery({
    queryKey: key,
    queryFn: () => answerOf(getApiV1StaffByIdSigningKeys({ path: { id: person.id } })),
    staleTime: 0,
  });
  const done = () => {
    void queries.invalidateQueries({ queryKey: key });
    onDone();
  };
  return (
    <Section title={words.staff.keys}>
      <Text className="muted">{words.staff.keysAbout}</Text>
      <Waiting of={keys}>
        {({ items }) => (
          <>
            {items.length === 0 && <Text role="status">{words.staff.noKeys}</Text>}
            <ul className="plain">
              {items.map((one) => (
                <One key={one.id} held={one} staffId={person.id} onDone={done} />
              ))}
            </ul>
          </>
        )}
      </Waiting>
    </Section>
  );
}

interface OneProps {
  readonly held: OwnSigningKeyResponse;
  readonly staffId: string;
  readonly onDone: () => void;
}

function One({ held: { id, heldAt, createdAt, retiredAt }, staffId, onDone }: OneProps) {
  const words = useWords();
  return (
    <li>
      <Text fw={600}>{words.account.keyAt(heldAt, moment(createdAt))}</Text>
      {retiredAt ? (
        <Text className="muted">{words.staff.keyRetiredAt(moment(retiredAt))}</Text>
      ) : (
        <Folded label={words.account.retireKey} name={words.account.retireKeyOf(heldAt)}>
          <Retire staffId={staffId} keyId={id} onDone={onDone} />
        </Folded>
      )}
    </li>
  );
}

interface RetireProps {
  readonly staffId: string;
  readonly keyId: string;
  readonly onDone: () => void;
}

function Retire({ staffId, keyId, onDone }: RetireProps) {
  const words = useWords();
  const { fields, typed, clear } = useFields({ reason: '' }, `retire key ${keyId}`);
  const act = useAct(async (body: { reason: string }) => {
    await postApiV1StaffByIdSigningKeysByKeyIdRetire({ path: { id: staffId, keyId }, body });
    clear();
    onDone();
  });
  return (
    <ActForm act={act} label={words.account.retireKey} color="red.9" onSubmit={() => void act.run(fields)}>
      <Text>{words.staff.retireKeyAbout}</Text>
      <TextInput label={words.admin.reason} required maxLength={500} {...typed('reason')} />
    </ActForm>
  );
}
