// Where the pages of Q3 begin, as each contestant writes it: found by paging through, like any client.
import { ask } from '../load/ask.mjs';
import { requestOf } from '../load/request-of.mjs';

/** @returns {Promise<(string | undefined)[]>} the first page has no cursor */
export async function pagePlaces({ contestant, url }, { size, count }, tokens) {
  const places = [undefined];
  while (places.length < count) {
    const subject = { persona: 'ehr', first: size, after: places.at(-1) };
    const { data } = await ask(url, requestOf(contestant, 'Q3', subject, tokens));
    places.push(contestant.pageOf(data).pageInfo.endCursor);
  }
  return places;
}
