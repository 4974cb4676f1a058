import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { postApiV1Clients, type RegisterClientDto } from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ActForm } from '../shell/act-form.tsx';
import { useFields } from '../shell/use-fields.ts';
import { useWords } from '../words/use-words.ts';
import { ClientFields, readKeys, scopesOf } from './client-fields.tsx';
import { messagesOf, NO_MESSAGES } from './message-fields.tsx';

/** A machine with its public keys, and the most it may ask for. */
export function RegisterClient({ onDone }: { readonly onDone: (name: string) => void }) {
  const words = useWords();
  const { fields, typed, chosen, clear } = useFields(
    { name: '', clientId: '', jwksUrl: '', jwks: '', scopes: '', purpose: '', contact: '', ...NO_MESSAGES },
    'client',
  );
  const [mistake, setMistake] = useState<string>();
  const act = useAct(async (body: RegisterClientDto, key) => {
    const { name } = await answerOf(postApiV1Clients({ body, headers: { 'Idempotency-Key': key } }));
    clear();
    onDone(name);
  });
  const submit = () => {
    const { name, clientId, jwksUrl, scopes, purpose, contact } = fields;
    const jwks = readKeys(fields.jwks);
    const hl7v2 = messagesOf(fields);
    setMistake(jwks === null ? words.admin.badJwks : undefined);
    if (jwks === null) return;
    void act.run({
      name,
      purpose,
      contact,
      scopes: scopesOf(scopes),
      ...(clientId && { clientId }),
      ...(jwksUrl && { jwksUrl }),
      ...(jwks && { jwks }),
      ...(hl7v2 && { hl7v2 }),
    });
  };
  return (
    <ActForm act={act} label={words.admin.register} onSubmit={submit}>
      <ClientFields typed={typed} chosen={chosen} mistake={mistake} />
      <TextInput label={words.admin.clientId} autoComplete="off" {...typed('clientId')} />
    </ActForm>
  );
}
