import { Stack, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import {
  getApiV1Clients,
  patchApiV1ClientsById,
  postApiV1ClientsByIdApprove,
  postApiV1ClientsByIdDisable,
  type ClientResponse,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { everyPage } from '../api/every-page.ts';
import { iMay } from '../api/rights.ts';
import { Folded } from '../chart/folded.tsx';
import { ConfirmButton } from '../shell/confirm-button.tsx';
import { Said, useSaid } from '../shell/said.tsx';
import { Section } from '../shell/section.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { useWords } from '../words/use-words.ts';
import { ChangeClient } from './change-client.tsx';
import { messagesTyped } from './message-fields.tsx';
import { RegisterClient } from './register-client.tsx';

/** The machines that may call by themselves: registered by one person, approved by a second. */
export function ClientsScreen() {
  const words = useWords();
  const queries = useQueryClient();
  const [said, setSaid] = useSaid('clients');
  const clients = useQuery({
    queryKey: ['clients'],
    queryFn: () => everyPage((cursor) => answerOf(getApiV1Clients({ query: { limit: 100, ...cursor } }))),
  });
  const done = (what = words.admin.done) => {
    setSaid(what);
    void queries.invalidateQueries({ queryKey: ['clients'] });
  };
  return (
    <Stack maw={1100}>
      <Title order={1} size="h3">
        {words.admin.clientsTitle}
      </Title>
      <Said text={said} />
      {iMay('client.manage') && (
        <Folded label={words.admin.register}>
          <RegisterClient onDone={(name) => done(words.admin.registered(name))} />
        </Folded>
      )}
      <Waiting of={clients}>
        {({ items }) => (
          <>
            {items.length === 0 && <Text>{words.admin.noClients}</Text>}
            {items.map((client) => (
              <One key={client.id} client={client} onDone={done} />
            ))}
          </>
        )}
      </Waiting>
    </Stack>
  );
}

function One({ client, onDone }: { readonly client: ClientResponse; readonly onDone: (what?: string) => void }) {
  const words = useWords();
  const call = { path: { id: client.id }, headers: { 'If-Match': etag(client.version) } };
  const approve = useAct(async (_: undefined) => {
    await answerOf(postApiV1ClientsByIdApprove(call));
    onDone();
  });
  const disable = useAct(async (_: undefined) => {
    await answerOf(postApiV1ClientsByIdDisable(call));
    onDone();
  });
  const silence = useAct(async (_: undefined) => {
    await answerOf(patchApiV1ClientsById({ ...call, body: { hl7v2: null } }));
    onDone(words.staff.messages.takenOff(client.name));
  });
  const isActive = client.status === 'active';
  const isWaiting = client.approval === 'waiting';
  return (
    <Section title={client.name}>
      <Text>
        <span className="muted">{client.clientId}</span> ·{' '}
        {!isActive ? (
          words.admin.disabled
        ) : isWaiting ? (
          <strong className="severe">{words.admin.waiting}</strong>
        ) : (
          words.admin.approved(client.approvedBy?.username ?? '')
        )}
        {client.proposedBy && ` · ${words.admin.proposedBy(client.proposedBy.username)}`}
      </Text>
      <Text>{client.purpose}</Text>
      <Text className="muted">{client.contact}</Text>
      <Text className="hash">{client.scopes.join(' ')}</Text>
      <Messages client={client} />
      {client.jwksUrl && <Text className="hash">{client.jwksUrl}</Text>}
      {isActive && (
        <div className="acts">
          {isWaiting && iMay('client.approve') && (
            <ConfirmButton act={approve} label={words.admin.approve} ask={words.admin.approveAsk} />
          )}
          {client.hl7v2 !== null && iMay('client.manage') && (
            <ConfirmButton
              act={silence}
              label={words.staff.messages.takeOff}
              ask={words.staff.messages.takeOffAsk(client.name)}
            />
          )}
          {iMay('client.manage') && (
            <ConfirmButton act={disable} label={words.admin.disable} ask={words.admin.disableAsk} />
          )}
        </div>
      )}
      {isActive && iMay('client.manage') && (
        <Folded label={words.admin.change} name={words.admin.changeClient(client.name)}>
          <ChangeClient client={client} onDone={(name) => onDone(words.admin.changed(name))} />
        </Folded>
      )}
    </Section>
  );
}

/** How a machine is known that sends messages of HL7 v2. */
function Messages({ client }: { readonly client: ClientResponse }) {
  const { messages } = useWords().staff;
  const { application, facility, addresses, certificates, characterSet } = messagesTyped(client);
  if (application === '') return null;
  const about = [
    [messages.application, application],
    [messages.facility, facility],
    [messages.addresses, addresses],
    [messages.characterSet, characterSet],
    [messages.certificates, certificates],
  ].filter(([, value]) => value !== '');
  return (
    <Text size="sm">
      {messages.title}: {about.map(([label, value]) => `${label}: ${value}`).join(' · ')}
    </Text>
  );
}
