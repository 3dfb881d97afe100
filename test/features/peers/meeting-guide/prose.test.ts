import { listingOf } from './a-row';

const notesOf = (notes: unknown): string | null => listingOf({ notes }).notes;

describe('the text of a listing', () => {
  it.each([
    ['Bring your own chair.\r\n\r\n\r\n\r\nRing  buzzer.\n', 'Bring your own chair.\n\nRing buzzer.'],
    ['Bread &amp; <b>butter</b>\nsecond line', 'Bread & butter\nsecond line'],
    ['<p>One</p><p>Two<br>lines</p>', 'One\n\nTwo\nlines'],
    ['<ul><li>a</li><li>b</li></ul>', '- a\n- b'],
    ['<h2>Parking</h2>free', 'Parking\n\nfree'],
    ['<table><tr><td>a</td><td>b</td></tr></table>', 'a b'],
    ['<a href="https://track.example.org/?u=1">our site</a>', 'our site'],
    ['<script>alert(1)</script><style>b{}</style><img src=x onerror=alert(1)>seen', 'seen'],
    ['&lt;script&gt;alert(1)&lt;/script&gt;seen', 'seen'],
    ['ages < 30 & > 20, with <3', 'ages < 30 & > 20, with <3'],
    ['nul\u0000 and \ud800 half', 'nul and half'],
    ['   ', null],
    ['<br>', null],
    [false, null],
  ])('turns %j into plain text', (html, text) => {
    expect(notesOf(html)).toBe(text);
  });

  it('is plain in names and places too', () => {
    const listing = listingOf({ name: 'Tom &amp; <i>Jo</i>', group: 'R&amp;B', location: '<b>Hall</b> 1' });
    expect(listing).toMatchObject({ name: 'Tom & Jo', groupName: 'R&B', venue: { name: 'Hall 1' } });
  });

  it('holds the notes on the location, said once', () => {
    expect(listingOf({ notes: 'Ring the bell.', location_notes: 'Room 15' }).notes).toBe('Ring the bell.\n\nRoom 15');
    expect(listingOf({ notes: 'In Room 15', location_notes: 'Room 15' }).notes).toBe('In Room 15');
    expect(listingOf({ location_notes: 'Room 15' }).notes).toBe('Room 15');
  });

  it('ends with an ellipsis when it is too long', () => {
    const notes = notesOf('🙂'.repeat(5_000));
    expect([...(notes ?? '')]).toHaveLength(4_000);
    expect(notes).toMatch(/🙂…$/u);
  });

  it('is read from markup that is nested or spoiled on purpose', () => {
    expect(notesOf(`near${'<div>'.repeat(5_000)}deep`)).toBe('near');
    expect(notesOf(`${'<'.repeat(30_000)}end`)).toHaveLength(4_000);
    expect(notesOf('&amp;'.repeat(6_000))).toMatch(/^&+…$/);
  });
});

describe('private details in the text of a listing', () => {
  it.each([
    ['Email bob.b+aa@mail.example.org to join', 'Email [removed] to join'],
    ['Call (555) 555-0100 or 555-0101.', 'Call [removed] or [removed].'],
    ['Call 1-555-555-0100', 'Call [removed]'],
    ['Contact Bob 5555550100', 'Contact Bob [removed]'],
    ['From abroad +44 20 7946 0000', 'From abroad [removed]'],
    ['Tel. 555 555 0100, 555.555.0100', 'Tel. [removed], [removed]'],
    ['7th tradition: Venmo @Morning-Light', '7th tradition: Venmo [removed]'],
    ['Cash App is $MorningLight', 'Cash App is [removed]'],
    ['PayPal: MorningLight', 'PayPal: [removed]'],
    ['https://www.paypal.me/MorningLight thanks', '[removed] thanks'],
    ['venmo.com/u/Morning-Light', '[removed]'],
  ])('are removed from %j', (notes, expected) => {
    expect(notesOf(notes)).toBe(expected);
  });

  it.each([
    'Business meeting: 2nd Sunday @ 5:15 pm, 2021-08-28, 10AM-11AM',
    'Meeting ID: 921 7689 9954',
    'Meeting ID: 9217689995',
    'Zoom: https://zoom.us/j/921-768-9995',
    '4953 W Addison St, 60641-1234',
    'Parking on Union Square is $5',
    'We meet @ the church',
  ])('are not found in %j', (notes) => {
    expect(notesOf(notes)).toBe(notes);
  });

  it('are not left behind where a text is cut', () => {
    expect(notesOf(`${'x '.repeat(1_990)}bob@example.org and more`.padEnd(4_100, '.'))).not.toContain('bob');
  });

  it('stay out, whatever field they stand in', () => {
    const secret = 'SECRET';
    const fields = [
      ...[
        'contact_1_name',
        'contact_1_email',
        'contact_1_phone',
        'contact_2_email',
        'contact_3_phone',
        'email',
        'phone',
      ],
      ...['venmo', 'square', 'paypal', 'homegroup_online', 'feedback_emails', 'feedback_url', 'edit_url', 'author'],
      ...['conference_url_notes', 'conference_phone_notes', 'entity_email', 'entity_phone', 'group_notes', 'website'],
    ];
    const listing = listingOf(Object.fromEntries(fields.map((field) => [field, secret])));
    expect(JSON.stringify(listing)).not.toContain(secret);
  });
});
