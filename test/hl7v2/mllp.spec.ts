import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { framed, MllpFraming } from '../../src/integration/hl7v2/mllp/mllp-framing.js';
import { MllpListener } from '../../src/integration/hl7v2/mllp/mllp.listener.js';
import { aMachine, approve } from '../clients/machines.js';
import { anAdmission, anEncounter, anOrder, aPatient, closeRecord, endEncounter } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { aLis, message, obr, pid, potassiumOf, PUBLIC_URL, inbox } from './messages.js';

const CONNECTIONS = 100;
const MESSAGES = 60;

let world: World;
let port: number;
beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL, HL7_MLLP_PORT: '0' });
  port = (await world.app.get(MllpListener, { strict: false }).listen())!;
  const hl7v2 = { application: 'LIS', facility: 'XN', addresses: ['127.0.0.0/8'] };
  await aMachine(world, ['system/DiagnosticReport.c'], { clientId: 'lis', hl7v2 });
});
afterAll(async () => {
  await world.app.get(MllpListener, { strict: false }).close();
  await world.close();
});

/** A line of a laboratory: messages go out one after the other, each when the one before was answered. */
class Line {
  readonly closed: Promise<boolean>;

  private constructor(
    private readonly socket: Socket,
    private readonly framing = new MllpFraming(1e6),
  ) {
    this.closed = new Promise((resolve) => socket.once('close', () => resolve(true)));
  }

  static open(): Promise<Line> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(new Line(socket)));
      socket.once('error', reject);
    });
  }

  /** Sends bytes as they are; resolves with the next answer, or undefined when the line was closed. */
  send(...chunks: Buffer[]): Promise<string | undefined> {
    return new Promise((resolve) => {
      const take = (chunk: Buffer) => {
        const [answer] = this.framing.take(chunk) ?? [];
        if (!answer) return;
        this.socket.off('data', take);
        resolve(answer.toString('utf8'));
      };
      this.socket.on('data', take).once('close', () => resolve(undefined));
      for (const chunk of chunks) this.socket.write(chunk);
    });
  }

  /** Sends bytes, and waits for as many answers. */
  collect(count: number, bytes: Buffer): Promise<string[]> {
    return new Promise((resolve, reject) => {
      const answers: string[] = [];
      this.socket.once('close', () => reject(new Error('the line was closed')));
      this.socket.on('data', (chunk) => {
        answers.push(...(this.framing.take(chunk) ?? []).map((answer) => answer.toString('utf8')));
        if (answers.length === count) resolve(answers);
      });
      this.socket.write(bytes);
    });
  }

  write(bytes: Buffer): void {
    this.socket.write(bytes);
  }

  close(): void {
    this.socket.destroy();
  }
}

const ask = async (text: string): Promise<string> => {
  const line = await Line.open();
  const answer = await line.send(framed(Buffer.from(text)));
  line.close();
  return answer ?? '';
};

async function order() {
  const patient = await aPatient(world);
  const { id: encounterId } = await anEncounter(world, { patientId: patient.id });
  return { patient, order: await anOrder(world, { encounterId }) };
}

