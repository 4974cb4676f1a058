import { hoursAgo, potassium, report } from '../results/reports.js';
import { anAdmission, anOrder } from './builders.js';
import { aStoredFile } from './files.js';
import type { World } from './world.js';

/** One record of each kind, of one patient, by the part of the address they are found under. */
export interface WholeChart {
  readonly patientId: string;
  readonly ids: Readonly<Record<string, string>>;
}

/** Charts a patient with one of everything, as the people of the hospital do. */
export async function aWholeChart(world: World, wardId = world.wards[0].id): Promise<WholeChart> {
  const doctor = world.as('doctor');
  const { id: encounterId, patientId } = await anAdmission(world, { wardId, bedId: null });
  const create = async (path: string, body: object, as = doctor): Promise<string> => {
    const answer = await as.post(path, body);
    if (answer.status !== 201) throw new Error(`${path}: ${answer.text}`);
    return answer.body.id;
  };
  const vitals = await create(`/api/v1/encounters/${encounterId}/vitals`, {
    effectiveAt: new Date().toISOString(),
    heartRate: 88,
  });
  const note = await create(`/api/v1/encounters/${encounterId}/notes`, {
    type: 'progress',
    sections: [{ code: 'course', text: 'Tỉnh, không sốt' }],
  });
  const order = await anOrder(world, { encounterId });
  const result = await create(
    `/api/v1/orders/${order.id}/results`,
    report([potassium(4.1)], { effectiveAt: hoursAgo(0) }),
    world.as('lab'),
  );
  const allergy = await create(`/api/v1/patients/${patientId}/allergies`, {
    code: { system: 'http://www.whocc.no/atc', code: 'J01C', display: 'Penicillin' },
    category: 'medication',
  });
  const problem = await create(`/api/v1/patients/${patientId}/problems`, {
    code: { system: 'http://hl7.org/fhir/sid/icd-10', code: 'J18.9', display: 'Viêm phổi' },
  });
  const file = await aStoredFile(world, `/api/v1/encounters/${encounterId}/files`, {}, doctor);
  await doctor.get(`/api/v1/encounters/${encounterId}/documents/wristband.pdf`);
  const printed = await doctor.get(`/api/v1/patients/${patientId}/documents`);
  return {
    patientId,
    ids: {
      documents: printed.body.items[0].id,
      files: file.id,
      patients: patientId,
      encounters: encounterId,
      vitals,
      notes: note,
      orders: order.id,
      results: result,
      allergies: allergy,
      problems: problem,
    },
  };
}
