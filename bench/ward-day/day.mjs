// 24 scripted hours of a ward: several people at once order, verify, dispense, give, report over three doors, acknowledge and put right.
import { randomUUID } from 'node:crypto';
import {
  asFhir,
  asHl7,
  asJson,
  bag,
  CRITICAL_POTASSIUM,
  medication,
  ordersOf,
  PANELS,
  RACED,
  REFUSED,
  reportOf,
  STOPPED,
  storyOf,
  WENT_IN,
} from './plan.mjs';

const version = (n) => ({ 'if-match': `"${n}"` });
const ER7 = { 'content-type': 'x-application/hl7-v2+er7' };

/**
 * @param place where it is played: `call(as, method, path, body, headers)`, `rows(sql, values)`, `change(work)` for a write past the service, `wardId`, and `everyHours` of the doses
 * @param phase does something with each of a list, several people at once @returns what is to be accounted for
 */
export async function playDay(place, patients, phase) {
  const day = new Day(place);
  const stays = await phase(
    'patients admitted',
    Array.from({ length: patients }, (_, n) => n),
    (n) => day.admit(n),
  );
  const written = await phase('sets of 5 orders', stays, (stay) => day.order(stay));
  const orders = written.flat();
  await day.beADayAgo(orders, stays);
  const medicines = orders.filter(({ kind }) => kind === 'medication');
  await phase('medicines verified', medicines, ({ id }) => day.pharmacy(id, 'verify'));
  await phase('medicines dispensed', medicines, ({ id }) => day.dispense(id));
  await phase(
    'orders changed',
    orders.filter(({ story }) => story),
    (order) => day.change(order),
  );
  const sheets = await phase('sheets read', stays, ({ id }) =>
    day.must('nurse', 'GET', `/api/v1/encounters/${id}/mar`),
  );
  const running = new Set(medicines.filter(({ end }) => end === 'completed').map(({ id }) => id));
  const due = sheets.flatMap(({ items }) => items.filter((dose) => day.isDue(dose, running)));
  await phase(
    'doses',
    due.map((dose, n) => ({ dose, n: n + 1 })),
    ({ dose, n }) => day.give(dose, n),
  );
  const bags = await phase('bags ordered', stays, (stay) => day.orderBag(stay));
  await day.beADayAgo(bags, []);
  await phase('bags run', bags, (one) => day.run(one));
  const tests = orders.filter(({ kind }) => kind === 'laboratory').map((order) => ({ order, ...reportOf(order.nth) }));
  await phase(
    'preliminary reports',
    tests.filter(({ door }) => door !== 'fhir'),
    (one) => day.report(one, 'preliminary'),
  );
  await phase('final reports', tests, (one) => day.report(one, 'final'));
  await phase(
    'results for nobody',
    Array.from({ length: Math.ceil(patients / 7) }, (_, n) => n),
    (n) => day.lose(n),
  );
  await phase('results found again', await day.waiting(), (entry) => day.find(entry, stays));
  await phase('critical results told', await day.critical(), (task) => day.acknowledge(task));
  await phase(
    'medicines completed',
    medicines.filter(({ id }) => running.has(id)),
    (order) => day.complete(order),
  );
  return { orders, due, bags, tests, lost: day.lost, found: day.found, refused: day.refused, left: day.left };
}

class Day {
  /** Messages that belong to nobody or to a cancelled order; those of them that somebody placed; what was rightly refused; critical ones that nobody took. */
  lost = [];
  found = [];
  refused = 0;
  left = [];

  constructor({ call, rows, change, wardId, everyHours }) {
    Object.assign(this, { call, rows, changePast: change, ward: wardId, everyHours });
  }

