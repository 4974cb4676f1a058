import { expect } from '@jest/globals';

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Record<string, unknown>;
}

/** An answer is RFC 9457 problem+json of this status (and kind), whole, and tells nothing of what is behind it. */
export function expectProblem({ status, headers, body }: Answer, expected: number, code?: string): void {
  expect(`${status} ${String(body['type'])}`).toMatch(
    new RegExp(`^${expected} https://benhan\\.vn/problems/${code ?? '[a-z0-9-]+'}$`),
  );
  expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(headers['x-request-id']).toBeTruthy();
  expect(body).toMatchObject({ title: expect.any(String), status: expected, instance: headers['x-request-id'] });
  const errors = (body['errors'] ?? []) as { rule: string; message: string }[];
  const words = [body['title'], body['detail'], ...errors.map(({ message }) => message)].join('\n');
  expect(words).not.toMatch(/\{[a-z]\w*\}|node_modules|prisma|at \w+ \(|SELECT |INSERT /i);
  for (const error of errors) {
    const told = { pointer: expect.any(String), rule: expect.any(String), message: expect.any(String) };
    expect(error).toEqual(error.rule === 'in' ? { ...told, allowed: expect.any(Array) } : told);
  }
}
