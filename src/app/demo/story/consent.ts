import { agrees, type Voice } from './stage';

/** Signs a consent with every element of 42 CFR 2.31(a); answers with its id. */
export async function consent(self: Voice, input: object): Promise<string> {
  const signed = {
    discloser: 'Harbor Example Recovery Program',
    expiryEvent: 'I leave the program.',
    signedAt: new Date().toISOString(),
    signedBy: 'SELF',
    signatureMethod: 'ELECTRONIC',
    acknowledgesRightToRevoke: true,
    acknowledgesRedisclosure: true,
    acknowledgesConsequencesOfRefusal: true,
  };
  const granted = await agrees<{ consent: { id: string } }>(
    self,
    'grantConsent',
    { ...signed, ...input },
    'consent { id }',
  );
  return granted.consent.id;
}
