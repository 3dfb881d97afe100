import { findJsonFault } from './find-json-fault';

/** A feed that cannot be read at all. Its message says why and where, and repeats nothing of the feed. */
export class UnreadableFeed extends Error {
  /**
   * @param line of the fault, from 1
   * @param column of the fault, from 1, in characters
   */
  constructor(
    what: string,
    readonly line: number,
    readonly column: number,
  ) {
    super(`${what}: line ${line}, column ${column}.`);
    this.name = 'UnreadableFeed';
  }
}

const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Reads the text of a Meeting Guide feed: a JSON array. A byte order mark before it is ignored.
 * @throws UnreadableFeed when the text is not JSON, or is JSON but no array
 */
export function parseJsonText(text: string): unknown[] {
  const json = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  const value = parse(json);
  if (!Array.isArray(value))
    throw unreadable('The file is JSON, but not an array of meetings', json, json.search(/\S/));
  return value;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    const fault = findJsonFault(json);
    // Nothing wrong with the text: it is the machine that failed, as for want of memory.
    if (fault === null) throw error;
    throw unreadable('The file is not JSON', json, fault);
  }
}

function unreadable(what: string, text: string, index: number): UnreadableFeed {
  const lines = text.slice(0, index).split(/\r\n|\r|\n/);
  const lastLine = lines.at(-1) ?? '';
  return new UnreadableFeed(what, lines.length, [...lastLine].length + 1);
}
