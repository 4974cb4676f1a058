import { Caller } from './caller.js';

/** Who plays, and with whom. */
export interface Desk {
  readonly base: string;
  readonly password: string;
  readonly registrar: Caller;
  readonly nurse: Caller;
  readonly motherId: string;
}

/** A newborn gets its mother's name and the time of its birth; both bracelets are compared by who cares for her, and a wrong one stops. */
export async function registerNewborn({ registrar, nurse, motherId }: Desk): Promise<string> {
  const bornAt = new Date(Date.now() - 600_000).toISOString();
  const newborn = { motherId, bornAt, weightGrams: 3100, gestationalWeeks: 39 };
  const { body } = await registrar.post('/api/v1/patients', { sex: 'female', newborn });
  const name = String(body.fullName);
  if (!name.startsWith('Con bà ')) throw new Error(`the newborn is called ${name}`);
  const mother = await registrar.get(`/api/v1/patients/${motherId}`);
  const scan = (motherBracelet: unknown) =>
    nurse.tryPost(`/api/v1/patients/${String(body.id)}/mother-checks`, {
      ...{ motherBracelet, newbornBracelet: body.mrn, occasion: 'handover' },
    });
  const [wrong, right] = [await scan(body.mrn), await scan(mother.body.mrn)];
  if (wrong.status !== 409 || right.status !== 201) throw new Error(`compared with ${wrong.status}, ${right.status}`);
  return `${name}, 3100 g, linked to her; a wrong bracelet stopped the nurse, the right pair is recorded`;
}

/** Somebody is registered a second time, found, merged, and taken apart again. */
export async function mergeAndUnmerge({ base, password, registrar }: Desk): Promise<string> {
  const officer = await Caller.signIn(base, 'records-officer', password);
  const input = { fullName: 'Vũ Thị Trùng Tên', sex: 'female', birthDate: '1988-02-14' };
  const first = await registrar.post('/api/v1/patients', input);
  const second = await registrar.post('/api/v1/patients', input);
  const warned = ((second.body.duplicates ?? []) as object[]).length;
  if (warned === 0) throw new Error('nobody was warned of the second registration');
  const stays = `/api/v1/patients/${String(first.body.id)}`;
  const because = { otherId: second.body.id, reason: 'Cùng một người, đăng ký hai lần' };
  const merged = await officer.post(`${stays}/merge`, because, { 'If-Match': first.tag });
  const back = { mergeId: merged.body.mergeId, reason: 'Gộp thử, hai người khác nhau' };
  await officer.post(`${stays}/unmerge`, back, { 'If-Match': `"${String(merged.body.version)}"` });
  const { body } = await registrar.get(`/api/v1/patients/${String(second.body.id)}`);
  if (body.id !== second.body.id) throw new Error('the second record did not come back');
  return `${warned} warned of; merged, and both are there again`;
}
