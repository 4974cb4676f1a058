let hasMetButton = false;
let isSecond = false;

/** What can be pressed. */
const CONTROLS =
  'button, a[href], input, select, textarea, label, summary, [role="option"], [role="button"], [role="tab"], [role="menuitem"]';
/** A hand that holds still moves no further between pressing and letting go, in px. */
const STILL = 5;

interface Begun {
  /** Nothing that can be pressed, where it is null. */
  readonly control: Element | null;
  readonly x: number;
  readonly y: number;
}
/** Where the press that is held began. */
let begun: Begun | undefined;

const controlAt = (target: EventTarget | null) => (target instanceof Element ? target.closest(CONTROLS) : null);
const isGone = ({ control }: Begun) => !control?.isConnected || control.matches(':disabled');
/** Browsers also give a finger what lies a little beside it, which is meant. */
const isUnder = ({ x, y }: Begun, control: Element) => {
  const { left, right, top, bottom } = control.getBoundingClientRect();
  return left <= x && x <= right && top <= y && y <= bottom;
};

/**
 * Where a press began, when the page moved under a hand that held still, so that the browser tells something else of it: what both have in
 * common or, of a finger, what has come to stand there.
 */
function movedAwayFrom({ target, detail, clientX, clientY }: MouseEvent): Begun | undefined {
  const from = begun;
  begun = undefined;
  if (!from || detail === 0 || (target instanceof Node && from.control?.contains(target))) return undefined;
  if (Math.hypot(clientX - from.x, clientY - from.y) >= STILL) return undefined;
  const met = controlAt(target);
  const isOther = from.control ? !isGone(from) || met !== null : met !== null && isUnder(from, met);
  return isOther ? from : undefined;
}

// Before anything hears of them. A first press that met no button, because the page moved under it, does not count.
addEventListener(
  'pointerdown',
  ({ target, isPrimary, button, clientX: x, clientY: y }) => {
    begun = isPrimary && button === 0 ? { control: controlAt(target), x, y } : undefined;
  },
  { capture: true },
);
for (const ends of ['pointercancel', 'keydown']) {
  addEventListener(ends, () => (begun = undefined), { capture: true });
}
addEventListener(
  'mousedown',
  ({ detail }) => {
    if (detail === 1) hasMetButton = false;
  },
  { capture: true },
);
addEventListener(
  'click',
  (event) => {
    const from = movedAwayFrom(event);
    if (from) {
      // It counts for what it began on, or, when that is gone or was nothing, for nothing: never for what has come to stand there.
      event.stopImmediatePropagation();
      event.preventDefault();
      if (!isGone(from)) from.control?.dispatchEvent(new MouseEvent('click', event));
      return;
    }
    const { detail, target } = event;
    if (detail === 1) hasMetButton = target instanceof Element && target.closest('button, a') !== null;
    isSecond = detail > 1 && hasMetButton;
    setTimeout(() => {
      isSecond = false;
    });
  },
  { capture: true },
);

/**
 * Whether what happens now is the second press of a double click. The answer to the first may have come already: then the button does
 * something else by now, or another patient's stands in its place.
 */
export const isSecondPress = (): boolean => isSecond;
