/** What a call of the generated client answers; refusals were thrown before (api/session.ts). */
export async function answerOf<T>(call: Promise<{ data?: T }>): Promise<NonNullable<T>> {
  const { data } = await call;
  return data as NonNullable<T>;
}
