/** A sign of warning, drawn: not every machine's fonts have one. */
export function Warn() {
  return (
    <svg className="warn" width="1em" height="1em" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M8 1 15.5 14.5H.5z" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinejoin="round" />
      <path d="M8 6v4.2M8 11.6v1.2" stroke="currentColor" strokeWidth="1.6" />
    </svg>
  );
}
