// What is left over at the end of a ward's day: nothing, or it is told.
import { bag, VALUES_OF_A_REPORT, WENT_IN } from './plan.mjs';

const idsOf = (list) => list.map(({ id }) => id);
const countBy = (list, of) =>
  Object.fromEntries([...Map.groupBy(list, of)].map(([name, same]) => [name, same.length]).toSorted());

/**
 * Each order's end with why, each dose once, each result shown or waiting, each critical one acknowledged or gone to the next person.
 * @returns what was counted; `faults` names everything that is not as it should be
 */
export async function accountFor({ rows, call }, day) {
  const must = async (...asked) => {
    const { status, body } = await call(...asked);
    if (status >= 400) throw new Error(`${asked[1]} ${asked[2]} answered ${status}`);
    return body;
  };
  const faults = [];
  const parts = [await ordersEnd(rows, day, faults), await dosesOnce(rows, day, faults)];
  parts.push(await bagsEnd({ rows, must }, day, faults));
  parts.push(await resultsShown({ rows, must }, day, faults), await criticalClosed(rows, day, faults));
  return { ...Object.assign({}, ...parts), refused: day.refused, faults };
}

async function ordersEnd(rows, { orders }, faults) {
  const text = `SELECT o.id, o.number, o.kind, o.status, o.status_reason AS because, (SELECT count(*)::int FROM service_order n WHERE n.replaces_id = o.id) AS replaced
    FROM service_order o WHERE o.id = ANY($1)`;
  const ended = new Map((await rows(text, [idsOf(orders)])).map((row) => [row.id, row]));
  for (const { id, number, end, because, story } of orders) {
    const now = ended.get(id);
    if (now?.status !== end) faults.push(`order ${number} is ${now?.status}, not ${end}`);
    if (because && now?.because !== because) faults.push(`order ${number} ended without its reason`);
    if (story === 'revised' && now?.replaced !== 1) faults.push(`order ${number} has ${now?.replaced} that replace it`);
  }
  return { orders: countBy([...ended.values()], ({ kind, status }) => `${kind} ${status}`) };
}

async function dosesOnce(rows, { due, orders }, faults) {
  const kept = await rows(
    `SELECT id, order_id AS "orderId", planned_at AS "plannedAt", status FROM dose WHERE order_id = ANY($1)`,
    [idsOf(orders)],
  );
  const places = Map.groupBy(kept, ({ orderId, plannedAt }) => `${orderId} ${new Date(plannedAt).toISOString()}`);
  for (const { orderId, plannedAt } of due) {
    const found = places.get(`${orderId} ${new Date(plannedAt).toISOString()}`) ?? [];
    if (found.length !== 1) faults.push(`the dose of ${orderId} at ${plannedAt} is recorded ${found.length} times`);
  }
  const doses = countBy(kept, ({ status }) => status);
  const recorded = (doses.given ?? 0) + (doses.refused ?? 0);
  if (recorded !== due.length) faults.push(`${due.length} doses were due, ${recorded} are recorded`);
  return { dosesDue: due.length, doses };
}

/** Each bag begun once and ended once, with what went in of it in the balance of fluids. */
async function bagsEnd({ rows, must }, { bags }, faults) {
  const text = `SELECT d.order_id AS "orderId", d.status, (SELECT array_agg(s.kind ORDER BY s.at, s.number) FROM infusion_step s WHERE s.dose_id = d.id) AS steps
    FROM dose d WHERE d.order_id = ANY($1)`;
  const kept = await rows(text, [idsOf(bags)]);
  let infused = 0;
  for (const { id, number, encounterId, isStopped } of bags) {
    const [dose, ...more] = kept.filter(({ orderId }) => orderId === id);
    const end = isStopped ? 'stopped' : 'given';
    const steps = ['begin', 'rate', 'pause', 'resume', isStopped ? 'stop' : 'end'].join(' ');
    if (more.length > 0 || dose?.status !== end || dose.steps.join(' ') !== steps) {
      faults.push(`the bag ${number} is ${dose?.status}, by ${dose?.steps}`);
    }
    const { infusions } = await must('nurse', 'GET', `/api/v1/encounters/${encounterId}/fluids`);
    const volume = infusions.reduce((sum, one) => sum + one.volume, 0);
    infused += volume;
    if (volume !== (isStopped ? WENT_IN : bag.infusion.volume))
      faults.push(`${volume} mL went in of the bag ${number}`);
  }
  return { bags: countBy(kept, ({ status }) => status), infused };
}

async function resultsShown({ rows, must }, { orders, tests, lost, found }, faults) {
  const answered = tests.filter(({ order }) => order.end === 'completed');
  const shown = new Map();
  for (const patientId of new Set(orders.map((order) => order.patientId))) {
    const { items } = await must('doctor', 'GET', `/api/v1/patients/${patientId}/results?limit=100`);
    for (const report of items) shown.set(report.orderId ?? report.id, report);
  }
  for (const { order, door } of answered) {
    const report = shown.get(order.id);
    const values = report?.observations.length ?? 0;
    if (report?.status !== 'final' || values !== VALUES_OF_A_REPORT) {
      faults.push(`order ${order.number} shows ${values} values, ${report?.status ?? 'no report'}, sent by ${door}`);
    }
  }
  for (const { patientId, reportIds } of found) {
    if (!reportIds.every((id) => shown.has(id))) faults.push(`a placed result is not shown to ${patientId}`);
  }
  const kept = await rows(
    `SELECT m.control_id AS id, u.status FROM incoming_message m JOIN unmatched_result u ON u.message_id = m.id WHERE m.control_id = ANY($1)`,
    [lost],
  );
  const missing = lost.filter((id) => !kept.some((one) => one.id === id));
  faults.push(...missing.map((id) => `the message ${id} is nowhere`));
  const values = answered.reduce((sum, { order }) => sum + (shown.get(order.id)?.observations.length ?? 0), 0);
  return { reports: countBy(answered, ({ door }) => door), values, inbox: countBy(kept, ({ status }) => status) };
}

async function criticalClosed(rows, { orders, tests, left }, faults) {
  const expected = tests.filter(({ order, isCritical }) => isCritical && order.end === 'completed');
  const text = `SELECT t.id, t.status, t.level, t.read_back AS "readBack", r.order_id AS "orderId",
      (SELECT count(*)::int FROM task_step s WHERE s.task_id = t.id) AS steps
    FROM task t JOIN diagnostic_report r ON r.id = t.focus_id WHERE t.kind = 'critical-result' AND r.order_id = ANY($1)`;
  const tasks = await rows(text, [idsOf(orders)]);
  for (const { order } of expected) {
    const of = tasks.filter(({ orderId }) => orderId === order.id);
    if (of.length !== 1) faults.push(`the critical result of ${order.number} has ${of.length} tasks`);
    const [task] = of;
    const isClosed = task?.status === 'acknowledged' && task.readBack;
    const hasGoneOn = task && left.includes(task.id) && task.steps > 1;
    if (!isClosed && !hasGoneOn)
      faults.push(`the critical result of ${order.number} is ${task?.status}, gone on ${task?.steps}`);
  }
  if (tasks.length !== expected.length) faults.push(`${expected.length} critical results, ${tasks.length} tasks`);
  return { critical: countBy(tasks, ({ status, steps }) => (status === 'open' ? `open, told to ${steps}` : status)) };
}
