import { listingOf } from './a-row';

const ZOOM = 'https://zoom.us/j/1';

const isSpecific = (fields: Record<string, unknown>): boolean | undefined => {
  const { venue } = listingOf(fields);
  return venue === null ? undefined : !venue.approximate;
};

describe('an address in one line', () => {
  it.each([
    '12 Elm St, Springfield, IL 62701, USA',
    'Elm St & Oak Ave, Springfield, IL 62701, USA',
    'Corner of Highway 633 and Range Road 32, Alberta Beach, Alberta, Canada',
    '#9 11930 162 Ave NW, Edmonton, Alberta, T5X 4W9, Canada',
    'Lutheran Church, 66 Winthrop St, Cambridge, MA 02138, USA',
    '221B Baker Street, London NW1 6XE, UK',
    'Hauptstraße 5, 10115 Berlin, Germany',
  ])('is specific: %s', (formatted_address) => {
    expect(isSpecific({ formatted_address })).toBe(true);
  });

  it.each([
    'San Jose, CA, USA',
    'Milpitas, CA 95035, USA',
    'Wicker Park, Chicago, IL, USA',
    'Edmonton, Alberta, T5B 0S5, Canada',
    'Edmonton, Alberta, Canada, Edmonton, Alberta, Canada',
    'London NW1 6XE, UK',
    'Sydney NSW 2000, Australia',
    'Bonn, 53111, Germany',
    "St. John's, Newfoundland and Labrador, Canada",
    'Illinois, USA',
    'Zoom, Chicago, IL, USA',
  ])('is an area: %s', (formatted_address) => {
    expect(isSpecific({ formatted_address })).toBe(false);
  });

  it('is specific when it has a part smaller than the city, in which the location names a place', () => {
    const formatted_address = 'Louis Bull Reserve, Maskwacis, Alberta, Canada';
    expect(isSpecific({ formatted_address, location: 'Recreation Centre' })).toBe(true);
    expect(isSpecific({ formatted_address, location: 'Online Meeting' })).toBe(false);
    expect(isSpecific({ formatted_address, location: 'Maskwacis, Alberta' })).toBe(false);
    expect(isSpecific({ formatted_address: 'San Jose, CA, USA', location: 'City Hall' })).toBe(false);
  });

  it('is what `approximate` says, when it says', () => {
    const formatted_address = '12 Elm St, Springfield, IL 62701, USA';
    expect(isSpecific({ formatted_address, approximate: 'Yes' })).toBe(false);
    expect(isSpecific({ formatted_address, approximate: true })).toBe(false);
    expect(isSpecific({ formatted_address: 'Springfield, IL, USA', approximate: 'no' })).toBe(true);
    expect(isSpecific({ formatted_address: 'Springfield, IL, USA', approximate: '' })).toBe(false);
  });
});

describe('an address in fields', () => {
  const fields = { formatted_address: null, city: 'Snyder', state: '.TX', postal_code: 79549, country: 'USA' };

  it('is composed, with a postal code that is a number', () => {
    expect(listingOf({ ...fields, address: '5 Elm St' }).venue?.formattedAddress).toBe(
      '5 Elm St, Snyder, TX 79549, USA',
    );
  });

  it('is specific when the street is more than the name of the city', () => {
    expect(isSpecific({ ...fields, address: 'Winston Park' })).toBe(true);
    expect(isSpecific({ ...fields, address: 'Snyder' })).toBe(false);
    expect(isSpecific({ ...fields, address: 'Online' })).toBe(false);
    expect(isSpecific({ ...fields, address: '' })).toBe(false);
  });
});

describe('a venue', () => {
  it('has its coordinates, as numbers or as text', () => {
    expect(listingOf({ latitude: 39.8, longitude: '-89.65' }).venue).toMatchObject({
      latitude: 39.8,
      longitude: -89.65,
    });
  });

  it.each([
    [{ latitude: 0, longitude: 0 }],
    [{ latitude: 39.8 }],
    [{ latitude: 91, longitude: 0 }],
    [{ latitude: 10, longitude: -181 }],
    [{ latitude: 'north', longitude: 1 }],
    [{ latitude: '', longitude: '' }],
  ])('has none with %j', (fields) => {
    expect(listingOf(fields).venue).toMatchObject({ latitude: null, longitude: null });
  });

  it('has no coordinates where nobody can go: `near` must not measure to them', () => {
    const point = { latitude: 39.8, longitude: -89.65 };
    const nowhere = { latitude: null, longitude: null };
    expect(listingOf({ ...point, types: ['TC'], conference_url: ZOOM }).venue).toMatchObject(nowhere);
    expect(listingOf({ ...point, types: ['TC'] }).venue).toMatchObject(nowhere);
    expect(listingOf({ ...point, conference_url: ZOOM }).venue).toMatchObject(point);
  });

  it('is null without a name and an address', () => {
    expect(listingOf({ formatted_address: null, conference_url: ZOOM }).venue).toBeNull();
  });
});