  async must(...asked) {
    const answer = await this.call(...asked);
    if (answer.status >= 400) {
      throw new Error(`${asked[1]} ${asked[2]} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    }
    return answer.body;
  }

  async admit(n) {
    const fullName = `Nguyễn Văn Ngày ${randomUUID().replace(/[^a-f]/g, '')}`;
    const person = { fullName, sex: 'male', birthDate: `19${60 + (n % 30)}-0${1 + (n % 9)}-1${n % 9}` };
    const patient = await this.must('registrar', 'POST', '/api/v1/patients', person);
    const input = { patientId: patient.id, class: 'inpatient', wardId: this.ward, reason: 'Viêm phổi' };
    const stay = await this.must('doctor', 'POST', '/api/v1/encounters', input);
    return { id: stay.id, patientId: patient.id, mrn: patient.mrn, n };
  }

  async order({ id, mrn, n }) {
    const path = `/api/v1/encounters/${id}/orders`;
    const { orders } = await this.must('doctor', 'POST', path, { sign: true, orders: ordersOf(this.everyHours) });
    return orders.map((order, place) => ({
      ...order,
      mrn,
      nth: 2 * n + place - 3,
      story: storyOf(n, place),
      end: 'completed',
      encounterId: id,
    }));
  }

  /** As if they had lain there, and been ordered, a day ago. */
  beADayAgo(orders, stays) {
    const ids = (list) => list.map(({ id }) => id);
    return this.changePast(async (client) => {
      for (const [table, key] of [
        ['encounter', 'id'],
        ['stay', 'encounter_id'],
      ]) {
        const text = `UPDATE ${table} SET started_at = now() - interval '25 hours' WHERE ${key} = ANY($1)`;
        await client.query(text, [ids(stays)]);
      }
      const signed = `date_trunc('minute', now() - interval '24 hours')`;
      await client.query(`UPDATE service_order SET signed_at = ${signed} WHERE id = ANY($1)`, [ids(orders)]);
    });
  }

  pharmacy(id, what) {
    return this.must('pharmacist', 'POST', `/api/v1/orders/${id}/pharmacy/${what}`, {}, version(0));
  }
  dispense(id) {
    const pack = { quantity: 13, unit: '{tablet}', lot: 'B2411', expiresOn: '2031-06-30' };
    return this.must('pharmacist', 'POST', `/api/v1/orders/${id}/dispensings`, pack);
  }

  async versionOf(id) {
    return version((await this.must('doctor', 'GET', `/api/v1/orders/${id}`)).version);
  }

  /** What a doctor decides otherwise in the course of the day. */
  async change(order) {
    const path = `/api/v1/orders/${order.id}`;
    const now = await this.versionOf(order.id);
    if (order.story === 'held') {
      await this.must('doctor', 'POST', `${path}/hold`, { reason: 'Chờ hội chẩn' }, now);
      const early = await this.call('lab', 'POST', `${path}/results`, asJson('final', false));
      if (early.status < 400) throw new Error('a held order took a result');
      this.refused++;
      return this.must('doctor', 'POST', `${path}/resume`, undefined, await this.versionOf(order.id));
    }
    Object.assign(order, { end: 'cancelled', because: 'Đổi hướng điều trị' });
    if (order.story === 'revised') {
      const said = medication({ code: order.code.code, display: order.code.display, mg: 5 });
      return this.must('doctor', 'POST', `${path}/revise`, { ...said, reason: order.because }, now);
    }
    if (order.story === 'cancelled') {
      return this.must('doctor', 'POST', `${path}/cancel`, { reason: order.because }, now);
    }
    const sheet = await this.must('nurse', 'GET', `/api/v1/encounters/${order.encounterId}/mar`);
    const dose = sheet.items.find(({ orderId }) => orderId === order.id);
    await this.must('doctor', 'POST', `${path}/discontinue`, { reason: order.because }, now);
    const late = await this.call('nurse', 'POST', `/api/v1/doses/${dose.id}/give`, {}, version(0));
    if (late.status < 400) throw new Error('a dose of a discontinued order was given');
    this.refused++;
  }

  /** Of the orders that run: those that were stopped at the beginning of the day have none, and the next orders begin now. */
  isDue({ plannedAt, orderId }, running) {
    return running.has(orderId) && plannedAt !== null && Date.parse(plannedAt) <= Date.now();
  }

  async give(dose, n) {
    const path = `/api/v1/doses/${dose.id}`;
    if (n % REFUSED === 0) {
      return this.must('nurse', 'POST', `${path}/refuse`, { reason: 'Buồn nôn', at: dose.plannedAt }, version(0));
    }
    const give = (who) => this.call(who, 'POST', `${path}/give`, { givenAt: dose.plannedAt }, version(0));
    const tried = await Promise.all((n % RACED === 0 ? ['nurse', 'head-nurse'] : ['nurse']).map(give));
    const won = tried.filter(({ status }) => status === 200).length;
    if (won !== 1) throw new Error(`a dose was given ${won} times: ${JSON.stringify(tried)}`);
    return tried.length;
  }

  async orderBag({ id, n }) {
    const { orders } = await this.must('doctor', 'POST', `/api/v1/encounters/${id}/orders`, {
      sign: true,
      orders: [bag],
    });
    return { ...orders[0], encounterId: id, isStopped: n % STOPPED === 0 };
  }

  /** Begun by one of two nurses, set slower, paused and resumed, and ended with all of it, or stopped with what went in. */
  async run({ id: orderId, encounterId, isStopped }) {
    const at = (hours) => new Date(Date.now() - hours * 3_600_000).toISOString();
    const sheet = await this.must('nurse', 'GET', `/api/v1/encounters/${encounterId}/mar?from=${at(30)}`);
    const { id } = sheet.items.find((dose) => dose.orderId === orderId);
    const step = (who, what, body, n) => this.call(who, 'POST', `/api/v1/doses/${id}/${what}`, body, version(n));
    const begin = { givenAt: at(6), reason: 'Người bệnh đi chụp phim' };
    const tried = await Promise.all(['nurse', 'head-nurse'].map((who) => step(who, 'give', begin, 0)));
    const won = tried.filter(({ status }) => status === 200).length;
    if (won !== 1) throw new Error(`a bag was begun ${won} times: ${JSON.stringify(tried)}`);
    const end = isStopped ? ['stop', { reason: 'Phù', volume: WENT_IN, at: at(1) }] : ['finish', {}];
    const steps = [
      ['rate', { value: 50, reason: 'Khó thở nhẹ', at: at(4) }],
      ['pause', { reason: 'Đi chụp phim', at: at(3) }],
      ['resume', { rate: { value: 100 }, at: at(2) }],
      end,
    ];
    for (const [n, [what, body]] of steps.entries()) {
      const { status, body: said } = await step('nurse', what, body, n + 1);
      if (status >= 400) throw new Error(`${what} answered ${status}: ${JSON.stringify(said)}`);
    }
    const late = await step('nurse', 'rate', { value: 20, reason: 'Gõ nhầm' }, steps.length + 1);
    if (late.status < 400) throw new Error('a bag was set after its end');
    this.refused++;
  }

  async report({ order, door, isCritical }, status) {
    const bringsCritical = isCritical && status === 'final';
    if (order.end === 'cancelled' || door === 'hl7v2') {
      const id = `${order.number}${status}`;
      const text = asHl7(order, order.mrn, { id, status: status === 'final' ? 'F' : 'P', isCritical: bringsCritical });
      if (order.end === 'cancelled') this.lost.push(id);
      return this.must('lab', 'POST', '/hl7v2', text, ER7);
    }
    if (door === 'fhir') return this.must('lab', 'POST', '/fhir/R4/DiagnosticReport', asFhir(order, bringsCritical));
    return this.must('lab', 'POST', `/api/v1/orders/${order.id}/results`, asJson(status, bringsCritical));
  }

  /** A result of somebody whom nobody here knows. */
  lose(n) {
    const id = `LOST${n}${randomUUID().slice(0, 8)}`;
    this.lost.push(id);
    const nobody = { number: '', code: PANELS[0] };
    return this.must('lab', 'POST', '/hl7v2', asHl7(nobody, `99999-${String(n).padStart(8, '0')}`, { id }), ER7);
  }

  async waiting() {
    const { items } = await this.must('lab', 'GET', '/api/v1/results/unmatched?limit=100');
    return items.map((entry, n) => ({ entry, n }));
  }

  /** Of every three that wait one is placed by a person, one dismissed, one left. */
  async find({ entry, n }, stays) {
    const path = `/api/v1/results/unmatched/${entry.id}`;
    if (n % 3 === 2) return;
    if (n % 3 === 1) {
      return this.must('lab', 'POST', `${path}/dismiss`, { reason: 'Gửi nhầm bệnh viện' }, version(entry.version));
    }
    const [own] = entry.suggestions;
    const patientId = own?.patient.id ?? stays[n % stays.length].patientId;
    const reason = 'Đã gọi điện cho phòng xét nghiệm, đúng người bệnh này';
    // Its order may have been cancelled after the specimen was taken: what was found is shown to the doctor all the same.
    const said = { patientId, confirmed: true, reason, withoutOrder: true };
    const { status, body } = await this.call('lab', 'POST', `${path}/assign`, said, version(entry.version));
    // Of an order that was cancelled both its reports wait: the preliminary one is nothing any more once the final one is placed.
    if (status === 409 && body.type.endsWith('/unmatched-outdated')) {
      return this.must('lab', 'POST', `${path}/dismiss`, { reason: 'Đã có bản chính thức' }, version(entry.version));
    }
    if (status >= 400) throw new Error(`${path}/assign answered ${status}: ${JSON.stringify(body)}`);
    this.found.push({ patientId, reportIds: body.reportIds });
  }

  async critical() {
    const { items } = await this.must('doctor', 'GET', '/api/v1/results/critical?limit=100');
    return items.map((task, n) => ({ task, n }));
  }

  /** Three of four are read back, some by two people at once; a wrong number is refused; the fourth nobody takes. */
  async acknowledge({ task, n }) {
    if (n % 4 === 3) return this.left.push(task.id);
    const path = `/api/v1/results/${task.reportId}/acknowledge`;
    const wrong = await this.call('doctor', 'POST', path, { readBack: 'Kali 4,1' });
    if (wrong.status < 400) throw new Error('a wrong value was read back');
    this.refused++;
    const say = (who) => this.call(who, 'POST', path, { readBack: `Kali ${CRITICAL_POTASSIUM}` });
    const tried = await Promise.all((n % 2 ? ['doctor'] : ['doctor', 'nurse']).map(say));
    const won = tried.filter(({ status }) => status < 300).length;
    if (won !== 1) throw new Error(`a critical result was acknowledged ${won} times: ${JSON.stringify(tried)}`);
  }

  async complete({ id }) {
    return this.must('nurse', 'POST', `/api/v1/orders/${id}/complete`, undefined, await this.versionOf(id));
  }
}