describe('HL7 v2 over MLLP', () => {
  it('comes into the chart as over HTTP, as the client that is registered for it, in however many pieces', async () => {
    const { patient, order: one } = await order();
    const bytes = framed(Buffer.from(message([pid({ mrn: patient.mrn }), obr(one.number, 'M1'), potassiumOf(4.4)])));
    const line = await Line.open();
    const answer = await line.send(Buffer.from('\r\n'), bytes.subarray(0, 30), bytes.subarray(30));
    line.close();
    expect(answer).toMatch(/\rMSA\|AA\|/);
    const { body } = await world.as('doctor').get(`/api/v1/patients/${patient.id}/results`);
    expect(body.items).toMatchObject([{ observations: [{ value: 4.4 }] }]);
    const events = await world.sql(
      'SELECT DISTINCT username, actor_kind, host(address) AS address FROM audit.event WHERE patient_id = $1 AND actor_kind = $2',
      [patient.id, 'client'],
    );
    expect(events).toEqual([{ username: 'lis', actor_kind: 'client', address: '127.0.0.1' }]);
  });

  it('answers by commit, by application, or by both in turn, as the sender asks; what comes again is answered as before', async () => {
    const { patient, order: one } = await order();
    const header = (id: string, commit: string, application: string) =>
      `MSH|^~\\&|LIS|XN|E|B|20261123||ORU^R01^ORU_R01|${id}|P|2.5.1|||${commit}|${application}||UNICODE UTF-8`;
    const text = (id: string, value: string) =>
      message([pid({ mrn: patient.mrn }), obr(one.number, 'K1'), potassiumOf(value)], {
        header: header(id, 'AL', 'AL'),
      });
    // Made once: a second later its times would be others, and with them the message.
    const sent = framed(Buffer.from(text('K1', '4.4')));
    const twoOf = async () => {
      const line = await Line.open();
      const answers = await line.collect(2, sent);
      line.close();
      return answers;
    };
    const both = await twoOf();
    const again = await twoOf();
    expect(both.map((answer) => /MSA\|(\w\w\|K1)/.exec(answer)?.[1])).toEqual(['CA|K1', 'AA|K1']);
    expect(again).toEqual(both);
    const unknown = message([pid({ mrn: '0' }), obr(one.number, 'K2'), potassiumOf(4)], {
      header: header('K2', 'AL', 'NE'),
    });
    expect(await ask(unknown)).toMatch(
      /MSA\|CA\|K2\|.*\rERR\|\|\|0\^Message accepted\^HL70357\|W\|kept.*\rERR\|\|PID\^1\^3\^1\|204\^/s,
    );
    expect(await ask(message([], { header: header('K3', 'AL', 'NE') }))).toMatch(/MSA\|CE\|K3/);
    expect(await ask(message([], { header: header('K4', 'AL', 'AL').replace('ORU^R01^ORU_R01', 'SIU^S12') }))).toMatch(
      /MSA\|CR\|K4/,
    );
  });

  it('is rejected from whoever is not registered and approved; who tried is in the log and on the trail, and nothing of what it says', async () => {
    const header = (application: string, facility: string, id: string) =>
      `MSH|^~\\&|${application}|${facility}|E|B|20261123||ORU^R01|${id}|P|2.5`;
    const said = ['PID|1||79014-00000001^^^MRN^MR||NGUYEN^ANH'];
    for (const [application, facility] of [
      ['KHAC', 'XN'],
      ['LIS', 'KHAC'],
    ] as const) {
      const text = message(said, { header: header(application, facility, 'M2') });
      expect(await ask(text)).toMatch(/MSA\|AR\|M2.*\rERR\|\|MSH\^1\^3/);
      expect(await ask(text)).toMatch(/MSA\|AR\|M2/);
      const kept = await world.sql(
        `SELECT sender, host(address) AS address, state, convert_from(content, 'UTF8') AS content FROM incoming_message
          WHERE namespace = $1 AND control_id = 'M2'`,
        [`${application}|${facility}`],
      );
      expect(kept).toEqual([
        { sender: '', address: '127.0.0.1', state: 'rejected', content: header(application, facility, 'M2') },
      ]);
    }
    const { body } = await world.as('admin').get('/api/v1/messages?state=rejected');
    expect(body.items).toMatchObject([
      { controlId: 'M2', sender: null, senderSystem: 'LIS|KHAC', reasons: [{ code: 'sender-unknown' }] },
      { controlId: 'M2', sender: null, senderSystem: 'KHAC|XN' },
    ]);
    const refusals = await world.sql(
      `SELECT detail->>'namespace' AS who FROM audit.event WHERE kind = 'refusal' AND detail->>'why' = 'sender-unknown' ORDER BY id`,
    );
    expect(refusals.map(({ who }) => who)).toEqual(['KHAC|XN', 'KHAC|XN', 'LIS|KHAC', 'LIS|KHAC']);
  });

  it('is taken from a new address only once that is approved', async () => {
    const asked = (id: string) => ask(message([], { header: `MSH|^~\\&|XA|XN|E|B|20261123||ORU^R01|${id}|P|2.5` }));
    const elsewhere = { application: 'XA', addresses: ['10.0.0.1'] };
    const { id } = await aMachine(world, ['system/DiagnosticReport.c'], { hl7v2: elsewhere });
    expect(await asked('M3')).toMatch(/MSA\|AR\|M3/);
    const moved = await world
      .as('admin')
      .patch(`/api/v1/clients/${id}`, { hl7v2: { ...elsewhere, addresses: ['127.0.0.1'] } }, { 'If-Match': '"2"' });
    expect([moved.status, moved.body.approval]).toEqual([200, 'waiting']);
    expect(await asked('M3')).toMatch(/MSA\|AR\|M3/);
    expect((await approve(world, id, moved.body.version)).status).toBe(200);
    expect(await asked('M3')).toMatch(/MSA\|AE\|M3/);
    // One that sends messages no more is nobody's that is known here, from then on.
    const silent = await world.as('admin').patch(`/api/v1/clients/${id}`, { hl7v2: null }, { 'If-Match': '"4"' });
    expect([silent.status, silent.body.approval]).toEqual([200, 'approved']);
    expect(await asked('M4')).toMatch(/MSA\|AR\|M4/);
  });

  it(`${MESSAGES} results over ${CONNECTIONS} lines, each sent twice, beside lines that stop in a message and one that waits for no answer: none lost, none twice, and a nurse charts`, async () => {
    const orders: Awaited<ReturnType<typeof order>>[] = [];
    for (let n = 0; n < MESSAGES; n++) orders.push(await order());
    const texts = orders.map(({ patient, order: one }, n) =>
      framed(Buffer.from(message([pid({ mrn: patient.mrn }), obr(one.number, `N${n}`), potassiumOf(4 + n / 100)]))),
    );
    const stopped = await Promise.all(Array.from({ length: 20 }, () => Line.open()));
    for (const [at, line] of stopped.entries()) line.write(texts[at]!.subarray(0, 100));
    const hasty = await Line.open();
    const lines = await Promise.all(Array.from({ length: CONNECTIONS }, () => Line.open()));
    const chart = async () => {
      const path = `/api/v1/encounters/${orders[0]!.order.encounterId}/vitals`;
      const statuses: number[] = [];
      for (let n = 0; n < 10; n++) statuses.push((await world.as('nurse').post(path, { heartRate: 70 + n })).status);
      return statuses;
    };
    const [charted, unwaited, ...answers] = await Promise.all([
      chart(),
      hasty.collect(MESSAGES, Buffer.concat(texts)),
      ...lines.map(async (line, at) => {
        const own: (string | undefined)[] = [];
        for (let n = at; n < 2 * MESSAGES; n += CONNECTIONS) own.push(await line.send(texts[n % MESSAGES]!));
        line.close();
        return own;
      }),
    ]);
    for (const line of [...stopped, hasty]) line.close();
    expect(charted).toEqual(Array<number>(10).fill(201));
    expect([...unwaited, ...answers.flat()].filter((answer) => !answer?.includes('\rMSA|AA|'))).toEqual([]);
    const rows = await world.sql<{ reports: number; values: number; numbers: number }>(
      `SELECT (SELECT count(*)::int FROM diagnostic_report WHERE order_id = ANY($1)) AS reports,
        (SELECT count(*)::int FROM observation o JOIN diagnostic_report r ON r.id = o.report_id WHERE r.order_id = ANY($1)) AS values,
        (SELECT count(*)::int FROM received_report WHERE number LIKE 'N%') AS numbers`,
      [orders.map(({ order: one }) => one.id)],
    );
    expect(rows).toEqual([{ reports: MESSAGES, values: MESSAGES, numbers: MESSAGES }]);
  });

  it('a message of 5 MB comes into the chart, and a nurse charts meanwhile', async () => {
    const { patient, order: one } = await order();
    const scan = `OBX|2|ED|11502-2^Phieu^LN||^application^pdf^Base64^${Buffer.alloc(3_750_000, 'x').toString('base64')}||||||F`;
    const text = message([pid({ mrn: patient.mrn }), obr(one.number, 'M5'), potassiumOf(4.4), scan]);
    const chart = () => world.as('nurse').post(`/api/v1/encounters/${one.encounterId}/vitals`, { heartRate: 80 });
    const [answer, ...charted] = await Promise.all([ask(text), chart(), chart(), chart()]);
    expect([answer, ...charted.map(({ status }) => status)]).toEqual([
      expect.stringContaining('\rMSA|AA|'),
      ...[201, 201, 201],
    ]);
    const { body } = await world.as('doctor').get(`/api/v1/patients/${patient.id}/results`);
    const values = body.items.flatMap(({ observations }: { observations: object[] }) => observations);
    expect(values).toEqual(expect.arrayContaining([expect.objectContaining({ value: 4.4 })]));
    expect(values).toHaveLength(2);
  });

  it('a message that is larger than is taken is refused with its number, ends the line, and so the service stays', async () => {
    const line = await Line.open();
    const large = '\x0bMSH|^~\\&|LIS|XN|E|B|20261123||ORU^R01|M8|P|2.5\rNTE|1||';
    expect(await line.send(Buffer.from(large), Buffer.alloc(9_000_000, 'x'))).toMatch(
      /MSA\|AR\|M8.*too large|quá lớn/s,
    );
    expect(await line.closed).toBe(true);
    expect(await ask(message([], { header: 'MSH|^~\\&|LIS|XN|E|B|20261123||SIU^S12|M9|P|2.5' }))).toMatch(
      /MSA\|AR\|M9/,
    );
  });

  it('two in one packet are answered in turn; noise between frames and an end without its carriage return are borne', async () => {
    const line = await Line.open();
    const sent = ['F1', 'F2'].map((id) =>
      Buffer.from(message([], { header: `MSH|^~\\&|LIS|XN|E|B|20261123||SIU^S12|${id}|P|2.5` })),
    );
    const noise = Buffer.from('\r\nxx\x1c');
    const answers = await line.collect(
      2,
      Buffer.concat([noise, framed(sent[0]!).subarray(0, -1), noise, framed(sent[1]!)]),
    );
    line.close();
    expect(answers.map((answer) => /MSA\|(A.\|F\d)/.exec(answer)?.[1])).toEqual(['AR|F1', 'AR|F2']);
  });

  it('a message that never ended, and whose line broke, is nothing: sent whole it is taken', async () => {
    const { patient, order: one } = await order();
    const text = message([pid({ mrn: patient.mrn }), obr(one.number, 'H1'), potassiumOf(4.4)]);
    const half = await Line.open();
    half.write(framed(Buffer.from(text)).subarray(0, -2));
    half.close();
    expect(await ask(text)).toMatch(/\rMSA\|AA\|/);
    expect(await ask(text)).toMatch(/\rMSA\|AA\|/);
    const { body } = await world.as('doctor').get(`/api/v1/patients/${patient.id}/results`);
    expect(body.items).toHaveLength(1);
  });
});

