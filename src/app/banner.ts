import type { Settings } from '../platform/config/settings';
import { personas } from './personas';

/** What a person at the terminal needs: where it is, who they can be, and one line to try. */
export function describeStart(url: string, settings: Settings): string {
  const where = `Alongside answers at ${url}/graphql\n`;
  if (settings.environment !== 'development') return where;
  const query = '{"query":"{ viewer { displayName organization { name } } }"}';
  return [
    where,
    `Open it in a browser for the explorer. Personas of the demo clinic: ${personas.map(({ name }) => name).join(', ')}.\n`,
    'A token for one of them: npm run --silent token -- clinician\nTry:\n\n',
    `  curl -s ${url}/graphql -H 'content-type: application/json' -H "authorization: Bearer $(npm run --silent token -- clinician)" -d '${query}'\n\n`,
  ].join('');
}
