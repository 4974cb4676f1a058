import type { Browser } from 'playwright-core';

/** Starts Chromium: the machine's own (CHROMIUM_PATH), or the one that comes as a package. */
export declare function launchChromium(more?: readonly string[]): Promise<Browser>;
