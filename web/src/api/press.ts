let hasMetButton = false;
let isSecond = false;

// Before anything hears of them. A first press that met no button, because the page moved under it, does not count.
addEventListener(
  'mousedown',
  ({ detail }) => {
    if (detail === 1) hasMetButton = false;
  },
  { capture: true },
);
addEventListener(
  'click',
  ({ detail, target }) => {
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
