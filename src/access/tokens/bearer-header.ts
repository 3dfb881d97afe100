/** Longest Authorization header that is looked at, in characters. Ours are under 1,000; node refuses headers above 16 kB. */
const MAX_HEADER_LENGTH = 8_192;

/** RFC 6750: one scheme, in any case, and one compact JWS: three parts of base64url, none of them empty. */
const BEARER_JWS = /^bearer +([\w-]+\.[\w-]+\.[\w-]+) *$/i;

/** The token in an Authorization header; null when the header is anything but one bearer JWT of a sensible size. */
export function readBearerToken(header: string): string | null {
  if (header.length > MAX_HEADER_LENGTH) return null;
  return BEARER_JWS.exec(header)?.[1] ?? null;
}
