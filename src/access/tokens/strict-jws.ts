/** Strings, punctuation, and whatever else stands between them: enough to walk through JSON that was found valid. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * Whether the text is one compact JWS that everybody would read alike: three parts of base64url without padding or stray bits,
 * the first two JSON objects in UTF-8 that name each member once. RFC 7515 lets a parser take the last of two members, and
 * decoders skip what they do not know: what one reader sees, another may not. Says nothing of the signature.
 */
export function isStrictJws(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 3 && parts.every(isBase64url) && parts.slice(0, 2).every(isObject);
}

function isBase64url(part: string): boolean {
  return part !== '' && Buffer.from(part, 'base64url').toString('base64url') === part;
}

function isObject(part: string): boolean {
  try {
    const json = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(part, 'base64url'));
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value) && hasUniqueMembers(json);
  } catch {
    return false;
  }
}

/** @param json what JSON.parse takes */
function hasUniqueMembers(json: string): boolean {
  const open: Set<string>[] = [];
  let before = '';
  for (const [token] of json.matchAll(TOKEN)) {
    if (token === '{' || token === '[') open.push(new Set());
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':') {
      // "\u0061lg" is "alg".
      const name = String(JSON.parse(before));
      if (open.at(-1)?.has(name)) return false;
      open.at(-1)?.add(name);
    }
    before = token;
  }
  return true;
}