describe.each(['MLLP', 'HTTP'])(
  'A critical result that comes over %s when much has happened since it was ordered',
  (door) => {
    let overHttp: (text: string) => Promise<string>;
    beforeAll(async () => {
      const lis = await aLis(world, `lis-${door.toLowerCase()}`);
      overHttp = async (text) => (await lis.send(text)).text;
    });
    const send = (...segments: string[]) => (door === 'MLLP' ? ask(message(segments)) : overHttp(message(segments)));
    const codesOf = (ack: string) => [...ack.matchAll(/\rERR\|[^\r]*\|W\|([a-z-]+)/g)].map(([, code]) => code);
    const etag = async (id: string) => ({
      'If-Match': (await world.as('doctor').get(`/api/v1/patients/${id}`)).headers.etag!,
    });
    const told = async (id: string) => {
      const { items } = (await world.as('doctor').get(`/api/v1/patients/${id}/results`)).body;
      const open = await world.sql(
        `SELECT 1 FROM task WHERE patient_id = $1 AND kind = 'critical-result' AND status = 'open'`,
        [id],
      );
      return [
        items.flatMap(({ observations }: { observations: { value: number }[] }) =>
          observations.map(({ value }) => value),
        ),
        open.length,
      ];
    };
    /** Somebody as the laboratory knew them, with the result of their order. */
    async function known(fields: object = {}) {
      const patient = await aPatient(world, { fullName: 'Lê Thị Ngọc Ánh', ...fields });
      const { id: encounterId } = await anEncounter(world, { patientId: patient.id });
      const order = await anOrder(world, { encounterId });
      const person = pid({ mrn: patient.mrn, name: 'LE^ANH^THI NGOC', birthDate: '19800203', sex: 'F' });
      return {
        ...patient,
        encounterId,
        order,
        person,
        result: [obr(order.number, `${door} ${order.number}`), potassiumOf(7.9)],
      };
    }

    it('is the survivor’s where the record was merged, under its old number', async () => {
      const [gone, survivor] = [await known(), await aPatient(world, { fullName: 'Lê Thị Ngọc Ánh' })];
      const merge = { otherId: gone.id, reason: 'Một người, hai hồ sơ' };
      const path = `/api/v1/patients/${survivor.id}/merge`;
      const merged = await world.as('records-officer').post(path, merge, await etag(survivor.id));
      expect(merged.status).toBe(201);
      expect(await send(gone.person, ...gone.result)).toMatch(/MSA\|AA/);
      expect(await told(survivor.id)).toEqual([[7.9], 1]);
    });

    it('is in the chart of who has died, who has left, and whose stay is over, and somebody is told', async () => {
      const [dead, left] = [await known(), await known()];
      const death = { cause: 'Suy hô hấp' };
      await world.as('doctor').post(`/api/v1/patients/${dead.id}/death`, death, await etag(dead.id));
      await endEncounter(world, left.encounterId);
      for (const one of [dead, left]) {
        expect(codesOf(await send(one.person, ...one.result))).toEqual([]);
        expect(await told(one.id)).toEqual([[7.9], 1]);
      }
    });

    it('comes into the record that was closed, which tells so, and is told to ward and doctor; so are its correction and its withdrawal', async () => {
      const one = await known();
      await closeRecord(world, one.encounterId);
      expect(codesOf(await send(one.person, ...one.result))).toEqual([]);
      expect(await told(one.id)).toEqual([[7.9], 1]);
      for (const who of ['doctor', 'nurse'] as const) {
        const { items } = (await world.as(who).get('/api/v1/tasks/mine?limit=100')).body;
        const own = items.filter(({ patient }: { patient: { id: string } | null }) => patient?.id === one.id);
        expect([who, own]).toMatchObject([who, [{ kind: 'critical-result' }]]);
      }
      const closing = async () => (await world.as('doctor').get(`/api/v1/encounters/${one.encounterId}/closing`)).body;
      expect(await closing()).toMatchObject({ matches: true, state: 'changed', changed: [{ id: one.order.id }] });
      const filler = `${door} ${one.order.number}`;
      const again = (obr25: string, value: number, obx11: string) =>
        send(one.person, obr(one.order.number, filler, { status: obr25 }), potassiumOf(value, { status: obx11 }));
      expect(codesOf(await again('C', 4.1, 'C'))).toEqual([]);
      expect(await told(one.id)).toEqual([[4.1], 1]);
      expect(codesOf(await again('', 4.1, 'D'))).toEqual([]);
      const { body } = await world.as('doctor').get(`/api/v1/orders/${one.order.id}`);
      expect([body.status, body.statusReason]).toEqual(['active', 'Nơi trả kết quả đã thu hồi kết quả.']);
      expect(codesOf(await again('F', 4.2, 'F'))).toEqual([]);
      expect((await told(one.id))[0]).toEqual([4.2]);
    });

    it('waits for a person where the name, the birth date or the sex was corrected, or the visit is another’s; and then is told', async () => {
      const [other, ...changed] = [
        await anAdmission(world, { bedId: null }),
        await known(),
        await known(),
        await known(),
        await known(),
      ];
      const changes = [{ fullName: 'Lê Thị Ngọc Anh Thư' }, { birthDate: '1981-02-03' }, { sex: 'male' }];
      for (const [at, change] of changes.entries()) {
        const { id } = changed[at]!;
        expect((await world.as('registrar').patch(`/api/v1/patients/${id}`, change, await etag(id))).status).toBe(200);
      }
      const { visitNumber } = (await world.as('doctor').get(`/api/v1/encounters/${other.id}`)).body;
      const codes = ['name-differs', 'birth-date-differs', 'sex-differs', 'visit-of-another-patient'];
      for (const [at, one] of changed.entries()) {
        const visit = at === 3 ? [`PV1|1|I|||||||||||||||||${visitNumber}`] : [];
        expect(codesOf(await send(one.person, ...visit, ...one.result))).toEqual(['kept', codes[at]]);
        expect(await told(one.id)).toEqual([[], 0]);
        const items = await inbox(world);
        const entry = items.at(-1);
        expect([entry.suggestions[0].patient.id, entry.critical]).toEqual([one.id, ['Kali 7.9 mmol/L']]);
        const body = { patientId: one.id, confirmed: true, reason: 'Đã đối chiếu với khoa' };
        const path = `/api/v1/results/unmatched/${entry.id}/assign`;
        expect((await world.as('lab').post(path, body, { 'If-Match': `"${entry.version}"` })).status).toBe(200);
        expect(await told(one.id)).toEqual([[7.9], 1]);
      }
    });
  },
);
