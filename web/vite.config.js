import { defineConfig } from 'vite';

/** Builds the console into dist/web. Files carry the hash of what is in them; the page's style elements get the number of the answer. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  oxc: { jsx: { runtime: 'automatic' } },
  html: { cspNonce: 'STYLE-NONCE' },
  build: {
    outDir: '../dist/web',
    // Pages that stand open load their screens from the files of builds before (scripts/web.mjs drops old ones).
    emptyOutDir: false,
    target: 'es2022',
    // Kept as written: light-dark() and its like stand in every browser of these years.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // Libraries mark their modules for servers that draw pages; there is none here.
    rolldownOptions: { onwarn: (warning, tell) => warning.code !== 'MODULE_LEVEL_DIRECTIVE' && tell(warning) },
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
});
