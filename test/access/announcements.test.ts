import { type Announcement, Announcements } from '../../src/access/announcements';

const HARBOR = 'harbor';

const announcement = (id: string, organizationId = HARBOR): Announcement => ({
  id,
  organizationId,
  type: 'CARE_PLAN',
  subjectId: id,
  version: 1,
  patientId: null,
  principalId: null,
});

const everything = (): boolean => true;

it('tells everybody who listens what concerns them, from then on, each once and in order', async () => {
  const announcements = new Announcements();
  announcements.tell(announcement('before'));
  const [all, some] = [
    announcements.listen(HARBOR, everything),
    announcements.listen(HARBOR, ({ id }) => id === 'two'),
  ];
  const elsewhere = announcements.listen('meadow', everything);
  for (const id of ['one', 'two', 'three']) announcements.tell(announcement(id));
  announcements.tell(announcement('theirs', 'meadow'));
  const heard = [await all.next(), await all.next(), await all.next(), await some.next(), await elsewhere.next()];
  expect(heard.map(({ value }) => value.id)).toEqual(['one', 'two', 'three', 'two', 'theirs']);
});

it('wakes whoever waits', async () => {
  const announcements = new Announcements();
  const listening = announcements.listen(HARBOR, everything);
  const next = listening.next();
  announcements.tell(announcement('one'));
  expect((await next).value.id).toBe('one');
});

it('lets somebody leave while they wait, and forgets them', async () => {
  const announcements = new Announcements();
  const listening = announcements.listen(HARBOR, everything);
  expect(announcements.isHeard).toBe(true);
  const next = listening.next();
  await listening.return?.();
  expect(await next).toEqual({ done: true, value: undefined });
  expect(announcements.isHeard).toBe(false);
});

it('keeps no more for a slow reader than they may leave waiting, and tells them that they missed some', async () => {
  const announcements = new Announcements(2);
  const [slow, quick] = [announcements.listen(HARBOR, everything), announcements.listen(HARBOR, everything)];
  for (const id of ['one', 'two', 'three']) {
    announcements.tell(announcement(id));
    expect((await quick.next()).value.id).toBe(id);
  }
  await expect(slow.next()).rejects.toMatchObject({ extensions: { code: 'RATE_LIMITED' } });
  announcements.tell(announcement('four'));
  expect((await quick.next()).value.id).toBe('four');
});

it('lets somebody who read too slowly leave once, so that whoever came since goes on hearing', async () => {
  const announcements = new Announcements(1);
  const slow = announcements.listen(HARBOR, everything);
  for (const id of ['one', 'two']) announcements.tell(announcement(id));
  const next = announcements.listen(HARBOR, everything);
  await slow.return?.();
  expect(announcements.isHeard).toBe(true);
  announcements.tell(announcement('three'));
  expect((await next.next()).value.id).toBe('three');
});
