import { compile, type SelectorDefinition } from 'html-to-text';

import { lengthOf } from './row-fields';

const SKIPPED = ['img', 'script', 'style', 'iframe', 'noscript', 'template', 'title'];
const HEADINGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];

const selectors: SelectorDefinition[] = [
  // The address behind a link is a tracker, a form or somebody's e-mail; only its words are read.
  { selector: 'a', options: { ignoreHref: true } },
  { selector: 'ul', options: { itemPrefix: '- ' } },
  ...HEADINGS.map((selector) => ({ selector, options: { uppercase: false } })),
  ...['td', 'th'].map((selector) => ({ selector, format: 'inlineSurround', options: { suffix: ' ' } })),
  ...SKIPPED.map((selector) => ({ selector, format: 'skip' })),
];

// Compiled once: compiling costs more than reading a listing.
const textOfHtml = compile({
  wordwrap: false,
  preserveNewlines: true,
  // Without a depth, a listing of ten thousand nested elements overflows the stack.
  limits: { maxDepth: 64, ellipsis: '' },
  selectors,
});

/** Far beyond any listing; what is longer is not worth the time to parse. */
const MAX_HTML = 32_768;
/** Markup escaped as text (`&lt;p&gt;`) is markup too, sometimes twice. */
const MAX_PASSES = 3;

/**
 * Turns what may be HTML into plain text: tags and entities gone, line breaks kept, spaces and empty lines collapsed.
 * What comes out is text and may hold a `<`: a browser must escape it.
 */
export function plainText(html: string): string {
  let text = html.slice(0, MAX_HTML);
  for (let pass = 0; pass < MAX_PASSES && /[<&]/.test(text); pass += 1) {
    const next = textOfHtml(text);
    if (next === text) break;
    text = next;
  }
  return collapse(text);
}

/** Shortens text to `limit` characters, of which the last is then an ellipsis. */
export function cut(text: string, limit: number): string {
  return lengthOf(text) <= limit
    ? text
    : `${[...text]
        .slice(0, limit - 1)
        .join('')
        .trimEnd()}…`;
}

function collapse(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
