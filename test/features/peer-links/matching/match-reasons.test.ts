import { matchReasons } from '../../../../src/features/peer-links/matching/match-reasons';
import { MatchFactor, type MatchFacts } from '../../../../src/features/peer-links/matching/peer-match.entity';
import { PeerKind } from '../../../../src/features/peer-links/peer-link.entity';
import { Approach, Fellowship, Modality } from '../../../../src/features/peers';

const NOTHING: MatchFacts = { approaches: [], modalities: [], languages: [] };
const EVERYTHING: MatchFacts = {
  approaches: [Approach.SECULAR],
  modalities: [Modality.IN_PERSON, Modality.PHONE],
  languages: ['es-MX'],
  traits: ['veterans', 'young people'],
  openSlots: 2,
  freeAt: 0,
  meetingTypes: ['O', 'Y'],
};
const ALL = Object.fromEntries(Object.values(MatchFactor).map((factor) => [factor, 0.125]));

const said = (kind: PeerKind, facts: MatchFacts): string[] =>
  matchReasons({ kind, shares: ALL, facts }, null).map(({ sentence }) => sentence);

describe('the reasons of a suggestion', () => {
  it('are those with a share, the weightiest first', () => {
    const shares = { LANGUAGE: 0.1, APPROACH: 0.5, CAPACITY: 0.3 };
    const reasons = matchReasons({ kind: PeerKind.MENTOR, shares, facts: EVERYTHING }, null);
    expect(reasons.map(({ factor, weight }) => [factor, weight])).toEqual([
      ['APPROACH', 0.5],
      ['CAPACITY', 0.3],
      ['LANGUAGE', 0.1],
    ]);
  });

  it('are whole sentences, without a distance in numbers', () => {
    for (const kind of Object.values(PeerKind))
      for (const facts of [
        EVERYTHING,
        { ...EVERYTHING, approaches: [], openSlots: null, freeAt: null },
        { ...EVERYTHING, fellowship: Fellowship.LIFERING, isFromAfar: true },
      ])
        for (const sentence of said(kind, facts)) {
          expect(sentence).toMatch(/^[A-Z].*[^,.: ]\.$/);
          expect(sentence).not.toMatch(/undefined|null|NaN| {2}|\d ?(km|mi)/);
        }
  });

  it('have words for every approach, modality and community', () => {
    for (const approach of Object.values(Approach))
      expect(said(PeerKind.MENTOR, { ...NOTHING, approaches: [approach] })[0]).toMatch(/, as you wish\.$/);
    for (const modality of Object.values(Modality))
      expect(said(PeerKind.MENTOR, { ...NOTHING, modalities: [modality] })[1]).toMatch(/, as you wish\.$/);
    for (const fellowship of Object.values(Fellowship))
      expect(said(PeerKind.GROUP, { ...NOTHING, fellowship })[0]).toMatch(/^Is .*, which you asked for\.$/);
  });

  it('name what is shared', () => {
    expect(said(PeerKind.MENTOR, EVERYTHING)).toEqual([
      'Is secular, as you wish.',
      'In person and by phone, as you wish.',
      'Speaks Spanish, as you do.',
      'Has time Mondays from 00:00, when you are free.',
      'Meets within reach of your home.',
      'Knows this well: veterans and young people.',
      'Has room for 2 more people.',
      'Has what you like in a meeting: Open and Young People.',
    ]);
  });
});
