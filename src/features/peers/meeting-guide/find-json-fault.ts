/** What the grammar lets come next. */
type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or ]' | ', or }' | 'end';

/** The kinds of token that may come, by the character that stands for the kind: 0 a number, t a word. */
const ALLOWED: Readonly<Record<Expected, string>> = {
  value: '{["0t',
  'value or ]': '{["0t]',
  key: '"',
  'key or }': '"}',
  ':': ':',
  ', or ]': ',]',
  ', or }': ',}',
  end: '',
};

const WHITESPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
// A string without its closing quote: where this stops is where a faulty string goes wrong.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what JSON forbids inside a string.
const OPEN_STRING = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\u0000-\u001f]*)*/y;

/**
 * Where a text stops being JSON (RFC 8259): the index of the first token or character that cannot stand there, the
 * length of the text when it ends too early, null when it is JSON. `JSON.parse` tells this only in some of its messages.
 */
export function findJsonFault(text: string): number | null {
  const open: Array<'{' | '['> = [];
  let expected: Expected = 'value';
  let at = skip(WHITESPACE, text, 0);

  while (at < text.length) {
    const kind = kindOf(text.charAt(at));
    if (!ALLOWED[expected].includes(kind)) return at;
    const token = readToken(kind, text, at);
    if (!token.whole) return token.end;

    if (kind === '{' || kind === '[') open.push(kind);
    if (kind === '}' || kind === ']') open.pop();
    expected = expectedAfter(kind, expected, open.at(-1));
    at = skip(WHITESPACE, text, token.end);
  }
  return expected === 'end' ? null : text.length;
}

function expectedAfter(kind: string, expected: Expected, parent: '{' | '[' | undefined): Expected {
  if (kind === '{') return 'key or }';
  if (kind === '[') return 'value or ]';
  if (kind === ':') return 'value';
  if (kind === ',') return parent === '{' ? 'key' : 'value';
  if (expected === 'key' || (expected === 'key or }' && kind === '"')) return ':';
  if (parent === undefined) return 'end';
  return parent === '{' ? ', or }' : ', or ]';
}

function kindOf(char: string): string {
  if (char === '-' || (char >= '0' && char <= '9')) return '0';
  return char === 't' || char === 'f' || char === 'n' ? 't' : char;
}

function readToken(kind: string, text: string, at: number): { end: number; whole: boolean } {
  if (kind === '0') return whole(skip(NUMBER, text, at), at);
  if (kind === 't') return whole(skip(WORD, text, at), at);
  if (kind !== '"') return { end: at + 1, whole: true };
  const end = skip(OPEN_STRING, text, at);
  return text.charAt(end) === '"' ? { end: end + 1, whole: true } : { end, whole: false };
}

const whole = (end: number, start: number): { end: number; whole: boolean } => ({ end, whole: end > start });

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
