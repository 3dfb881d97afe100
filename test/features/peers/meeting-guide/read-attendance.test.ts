import { Modality } from '../../../../src/features/peers/modality';
import { listingOf } from './a-row';

const ZOOM = 'https://us02web.zoom.us/j/5550100000';
const DIAL_IN = '+15550100,,5550100000#';
const CITY = 'Springfield, IL 62701, USA';

const howOf = (fields: Record<string, unknown>): string => {
  const { active, modality } = listingOf(fields);
  return active ? modality : 'inactive';
};

describe('the modality of a listing', () => {
  it.each([
    ['an address', {}, Modality.IN_PERSON],
    ['an address and a link', { conference_url: ZOOM }, Modality.HYBRID],
    ['an address and a dial-in', { conference_phone: DIAL_IN }, Modality.HYBRID],
    ['an address, a link and a dial-in', { conference_url: ZOOM, conference_phone: DIAL_IN }, Modality.HYBRID],
    ['a closed address and a link', { types: ['TC'], conference_url: ZOOM }, Modality.VIRTUAL],
    ['a closed address and a dial-in', { types: ['TC'], conference_phone: DIAL_IN }, Modality.PHONE],
    ['a closed address', { types: ['TC'] }, 'inactive'],
    ['a city and a link', { formatted_address: CITY, conference_url: ZOOM }, Modality.VIRTUAL],
    ['a city and a dial-in', { formatted_address: CITY, conference_phone: DIAL_IN }, Modality.PHONE],
    ['a city', { formatted_address: CITY }, 'inactive'],
    ['a link alone', { formatted_address: null, conference_url: ZOOM }, Modality.VIRTUAL],
    ['nothing', { formatted_address: '' }, 'inactive'],
    ['an address that is approximate, and a link', { approximate: 'yes', conference_url: ZOOM }, Modality.VIRTUAL],
    ['a city that is not approximate', { formatted_address: CITY, approximate: 'no' }, Modality.IN_PERSON],
  ])('with %s', (_, fields, expected) => {
    expect(howOf(fields)).toBe(expected);
  });

  it.each([
    ['inactive', { conference_url: ZOOM }, 'inactive'],
    ['online', { conference_url: ZOOM }, Modality.VIRTUAL],
    ['online', {}, Modality.IN_PERSON],
    ['hybrid', {}, Modality.IN_PERSON],
    ['in_person', { types: ['TC'] }, 'inactive'],
    ['in_person', { conference_url: ZOOM }, Modality.HYBRID],
  ])('lets attendance_option %s only take away', (attendance_option, fields, expected) => {
    expect(howOf({ ...fields, attendance_option })).toBe(expected);
  });
});

describe('the join link of a listing', () => {
  it.each([
    ['https://zoom.us/j/1', 'Zoom'],
    ['https://US02WEB.ZOOM.US/j/1', 'Zoom'],
    ['https://zoom.us./j/1', 'Zoom'],
    ['https://meet.google.com/abc', 'Google Meet'],
    ['https://evilzoom.us/j/1', null],
    ['https://zoom.us.example.org/j/1', null],
    ['https://example.org/zoom.us', null],
    ['https://google.com/meet', null],
    ['https://us/j/1', null],
  ])('%s is of provider %s', (conference_url, provider) => {
    const listing = listingOf({ conference_url });
    expect(listing.joinProvider).toBe(provider);
    expect(listing.joinUrl).toMatch(/^https:/);
    expect(listing.modality).toBe(provider === null ? Modality.IN_PERSON : Modality.HYBRID);
  });

  it.each([
    'http://zoom.us/j/1',
    'zoom.us/j/1',
    'javascript:alert(1)',
    'https://zoom.us@example.org/',
    'https://',
    5,
    {},
  ])('drops %j', (conference_url) => {
    expect(listingOf({ conference_url })).toMatchObject({ joinUrl: null, modality: Modality.IN_PERSON });
  });
});

describe('the dial-in of a listing', () => {
  it.each([
    [DIAL_IN, DIAL_IN],
    ['+1 (555) 555-0100,,12345#', '+15555550100,,12345#'],
    [5555550100, '5555550100'],
  ])('reads %j', (conference_phone, expected) => {
    expect(listingOf({ conference_phone }).phone).toBe(expected);
  });

  it.each(['call 555-555-0100 and ask', '12345', '-------', '1'.repeat(65), null])('drops %j', (conference_phone) => {
    expect(listingOf({ conference_phone })).toMatchObject({ phone: null, modality: Modality.IN_PERSON });
  });
});
