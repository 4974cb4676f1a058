import { Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { patchApiV1StaffById, type UpdateStaffDto } from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ActForm } from '../shell/act-form.tsx';
import { Section } from '../shell/section.tsx';
import { useFields } from '../shell/use-fields.ts';
import { useWords } from '../words/use-words.ts';
import type { PersonProps } from './person-screen.tsx';

/** Name, practising certificate, and whether the person is on call for every ward; only what was changed is sent. */
export function PersonData({ person, onDone }: PersonProps) {
  const words = useWords();
  const start = { fullName: person.fullName, practisingCertificate: person.practisingCertificate ?? '' };
  const { fields, typed, clear } = useFields(start, `staff ${person.id}`);
  const [hospitalWide, setHospitalWide] = useState(person.hospitalWide);
  const act = useAct(async (body: UpdateStaffDto) => {
    const call = { path: { id: person.id }, body, headers: { 'If-Match': etag(person.version) } };
    const changed = await answerOf(patchApiV1StaffById(call));
    clear();
    onDone(changed);
  });
  const fullName = fields.fullName.trim();
  const certificate = fields.practisingCertificate.trim() || null;
  const change: UpdateStaffDto = {
    ...(fullName !== person.fullName && { fullName }),
    ...(certificate !== person.practisingCertificate && { practisingCertificate: certificate }),
    ...(hospitalWide !== person.hospitalWide && { hospitalWide }),
  };
  return (
    <Section title={words.staff.data}>
      <ActForm
        act={act}
        label={words.save}
        blocked={Object.keys(change).length === 0 ? words.nothingChanged : undefined}
        onSubmit={() => void act.run(change)}
      >
        <TextInput label={words.admin.fullName} required autoComplete="off" {...typed('fullName')} />
        <TextInput
          label={words.admin.certificate}
          description={words.admin.certificateHint}
          autoComplete="off"
          {...typed('practisingCertificate')}
        />
        <Checkbox
          label={words.staff.hospitalWide}
          description={words.staff.hospitalWideAbout}
          checked={hospitalWide}
          onChange={(event) => setHospitalWide(event.currentTarget.checked)}
        />
      </ActForm>
    </Section>
  );
}
