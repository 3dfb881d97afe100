const REMOVED = '[removed]';

// Every repetition is bounded, so that no text can make a pattern slow.
const PRIVATE: readonly RegExp[] = [
  // E-mail addresses.
  /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g,
  // Pages that take payments, with the name of who is paid.
  /(?:https?:\/\/)?(?:[\w-]{1,63}\.)?(?:venmo\.com|paypal\.me|paypal\.com|cash\.app|square\.link)\/\S{0,512}/gi,
  // Phone numbers with their country, `+44 20 7946 0000`.
  /\+\d[\d\s().-]{6,18}\d/g,
  // Phone numbers as North America writes them, `(555) 555-0100` or `555-0100`; not part of a longer number
  // or of a web address.
  /(?<![\d/=-])(?:1[\s.-])?(?:\(\d{3}\)\s?|\d{3}[\s.-])?\d{3}[.-]\d{4}(?![\s.-]?\d)/g,
  /(?<![\d/=-])(?:1 )?(?:\(\d{3}\)\s?|\d{3} )\d{3} \d{4}(?![\s.-]?\d)/g,
];

/** What is private only because of the words before it; the first group holds these, and stays. */
const INTRODUCED: readonly RegExp[] = [
  // `Venmo @name`, `Cash App is $name`.
  /(\b(?:venmo|pay ?pal|cash ?app|square|zelle)\b[^\n@$]{0,40})[@$][a-z][\w.-]{0,63}/gi,
  // `Venmo: name`.
  /(\b(?:venmo|pay ?pal|cash ?app|zelle)\b(?: (?:handle|account|id|name))?\s?[:=]\s?)[@$]?\w[\w.-]{0,63}/gi,
  // Bare digits are a phone number only when somebody is to be called; else they are a meeting's id.
  /(\b(?:call|text|phone|tel|cell|mobile|contact)\b[^\n\d]{0,30})\d{10,11}(?!\d)/gi,
];

/**
 * Replaces e-mail addresses, phone numbers and payment handles in free text. People write in notes what the fields for
 * contacts are for, and the members of a fellowship are anonymous.
 */
export function withoutPrivateDetails(text: string): string {
  const rest = PRIVATE.reduce((before, pattern) => before.replace(pattern, REMOVED), text);
  return INTRODUCED.reduce((before, pattern) => before.replace(pattern, `$1${REMOVED}`), rest);
}
