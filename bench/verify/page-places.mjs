// Where the pages of Q3 begin, as each contestant writes it: found by paging through, like any client.
import { ask } from '../load/ask.mjs';
import { requestOf } from '../load/request-of.mjs';

/** Cursors are the caller's own, so that they are found as the persona who asks. @returns {Promise<(string | undefined)[]>} the first page has no cursor */
export async function pagePlaces({ contestant, url }, { persona = 'ehr', size, count }, tokens) {
  const places = [undefined];
  while (places.length < count) {
    const subject = { persona, first: size, after: places.at(-1) };
    const { data } = await ask(url, requestOf(contestant, 'Q3', subject, tokens));
    places.push(contestant.pageOf(data).pageInfo.endCursor);
  }
  return places;
}
