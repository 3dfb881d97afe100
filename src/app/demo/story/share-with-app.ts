import { Role } from '../../../access/role';
import type { Cast } from './cast';
import type { Person } from './come-into-care';
import { consent } from './consent';
import { agrees, does, type Stage, type Voice, voiceOf } from './stage';

/** What a partner's app saw of the person, and what the person can read of it. */
export interface Sharing {
  readonly before: number;
  readonly meanwhile: number;
  readonly after: number;
  readonly disclosures: number;
}

const SCOPES = ['system/PeerSupport.rs'];

/** The person lets an app see who walks alongside, looks at what it was shown, and takes it back. */
export async function shareWithApp(stage: Stage, cast: Cast, { self, patientId }: Person): Promise<Sharing> {
  const clientId = 'story-app';
  const made = await does<{ partnerApp: { id: string } }>(
    cast.administrator,
    'registerPartnerApp',
    {
      name: 'Pocket Companions (example app)',
      clientId,
      kind: 'PARTNER_APP',
      legalBasis: 'PATIENT_CONSENT',
      scopes: SCOPES,
    },
    'partnerApp { id }',
  );
  const app = await voiceOf(stage, clientId, Role.PARTNER_APP, SCOPES);
  const before = await linksSeenBy(app);
  const consentId = await consent(self, {
    patientId,
    scope: 'NAMED_DISCLOSURE',
    recipient: { partnerAppId: made.partnerApp.id },
    categories: ['PEER_SUPPORT'],
    purpose: 'PATIENT_REQUEST',
  });
  const meanwhile = await linksSeenBy(app);
  await agrees(self, 'revokeConsent', { consentId }, 'consent { status }');
  const after = await linksSeenBy(app);
  const { viewer } = await self.ask<{
    viewer: { patient: { disclosures: { nodes: { recipient: string }[] } } };
  }>('{ viewer { patient { disclosures(first: 50) { nodes { recipient } } } } }');
  const told = viewer.patient.disclosures.nodes.filter(({ recipient }) => recipient.startsWith('Pocket Companions'));
  return { before, meanwhile, after, disclosures: told.length };
}

async function linksSeenBy(app: Voice): Promise<number> {
  const { peerLinks } = await app.ask<{ peerLinks: { nodes: object[] } }>('{ peerLinks(first: 10) { nodes { id } } }');
  return peerLinks.nodes.length;
}
