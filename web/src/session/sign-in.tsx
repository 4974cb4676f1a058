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
import { useNetwork } from '@mantine/hooks';
import { useRef, useState, type SubmitEvent } from 'react';
import {
  postApiV1AuthLogin,
  postApiV1AuthLoginSecondFactor,
  postApiV1AuthSwitch,
  type SessionResponse,
  type SwitchDto,
} from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ServiceProblem } from '../api/problem.ts';
import { useServerAway } from '../api/server-away.ts';
import { begin } from '../api/session.ts';
import { terminal } from '../api/terminal.ts';
import { LanguageButton } from '../shell/language-button.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { useWords } from '../words/use-words.ts';
import { ByProvider } from './by-provider.tsx';

interface Props {
  readonly why?: 'ended' | 'elsewhere' | 'locked';
  /** Who was here before: the name stands ready. */
  readonly username?: string;
}

/** The first screen: a password, a code where one is asked for, or a PIN at an enrolled terminal. */
export function SignIn({ why, username }: Props) {
  const words = useWords();
  const [challenge, setChallenge] = useState<string>();
  const here = terminal();
  const [byPin, setByPin] = useState(why === 'locked' && here !== undefined);
  return (
    <Center mih="100vh" p="md" component="main">
      <Card withBorder w={420} maw="100%" padding="lg">
        <Stack>
          <div>
            <Title order={1}>{words.name}</Title>
            <Text className="muted">{words.signIn.about}</Text>
            {here && <Text className="muted">{words.signIn.atTerminal(here.code)}</Text>}
          </div>
          <Away />
          {why === 'ended' && <Alert role="status">{words.signIn.ended}</Alert>}
          {why === 'locked' && <Alert role="status">{words.signIn.locked}</Alert>}
          {why === 'elsewhere' && <Alert role="status">{words.signIn.elsewhere}</Alert>}
          {challenge ? (
            <CodeForm challenge={challenge} />
          ) : byPin ? (
            <PinForm username={username} />
          ) : (
            <PasswordForm username={username} onChallenge={setChallenge} />
          )}
          {!challenge && <ByProvider onChallenge={setChallenge} />}
          {here && !challenge && (
            <Button variant="subtle" onClick={() => setByPin(!byPin)}>
              {byPin ? words.signIn.withPassword : words.signIn.withPin}
            </Button>
          )}
          <Text size="sm" className="muted">
            {words.signIn.eachTab}
          </Text>
          <Group justify="space-between">
            <Anchor href="/about">{words.signIn.links}</Anchor>
            <LanguageButton />
          </Group>
        </Stack>
      </Card>
    </Center>
  );
}

/** Nobody can sign in without a server, and the page says so by itself. */
function Away() {
  const words = useWords();
  const { online } = useNetwork();
  const isAway = useServerAway();
  return online && !isAway ? null : (
    <div className="offline" role="alert">
      {words.terminal.away}
    </div>
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
        visibilityToggleButtonProps={{ 'aria-label': words.signIn.showPassword }}
      />
    </Form>
  );
}

function CodeForm({ challenge }: { readonly challenge: string }) {
  const words = useWords();
  const [code, setCode] = useState('');
  const [isRecovery, setRecovery] = useState(false);
  const act = useAct(async () => {
    const shown = isRecovery ? { recoveryCode: code } : { code };
    begin(await answerOf(postApiV1AuthLoginSecondFactor({ body: { challenge, ...shown } })));
  });
  return (
    <Form onSubmit={() => void act.run(undefined)} isBusy={act.isBusy} problem={act.problem}>
      <TextInput
        label={isRecovery ? words.signIn.recoveryCode : words.signIn.code}
        description={isRecovery ? undefined : words.signIn.codeAbout}
        inputMode={isRecovery ? 'text' : 'numeric'}
        autoComplete="one-time-code"
        autoFocus
        required
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      {!isRecovery && (
        <Button variant="subtle" size="compact-sm" w="fit-content" onClick={() => setRecovery(true)}>
          {words.signIn.recovery}
        </Button>
      )}
    </Form>
  );
}

/** A name with a PIN; or a badge alone, which its reader types and ends by Enter. */
function PinForm({ username: before = '' }: { readonly username?: string }) {
  const words = useWords();
  const [who, setWho] = useState(before);
  const [pin, setPin] = useState('');
  const pinField = useRef<HTMLInputElement>(null);
  const act = useAct(async (body: SwitchDto) => {
    try {
      begin(await answerOf<SessionResponse>(postApiV1AuthSwitch({ body })));
    } finally {
      setPin('');
      if (body.badge) setWho('');
    }
  });
  const submit = () => {
    if (pin !== '') void act.run({ username: who, pin });
    else if (isBadge(who)) void act.run({ badge: who });
    else pinField.current?.focus();
  };
  return (
    <Form onSubmit={submit} isBusy={act.isBusy} problem={act.problem}>
      <TextInput
        label={words.signIn.nameOrBadge}
        autoComplete="username"
        autoFocus={before === ''}
        required
        value={who}
        onChange={(event) => setWho(event.currentTarget.value)}
      />
      <PasswordInput
        ref={pinField}
        label={words.signIn.pin}
        description={words.signIn.pinAbout}
        inputMode="numeric"
        autoComplete="off"
        autoFocus={before !== ''}
        value={pin}
        onChange={(event) => setPin(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': words.signIn.showPin }}
      />
    </Form>
  );
}

/** What readers say of a badge is long and has digits; a username that looks so is asked for its PIN. */
const isBadge = (text: string): boolean => /^(?:[0-9A-Za-z][:-]?){8,64}$/.test(text) && /\d{2}/.test(text);

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
