import { Text } from '@mantine/core';
import { useState } from 'react';
import { patchApiV1ClientsById, type ClientResponse, type UpdateClientDto } from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ActForm } from '../shell/act-form.tsx';
import { useChanges } from '../shell/use-changes.ts';
import { useWords } from '../words/use-words.ts';
import { ClientFields, readKeys, scopesOf, type ClientTyped } from './client-fields.tsx';
import { MESSAGE_FIELDS, messagesOf, messagesTyped } from './message-fields.tsx';

const recordOf = (client: ClientResponse): ClientTyped => ({ ...saidOf(client), ...messagesTyped(client) });
const saidOf = ({ name, contact, purpose, scopes, jwksUrl, jwks }: ClientResponse) => ({
  name,
  contact,
  purpose,
  scopes: scopes.join(' '),
  jwksUrl: jwksUrl ?? '',
  jwks: jwks ? JSON.stringify(jwks) : '',
});

interface Props {
  readonly client: ClientResponse;
  readonly onDone: (name: string) => void;
}

/** What is said of a machine, changed; only what was changed is sent. */
export function ChangeClient({ client, onDone }: Props) {
  const words = useWords();
  const { fields, typed, chosen, clear, isChanged } = useChanges<ClientTyped>(recordOf(client), `client ${client.id}`);
  const [mistake, setMistake] = useState<string>();
  const act = useAct(async (body: UpdateClientDto) => {
    const call = { path: { id: client.id }, body, headers: { 'If-Match': etag(client.version) } };
    const { name } = await answerOf(patchApiV1ClientsById(call));
    clear();
    onDone(name);
  });
  const submit = () => {
    const jwks = readKeys(fields.jwks);
    const hl7v2 = messagesOf(fields);
    setMistake(jwks === null ? words.admin.badJwks : undefined);
    if (jwks === null) return;
    void act.run({
      ...(isChanged('name') && { name: fields.name }),
      ...(isChanged('contact') && { contact: fields.contact }),
      ...(isChanged('purpose') && { purpose: fields.purpose }),
      ...(isChanged('scopes') && { scopes: scopesOf(fields.scopes) }),
      // Keys that are pasted take the place of their address, and the other way round.
      ...(isChanged('jwksUrl') && fields.jwksUrl.trim() && { jwksUrl: fields.jwksUrl.trim() }),
      ...(isChanged('jwks') && jwks && { jwks }),
      ...(MESSAGE_FIELDS.some(isChanged) && hl7v2 && { hl7v2 }),
    });
  };
  const isSame = (Object.keys(fields) as (keyof ClientTyped)[]).every((name) => !isChanged(name));
  return (
    <ActForm act={act} label={words.save} blocked={isSame ? words.nothingChanged : undefined} onSubmit={submit}>
      <Text className="muted">{words.admin.changeClientAbout}</Text>
      <ClientFields typed={typed} chosen={chosen} isSender={client.hl7v2 !== null} mistake={mistake} />
    </ActForm>
  );
}
