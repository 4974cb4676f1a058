import {
  Alert,
  Anchor,
  Button,
  Card,
  Center,
  Group,
  PasswordInput,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import {
  postApiV1AuthLogin,
  postApiV1AuthLoginSecondFactor,
  postApiV1AuthSwitch,
  type SessionResponse,
} from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ServiceProblem } from '../api/problem.ts';
import { begin, terminal } from '../api/session.ts';
import { LanguageButton } from '../shell/language-button.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { useWords } from '../words/use-words.ts';

interface Props {
  readonly why?: 'ended' | 'elsewhere' | 'locked';
  /** Who was here before: the name stands ready. */
  readonly username?: string;
}

/** The first screen: a password, a code where one is asked for, or a PIN at an enrolled terminal. */
export function SignIn({ why, username }: Props) {
  const words = useWords();
  const [challenge, setChallenge] = useState<string>();
  const [byPin, setByPin] = useState(why === 'locked' && terminal() !== undefined);
  return (
    <Center mih="100vh" p="md" component="main">
      <Card withBorder w={420} maw="100%" padding="lg">
        <Stack>
          <div>
            <Title order={1}>{words.name}</Title>
            <Text className="muted">{words.signIn.about}</Text>
          </div>
          {why === 'ended' && <Alert role="status">{words.signIn.ended}</Alert>}
          {why === 'elsewhere' && <Alert role="status">{words.signIn.elsewhere}</Alert>}
          {challenge ? (
            <CodeForm challenge={challenge} />
          ) : byPin ? (
            <PinForm username={username} />
          ) : (
            <PasswordForm username={username} onChallenge={setChallenge} />
          )}
          {terminal() && !challenge && (
            <Button variant="subtle" onClick={() => setByPin(!byPin)}>
              {byPin ? words.signIn.withPassword : words.signIn.withPin}
            </Button>
          )}
          <Group justify="space-between">
            <Anchor href="/about">{words.signIn.links}</Anchor>
            <LanguageButton />
          </Group>
        </Stack>
      </Card>
    </Center>
  );
}

function PasswordForm({
  username: before = '',
  onChallenge,
}: {
  readonly username?: string;
  readonly onChallenge: (challenge: string) => void;
}) {
  const words = useWords();
  const [username, setUsername] = useState(before);
  const [password, setPassword] = useState('');
  const act = useAct(async () => {
    try {
      begin(await answerOf(postApiV1AuthLogin({ body: { username, password } })));
    } catch (error) {
      const challenge = error instanceof ServiceProblem ? error.extra.challenge : undefined;
      if (typeof challenge !== 'string') throw error;
      onChallenge(challenge);
    }
  });
  return (
    <Form onSubmit={() => void act.run(undefined)} isBusy={act.isBusy} problem={act.problem}>
      <TextInput
        label={words.signIn.username}
        autoComplete="username"
        autoFocus={before === ''}
        required
        value={username}
        onChange={(event) => setUsername(event.currentTarget.value)}
      />
      <PasswordInput
        label={words.signIn.password}
        autoComplete="current-password"
        autoFocus={before !== ''}
        required
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': words.signIn.password }}
      />
    </Form>
  );
}

function CodeForm({ challenge }: { readonly challenge: string }) {
  const words = useWords();
  const [code, setCode] = useState('');
  const act = useAct(async () => begin(await answerOf(postApiV1AuthLoginSecondFactor({ body: { challenge, code } }))));
  return (
    <Form onSubmit={() => void act.run(undefined)} isBusy={act.isBusy} problem={act.problem}>
      <TextInput
        label={words.signIn.code}
        description={words.signIn.codeAbout}
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus
        required
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
    </Form>
  );
}

function PinForm({ username: before = '' }: { readonly username?: string }) {
  const words = useWords();
  const [username, setUsername] = useState(before);
  const [pin, setPin] = useState('');
  const act = useAct(async () =>
    begin(await answerOf<SessionResponse>(postApiV1AuthSwitch({ body: { username, pin } }))),
  );
  return (
    <Form onSubmit={() => void act.run(undefined)} isBusy={act.isBusy} problem={act.problem}>
      <TextInput
        label={words.signIn.username}
        autoComplete="username"
        required
        value={username}
        onChange={(event) => setUsername(event.currentTarget.value)}
      />
      <PasswordInput
        label={words.signIn.pin}
        inputMode="numeric"
        autoComplete="off"
        autoFocus
        required
        value={pin}
        onChange={(event) => setPin(event.currentTarget.value)}
      />
    </Form>
  );
}

interface FormProps {
  readonly onSubmit: () => void;
  readonly isBusy: boolean;
  readonly problem: unknown;
  readonly children: React.ReactNode;
}

function Form({ onSubmit, isBusy, problem, children }: FormProps) {
  const words = useWords();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        {children}
        <ProblemNotice problem={problem} />
        <Button type="submit" loading={isBusy}>
          {words.signIn.submit}
        </Button>
      </Stack>
    </form>
  );
}
