import { useEffect, useRef } from 'react';

/**
 * Tells the styles how high something is that sticks to the top: what stands below it sticks below it, and what the keyboard comes to is scrolled
 * to where it is seen (WCAG 2.2, 2.4.11).
 * @param name of the style's variable
 */
export function useHeight<T extends HTMLElement>(name: '--head' | '--banner') {
  const place = useRef<T>(null);
  useEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const { style } = document.documentElement;
    const observer = new ResizeObserver(() => style.setProperty(name, `${element.offsetHeight}px`));
    observer.observe(element);
    return () => {
      observer.disconnect();
      style.removeProperty(name);
    };
  }, [name]);
  return place;
}
