import type { KeyboardEvent } from 'react';

/** Enter leads to the next field or choice that is to be seen; in the last one it saves, as the form does by itself. */
export function goOn(event: KeyboardEvent<HTMLElement>, form: HTMLFormElement | null): void {
  if (event.key !== 'Enter' || event.nativeEvent.isComposing || !form) return;
  const all = form.querySelectorAll<HTMLInputElement>('input[inputmode="decimal"], input[type="radio"]:checked');
  const stops = [...all].filter((stop) => !stop.closest('details:not([open])'));
  const next = stops[stops.indexOf(event.target as HTMLInputElement) + 1];
  if (!next) return;
  event.preventDefault();
  next.focus();
  if (next.type !== 'radio') next.select();
}
