import { openDevelopmentIssuer } from '../../access/tokens';
import { personas } from '../personas';
import { firstOrganization } from './act-as-operator';
import { CommandError } from './command-error';
import { type Terminal, withDatabase } from './run-command';

/** `npm run token -- PERSONA`: a bearer token for somebody of the demo clinic, as the last line. */
export async function tokenCommand({ args, settings, print }: Terminal): Promise<void> {
  const persona = personas.find(({ name }) => name === args[0]);
  if (!persona || args.length !== 1) {
    throw new CommandError(`Give one persona: ${personas.map(({ name }) => name).join(', ')}.`);
  }
  const read = settings();
  if (read.oidc || read.environment === 'production') {
    throw new CommandError('Tokens come from OIDC_ISSUER here; the development issuer signs for demo personas only.');
  }
  const issuer = await openDevelopmentIssuer(read.dataDir, read.environment);
  const organizationId = await withDatabase(read, firstOrganization);
  print(await issuer.sign({ subject: persona.subject, organizationId, role: persona.role, scopes: persona.scopes }));
}
