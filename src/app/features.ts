import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Foundation1767225600001 } from '../../migrations/0001-foundation';
import { Identity1767225600002 } from '../../migrations/0002-identity';
import { Patients1767225600003 } from '../../migrations/0003-patients';
import { Peers1767225600004 } from '../../migrations/0004-peers';
import { CarePlans1767225600005 } from '../../migrations/0005-care-plans';
import { PeerLinks1767225600006 } from '../../migrations/0006-peer-links';
import { Consents1767225600007 } from '../../migrations/0007-consents';
import { TwoKeys1767225600008 } from '../../migrations/0008-two-keys';
import { AuditChain1767225600009 } from '../../migrations/0009-audit-chain';
import { ClientAssertions1767225600010 } from '../../migrations/0010-client-assertions';
import { CounselingNotes1767225600011 } from '../../migrations/0011-counseling-notes';
import { ShownVersions1767225600012 } from '../../migrations/0012-shown-versions';
import { DisclosuresWithoutLocks1767225600013 } from '../../migrations/0013-disclosures-without-locks';
import { ApiDisclosures1767225600014 } from '../../migrations/0014-api-disclosures';
import { LooksInOneLine1767225600015 } from '../../migrations/0015-looks-in-one-line';
import { DisclosuresAtLessCost1767225600016 } from '../../migrations/0016-disclosures-at-less-cost';
import { FollowUps1767225600017 } from '../../migrations/0017-follow-ups';
import { Matching1767225600018 } from '../../migrations/0018-matching';
import { PeerContacts1767225600019 } from '../../migrations/0019-peer-contacts';
import { Recovery1767225600020 } from '../../migrations/0020-recovery';
import { ReturnsToUse1767225600021 } from '../../migrations/0021-returns-to-use';
import { Assessments1767225600022 } from '../../migrations/0022-assessments';
import { Changes1767225600023 } from '../../migrations/0023-changes';
import { MentorInvitations1767225600024 } from '../../migrations/0024-mentor-invitations';
import { Jobs1767225600025 } from '../../migrations/0025-jobs';
import { Attention1767225600026 } from '../../migrations/0026-attention';
import { Timeline1767225600027 } from '../../migrations/0027-timeline';
import { FollowedThrough1767225600028 } from '../../migrations/0028-followed-through';
import { ForgottenOutcomes1767225600029 } from '../../migrations/0029-forgotten-outcomes';
import { ChangesByType1767225600032 } from '../../migrations/0032-changes-by-type';
import { AuditEvent } from '../access/audit-event.entity';
import type { Feature } from '../access/feature';
import { NodeResolver } from '../access/node.resolver';
import { carePlans } from '../features/care-plans';
import { consents } from '../features/consents';
import { exchange } from '../features/exchange';
import { identity } from '../features/identity';
import { insight } from '../features/insight';
import { patients } from '../features/patients';
import { peerLinks } from '../features/peer-links';
import { peers } from '../features/peers';
import { recovery } from '../features/recovery';
import type { SchemaDefinition } from '../platform/database/migrate';

/** Every feature, the lowest rank first. */
export const features: readonly Feature[] = [
  identity,
  peers,
  patients,
  consents,
  carePlans,
  peerLinks,
  recovery,
  insight,
  exchange,
];

/** Every resolver class of the graph. */
export const resolvers: readonly NewableFunction[] = [
  NodeResolver,
  ...features.flatMap((feature) => feature.resolvers),
];

/** Tables, migrations and row policies of the whole product. */
export const schemaDefinition: SchemaDefinition = {
  entities: [AuditEvent, ...features.flatMap((feature) => feature.entities)],
  migrations: [
    Foundation1767225600001,
    Identity1767225600002,
    Patients1767225600003,
    Peers1767225600004,
    CarePlans1767225600005,
    PeerLinks1767225600006,
    Consents1767225600007,
    TwoKeys1767225600008,
    AuditChain1767225600009,
    ClientAssertions1767225600010,
    CounselingNotes1767225600011,
    ShownVersions1767225600012,
    DisclosuresWithoutLocks1767225600013,
    ApiDisclosures1767225600014,
    LooksInOneLine1767225600015,
    DisclosuresAtLessCost1767225600016,
    FollowUps1767225600017,
    Matching1767225600018,
    PeerContacts1767225600019,
    Recovery1767225600020,
    ReturnsToUse1767225600021,
    Assessments1767225600022,
    Changes1767225600023,
    MentorInvitations1767225600024,
    Jobs1767225600025,
    Attention1767225600026,
    Timeline1767225600027,
    FollowedThrough1767225600028,
    ForgottenOutcomes1767225600029,
    ChangesByType1767225600032,
  ],
  rows: [
    readFileSync(join(__dirname, '../access/access.rows.sql'), 'utf8'),
    readFileSync(join(__dirname, '../access/audit/audit.rows.sql'), 'utf8'),
    readFileSync(join(__dirname, '../platform/jobs/jobs.rows.sql'), 'utf8'),
    ...features.map((feature) => feature.rows),
  ],
};
