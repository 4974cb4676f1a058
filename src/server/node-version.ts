const OLDEST = [22, 19] as const;

/** What to do when this Node.js is too old for the service, in a sentence; undefined when it is not. It loads nothing newer itself. */
export function tooOldNode(version: string, command: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return undefined;
  return (
    `Node.js ${OLDEST.join('.')} or later is needed, this is ${version}. ` +
    `On Linux (x64) the packages bring their own: run it as "${command}".`
  );
}
