import { areSameFacts, groupFacts, revisedFacts } from '../../../../src/features/peers/import-meetings/group-facts';
import { MEETING_TYPES } from '../../../../src/features/peers/meeting-guide/meeting-types';
import { Modality } from '../../../../src/features/peers/modality';
import { Fellowship } from '../../../../src/features/peers/peer-group.entity';
import { Approach } from '../../../../src/features/peers/peer-support';

const { TWELVE_STEP_AA, SMART_RECOVERY, CELEBRATE_RECOVERY, OTHER } = Fellowship;
const meeting = (types: string[], modality = Modality.IN_PERSON, active = true) => ({ types, modality, active });

describe('what a group is known for', () => {
  it('has the approaches of its fellowship, and SECULAR where a meeting says so', () => {
    expect(groupFacts(TWELVE_STEP_AA, []).approaches).toEqual([Approach.TWELVE_STEP]);
    expect(groupFacts(TWELVE_STEP_AA, [meeting(['A'])]).approaches).toEqual([Approach.TWELVE_STEP, Approach.SECULAR]);
    expect(groupFacts(SMART_RECOVERY, []).approaches).toEqual([Approach.SECULAR]);
    expect(groupFacts(CELEBRATE_RECOVERY, []).approaches).toEqual([Approach.TWELVE_STEP, Approach.FAITH_BASED]);
    expect(groupFacts(OTHER, []).approaches).toEqual([]);
  });

  it('gathers modalities and types of all meetings, in an order that does not depend on theirs', () => {
    const meetings = [meeting(['W', 'O'], Modality.VIRTUAL), meeting(['O', 'D'], Modality.IN_PERSON)];
    const facts = groupFacts(TWELVE_STEP_AA, meetings);
    expect(facts.modalities).toEqual([Modality.IN_PERSON, Modality.VIRTUAL]);
    expect(facts.meetingTypes).toEqual(['D', 'O', 'W']);
    expect(groupFacts(TWELVE_STEP_AA, meetings.reverse())).toEqual(facts);
  });

  it('speaks the languages that types name, and none when they name none', () => {
    expect(groupFacts(TWELVE_STEP_AA, [meeting(['S', 'EN', 'O'])]).languages).toEqual(['en', 'es']);
    expect(groupFacts(TWELVE_STEP_AA, [meeting(['O', 'TR', 'SP'])]).languages).toEqual([]);
  });

  it('knows a language of every type whose label is one', () => {
    const names = new Intl.DisplayNames('en', { type: 'language' });
    const languages = [...MEETING_TYPES].flatMap(([code, label]) => {
      const [tag] = groupFacts(OTHER, [meeting([code])]).languages;
      return tag === undefined ? [] : [[label, names.of(tag)]];
    });
    expect(languages.length).toBeGreaterThan(35);
    for (const [label, name] of languages) {
      expect(['American Sign Language', 'Quebec Sign Language', 'Russian Sign Language', 'Tagalog', name]).toContain(
        label,
      );
    }
  });

  it('asks the meetings that take place, and the others only when none does', () => {
    const meetings = [meeting(['S'], Modality.VIRTUAL, false), meeting(['EN'], Modality.IN_PERSON)];
    expect(groupFacts(OTHER, meetings)).toMatchObject({ modalities: [Modality.IN_PERSON], languages: ['en'] });
    expect(groupFacts(OTHER, meetings.slice(0, 1))).toMatchObject({
      modalities: [Modality.VIRTUAL],
      languages: ['es'],
    });
  });
});

describe('a group that staff changed', () => {
  const before = groupFacts(TWELVE_STEP_AA, [meeting(['O'])]);
  const stored = { ...before, languages: ['en', 'es'] };

  it('keeps what they changed while its meetings say the same', () => {
    expect(areSameFacts(revisedFacts(stored, before, before), stored)).toBe(true);
  });

  it('keeps it too when its meetings say something new about something else', () => {
    const after = groupFacts(TWELVE_STEP_AA, [meeting(['O', 'W'])]);
    expect(revisedFacts(stored, before, after)).toEqual({ ...stored, meetingTypes: ['O', 'W'] });
  });

  it('takes what its meetings say anew about the same', () => {
    const after = groupFacts(TWELVE_STEP_AA, [meeting(['O', 'FR'])]);
    expect(revisedFacts(stored, before, after).languages).toEqual(['fr']);
  });

  it("takes the import's fellowship", () => {
    const after = groupFacts(SMART_RECOVERY, [meeting(['O'])]);
    expect(revisedFacts(stored, before, after)).toMatchObject({
      fellowship: SMART_RECOVERY,
      approaches: [Approach.SECULAR],
      languages: ['en', 'es'],
    });
  });
});
