import { Button, Card, Center, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import {
  postApiV1AuthTotpConfirm,
  postApiV1AuthTotpEnrol,
  type CodeDto,
  type EnrolmentResponse,
  type ReauthenticationDto,
} from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { goOn } from '../api/session.ts';
import { ActForm } from '../shell/act-form.tsx';
import { PasswordField } from '../shell/password-field.tsx';
import { useFields } from '../shell/use-fields.ts';
import { useWords } from '../words/use-words.ts';

/** Stands before everything else for roles that need an authenticator and have none. */
export function SecondFactorFirst() {
  const words = useWords();
  return (
    <Center mih="100vh" component="main">
      <Card withBorder w={460}>
        <Stack>
          <Title order={1} size="h3">
            {words.account.factorNeeded}
          </Title>
          <EnrolSecondFactor />
        </Stack>
      </Card>
    </Center>
  );
}

/** An authenticator: its seed as a picture and as text, the first code, and the recovery codes, shown once. */
export function EnrolSecondFactor() {
  const words = useWords();
  const [seed, setSeed] = useState<EnrolmentResponse & { picture: string }>();
  const [codes, setCodes] = useState<readonly string[]>();
  const { fields, typed } = useFields({ password: '' });
  const act = useAct(async (body: ReauthenticationDto) => {
    const enrolment = await answerOf(postApiV1AuthTotpEnrol({ body }));
    const { renderSVG } = await import('uqr');
    const picture = `data:image/svg+xml,${encodeURIComponent(renderSVG(enrolment.otpauthUri))}`;
    setSeed({ ...enrolment, picture });
  });
  if (codes) return <Codes codes={codes} />;
  if (seed) return <Confirm seed={seed} onCodes={setCodes} />;
  return (
    <ActForm act={act} label={words.account.factorBegin} onSubmit={() => void act.run(fields)}>
      <PasswordField label={words.account.password} {...typed('password')} />
    </ActForm>
  );
}

function Confirm({
  seed,
  onCodes,
}: {
  readonly seed: EnrolmentResponse & { picture: string };
  readonly onCodes: (codes: readonly string[]) => void;
}) {
  const words = useWords();
  const { fields, typed } = useFields({ code: '' });
  const act = useAct(async (body: CodeDto) => {
    onCodes((await answerOf(postApiV1AuthTotpConfirm({ body }))).recoveryCodes);
  });
  return (
    <ActForm act={act} label={words.account.factorConfirm} onSubmit={() => void act.run(fields)}>
      <Text>{words.account.factorScan}</Text>
      <img className="qr" src={seed.picture} alt={words.account.factorTitle} width={200} height={200} />
      <Text>
        {words.account.factorKey} <code className="hash">{seed.secret}</code>
      </Text>
      <TextInput
        label={words.signIn.code}
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus
        required
        {...typed('code')}
      />
    </ActForm>
  );
}

function Codes({ codes }: { readonly codes: readonly string[] }) {
  const words = useWords();
  return (
    <Stack>
      <Text>{words.account.factorCodes}</Text>
      <ul className="hash plain">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Button w="fit-content" onClick={() => void goOn()}>
        {words.account.factorDone}
      </Button>
    </Stack>
  );
}
