/** Where an error came from, and nothing of what it says: messages quote the values they are about. */
export function placesOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !error.stack) return undefined;
  const said = error.stack.indexOf(error.message);
  const after = error.stack.slice(said < 0 ? 0 : said + error.message.length);
  return after
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}
