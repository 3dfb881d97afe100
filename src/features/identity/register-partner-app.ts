import { Field, InputType } from 'type-graphql';
import type { Context } from '../../access/context';
import { isSystemScope } from '../../access/scopes';
import { faultOfClientKeys } from '../../access/tokens';
import { violates } from '../../platform/database/violations';
import { badInput, conflict } from '../../platform/graphql/errors';
import { TextField, TextsField, ValueField } from '../../platform/graphql/inputs';
import { Payload } from '../../platform/graphql/refusals';
import { JSONObject, Url } from '../../platform/graphql/scalars';
import { ClientBasis, ClientKind, PartnerApp } from './partner-app.entity';

@InputType({ description: 'A client system to register.' })
export class RegisterPartnerAppInput {
  @TextField('The name that patients see when they consent.', { max: 200 })
  name!: string;

  @TextField('The client id; the subject of its tokens.', { max: 200 })
  clientId!: string;

  @ValueField('What kind of system it is.', () => ClientKind)
  kind!: ClientKind;

  @ValueField('Why it may read.', () => ClientBasis)
  legalBasis!: ClientBasis;

  @TextField('The written agreement it stands on. A qualified service organization needs one.', {
    max: 500,
    optional: true,
  })
  agreement?: string | null;

  @ValueField('Where its public keys are, over https.', () => Url, { optional: true })
  jwksUri?: string | null;

  @ValueField('Its public keys, when it does not publish them.', () => JSONObject, { optional: true })
  jwks?: Record<string, unknown> | null;

  @TextsField('The SMART scopes it may ask for: system/CarePlan.rs.', { max: 100 })
  scopes!: string[];
}

@Payload('The client as registered.')
export class RegisterPartnerAppPayload {
  @Field(() => PartnerApp, { description: 'The client as registered.' })
  partnerApp: PartnerApp;

  constructor(partnerApp: PartnerApp) {
    this.partnerApp = partnerApp;
  }
}

/** Registers a client system. Its tokens are accepted from now on, within these scopes. */
export async function registerPartnerApp(
  ctx: Context,
  input: RegisterPartnerAppInput,
): Promise<RegisterPartnerAppPayload> {
  requireSoundRegistration(input);
  try {
    return await ctx.transaction(async (tx) => {
      const partnerApp = tx.insert(PartnerApp, {
        version: 1,
        name: input.name,
        clientId: input.clientId,
        active: true,
        scopes: input.scopes,
        kind: input.kind,
        legalBasis: input.legalBasis,
        agreement: input.agreement ?? null,
        jwksUri: input.jwksUri ?? null,
        jwks: input.jwks ?? null,
      });
      tx.emit({ kind: 'partner-app.registered', subject: partnerApp });
      return new RegisterPartnerAppPayload(partnerApp);
    });
  } catch (error) {
    if (violates(error, 'partner_app_client_id')) throw conflict('A client with this client id is already registered.');
    throw error;
  }
}

function requireSoundRegistration(input: RegisterPartnerAppInput): void {
  if (!input.scopes.every(isSystemScope)) {
    throw badInput({
      path: 'input.scopes',
      message: '"input.scopes" must be SMART system scopes such as system/CarePlan.rs.',
    });
  }
  if (input.kind === ClientKind.PARTNER_APP && input.legalBasis !== ClientBasis.PATIENT_CONSENT) {
    throw badInput({
      path: 'input.legalBasis',
      message: '"input.legalBasis" of a partner app must be PATIENT_CONSENT.',
    });
  }
  // 42 CFR 2.11: a qualified service organization has a written agreement with the program.
  if (input.legalBasis === ClientBasis.QUALIFIED_SERVICE_ORGANIZATION && !input.agreement) {
    throw badInput({
      path: 'input.agreement',
      message: '"input.agreement" must name the written agreement with the service organization.',
    });
  }
  // Whoever sees a private key can act as the client, and so can we; keys that nobody can use are found out too late.
  const keyFault = input.jwks ? faultOfClientKeys(input.jwks) : undefined;
  if (keyFault !== undefined) throw badInput({ path: 'input.jwks', message: `"input.jwks" ${keyFault}` });
  if (input.jwksUri && !input.jwksUri.startsWith('https://')) {
    throw badInput({ path: 'input.jwksUri', message: '"input.jwksUri" must begin with https://.' });
  }
}
