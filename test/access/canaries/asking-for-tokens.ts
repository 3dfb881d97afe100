import type { TestApp } from '../../support/app';
import { ASSERTION_TYPE, aTokenClient, send } from '../tokens/client-credentials/a-token-client';
import type { Everything } from './everything-that-leaves';

/** Asks the token endpoint, with a canary in every field of the form, in every claim and every header of the assertion, and as the form. */
export async function askForTokens(app: TestApp, everything: Everything, canary: string): Promise<void> {
  const client = await aTokenClient(app);
  await everything.send('a good token request', async () => ({ text: String((await client.ask()).status) }));
  for (const field of [
    'grant_type',
    'client_assertion_type',
    'client_assertion',
    'organization',
    'scope',
    'client_id',
    canary,
  ])
    await everything.send(`a token request with ${field}`, () => client.ask({ [field]: canary }));
  for (const claim of ['iss', 'sub', 'aud', 'jti', 'iat', 'exp', canary])
    await everything.send(`an assertion with ${claim}`, async () =>
      errorOf(await client.present(await client.assertion({ [claim]: canary }))),
    );
  for (const header of ['kid', 'typ', 'jku', 'x5u', canary])
    await everything.send(`an assertion with the header ${header}`, async () =>
      errorOf(await client.present(await client.assertion({}, { [header]: canary }))),
    );
  const named = await aTokenClient(app, { clientId: `client ${canary}` });
  await everything.send('a client with a name', async () => errorOf(await named.ask({ scope: canary })));
  for (const body of [
    canary,
    `${canary}=${canary}`,
    `grant_type=${canary}`,
    `client_assertion_type=${ASSERTION_TYPE}&client_assertion=${canary}.${canary}.${canary}`,
  ]) {
    await everything.send(`the form ${body}`, () => send(client.endpoint, body));
    await everything.send(`the form ${body} of another type`, () =>
      send(client.endpoint, body, { 'content-type': `text/${canary}` }),
    );
    await everything.send(`the form ${body} with a login`, () =>
      send(client.endpoint, body, { authorization: `Basic ${canary}` }),
    );
  }
  await everything.send('a path', () => send(`${app.api.url}/oidc/${canary}?q=${canary}`, ''));
}

/** A token is the caller's own, and says what they are called. */
const errorOf = ({ status, text }: { status: number; text: string }) => ({ text: status === 200 ? '' : text });
