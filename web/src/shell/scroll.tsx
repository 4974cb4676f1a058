import type { ReactNode } from 'react';

/** What is wider than the screen and moves by itself; the keyboard reaches it too. @param label what it is */
export function Scroll({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="scroll" role="group" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
