import { canonical, firstDifference, withoutNewId } from '../../bench/verify/canonical.mjs';

const UUID = '0198a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b';

describe('one notation for answers', () => {
  it('takes an id for the UUID in it, and for nothing else', () => {
    const answer = {
      id: 'cbt_activity_0198a1b2c3d47e5f8a9b0c1d2e3f4a5b',
      title: 'care_plan_0198a1b2c3d47e5f8a9b0c1d2e3f4a5b',
    };
    expect(canonical(answer)).toEqual({ id: UUID, title: answer.title });
    expect(canonical({ id: UUID })).toEqual({ id: UUID });
  });

  it('takes an instant for UTC with milliseconds, whoever wrote it', () => {
    const written = ['2026-03-01T17:30:00.120Z', '2026-03-01T17:30:00.120000+00:00', '2026-03-01T10:30:00.12-07:00'];
    for (const occurredAt of written)
      expect(canonical({ occurredAt })).toEqual({ occurredAt: '2026-03-01T17:30:00.120Z' });
  });

  it('leaves days, numbers, null and the order of lists as they are', () => {
    const answer = {
      birthDate: '2026-03-01',
      minutes: 50,
      summary: null,
      focus: ['B', 'A'],
      nodes: [{ active: true }],
    };
    expect(canonical(answer)).toEqual(answer);
  });

  it('reads nothing into a cursor, but that there is one', () => {
    expect(canonical({ pageInfo: { endCursor: 'WyJ1' } })).toEqual({ pageInfo: { endCursor: 'cursor' } });
    expect(canonical({ pageInfo: { endCursor: null } })).toEqual({ pageInfo: { endCursor: null } });
  });

  it('forgets the id of a session that was made for this answer, and keeps all else', () => {
    const data = { recordSession: { created: true, session: { id: 'session_1', activity: { id: 'a' } } } };
    expect(withoutNewId(data)).toEqual({
      recordSession: { created: true, session: { id: 'new', activity: { id: 'a' } } },
    });
  });
});

describe('the first difference between two answers', () => {
  const answer = {
    patients: {
      nodes: [
        { id: 'a', status: 'ACTIVE' },
        { id: 'b', status: null },
      ],
    },
  };
  const changed = (change: (copy: typeof answer) => void) => {
    const copy = structuredClone(answer);
    change(copy);
    return firstDifference(answer, copy);
  };

  it('is none when they are the same, in whatever order fields come', () => {
    const [first, second] = answer.patients.nodes;
    const turned = { patients: { nodes: [{ status: first?.status, id: first?.id }, second] } };
    expect(firstDifference(answer, turned)).toBeUndefined();
  });

  it('is named with its place and both values', () => {
    const difference = changed(({ patients }) => patients.nodes.splice(1, 1, { id: 'b', status: 'ALUMNUS' }));
    expect(difference).toBe('.patients.nodes.1.status: null here, "ALUMNUS" there');
  });

  it('is a row too many, a row too few, a field too many', () => {
    expect(changed(({ patients }) => patients.nodes.pop())).toContain('.patients.nodes.1');
    expect(changed(({ patients }) => patients.nodes.push({ id: 'c', status: null }))).toContain('.patients.nodes.2');
    expect(changed((copy) => Object.assign(copy, { extra: 1 }))).toContain('.extra');
  });

  it('tells a list from an object, and null from a list', () => {
    expect(firstDifference({ nodes: [] }, { nodes: {} })).toContain('.nodes');
    expect(firstDifference({ nodes: [] }, { nodes: null })).toContain('.nodes');
  });
});
