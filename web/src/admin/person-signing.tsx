import { Alert, Anchor, Button, Code, Text, Textarea, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  getApiV1StaffByIdSigningCertificate,
  postApiV1StaffByIdSigningCertificate,
  postApiV1StaffByIdSigningCertificateWithdraw,
  postApiV1StaffByIdSigningRequest,
  type CertificateResponse,
} from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ServiceProblem } from '../api/problem.ts';
import { Folded } from '../chart/folded.tsx';
import { ActForm } from '../shell/act-form.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { Section } from '../shell/section.tsx';
import { useFields } from '../shell/use-fields.ts';
import { Waiting } from '../shell/waiting.tsx';
import { fullMoment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import type { PersonProps } from './person-screen.tsx';

/** The certificate of a licensed CA that the person's signatures carry: whose, until when, what is wrong; request, install, withdraw. */
export function SigningCertificate({ person, onDone }: PersonProps) {
  const words = useWords();
  const queries = useQueryClient();
  const key = ['signing-certificate', person.id];
  const certificate = useQuery({ queryKey: key, queryFn: () => certificateOf(person.id) });
  const done = () => {
    void queries.invalidateQueries({ queryKey: key });
    onDone();
  };
  const isHere = person.status !== 'left';
  return (
    <Section title={words.staff.signing}>
      <Text className="muted">{words.staff.signingAbout}</Text>
      <Waiting of={certificate}>
        {(found) => (
          <>
            {found ? <Certificate of={found} /> : <Text role="status">{words.staff.noCertificate}</Text>}
            {isHere && <RequestFile person={person} />}
            {isHere && (
              <Folded label={words.staff.install}>
                <Install id={person.id} onDone={done} />
              </Folded>
            )}
            {found && (
              <Folded label={words.staff.withdraw}>
                <Withdraw id={person.id} onDone={done} />
              </Folded>
            )}
          </>
        )}
      </Waiting>
    </Section>
  );
}

/** Null for whoever signs with the hospital's key alone. */
async function certificateOf(id: string): Promise<CertificateResponse | null> {
  try {
    return (await answerOf(getApiV1StaffByIdSigningCertificate({ path: { id } }))).certificate;
  } catch (error) {
    if (error instanceof ServiceProblem && error.code === 'signing-certificate-missing') return null;
    throw error;
  }
}

function Certificate({ of }: { readonly of: CertificateResponse }) {
  const words = useWords();
  return (
    <div>
      <Text fw={600}>{of.subject}</Text>
      <Text>{words.staff.issuedBy(of.issuer)}</Text>
      <Text>{words.staff.valid(fullMoment(of.validFrom), fullMoment(of.validTo))}</Text>
      <Text className="muted">
        {words.staff.serial} <span className="hash">{of.serialNumber}</span> · {words.staff.fingerprint}{' '}
        <Code className="hash">{of.fingerprint}</Code>
      </Text>
      {of.demo && <Alert color="orange">{words.staff.demoCertificate}</Alert>}
      {of.breach && (
        <Alert color="red" role="status">
          {of.breachText}
        </Alert>
      )}
    </div>
  );
}

/** The request for the CA, as a file. */
function RequestFile({ person }: Pick<PersonProps, 'person'>) {
  const words = useWords();
  const [request, setRequest] = useState<string>();
  const act = useAct(async (_: undefined, key) => {
    const call = { path: { id: person.id }, headers: { 'Idempotency-Key': key } };
    setRequest((await answerOf(postApiV1StaffByIdSigningRequest(call))).request);
  });
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        w="fit-content"
        loading={act.isBusy}
        onClick={() => void act.run(undefined)}
      >
        {words.staff.request}
      </Button>
      <ProblemNotice problem={act.problem} />
      {request && (
        <>
          <Text role="status">
            {words.staff.requestMade}{' '}
            <Anchor href={`data:application/pkcs10,${encodeURIComponent(request)}`} download={`${person.username}.csr`}>
              {words.staff.requestFile(person.username)}
            </Anchor>
          </Text>
          <Textarea label={words.staff.requestText} readOnly autosize maxRows={6} value={request} />
        </>
      )}
    </>
  );
}

interface ActProps {
  readonly id: string;
  readonly onDone: () => void;
}

function Install({ id, onDone }: ActProps) {
  const words = useWords();
  const { fields, typed, clear } = useFields({ certificates: '' }, `signing certificate ${id}`);
  const act = useAct(async (body: { certificates: string }, key) => {
    const call = { path: { id }, body, headers: { 'Idempotency-Key': key } };
    await answerOf(postApiV1StaffByIdSigningCertificate(call));
    clear();
    onDone();
  });
  return (
    <ActForm act={act} label={words.staff.install} onSubmit={() => void act.run(fields)}>
      <Textarea
        label={words.staff.certificates}
        description={words.staff.certificatesHint}
        required
        autosize
        minRows={3}
        maxRows={10}
        {...typed('certificates')}
      />
    </ActForm>
  );
}

function Withdraw({ id, onDone }: ActProps) {
  const words = useWords();
  const { fields, typed, clear } = useFields({ reason: '' }, `withdraw certificate ${id}`);
  const act = useAct(async (body: { reason: string }) => {
    await answerOf(postApiV1StaffByIdSigningCertificateWithdraw({ path: { id }, body }));
    clear();
    onDone();
  });
  return (
    <ActForm act={act} label={words.staff.withdraw} color="red.9" onSubmit={() => void act.run(fields)}>
      <Text>{words.staff.withdrawAbout}</Text>
      <TextInput label={words.admin.reason} required maxLength={500} {...typed('reason')} />
    </ActForm>
  );
}
