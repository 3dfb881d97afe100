let made = 0;

/** A listing in Meeting Guide JSON: Mondays at seven in the evening, at a place. */
export function aListing(overrides: Record<string, unknown> = {}): Record<string, unknown> {
  made += 1;
  return {
    slug: `listing-${made}`,
    name: `Evening Meeting ${made}`,
    day: 1,
    time: '19:00',
    end_time: '20:00',
    types: ['O', 'D'],
    location: 'Harbor Hall',
    formatted_address: '12 Harbor Street, Oakland, CA 94601, USA',
    ...overrides,
  };
}

/** As many listings as asked for, each with a slug and a group of its own. */
export function manyListings(count: number): Record<string, unknown>[] {
  return Array.from({ length: count }, () => aListing());
}
