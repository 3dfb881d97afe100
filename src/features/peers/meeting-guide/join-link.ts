import { type RawRow, textOf } from './row-fields';
import { readWebLink } from './web-link';

/** Where a meeting is joined online. */
export interface JoinLink {
  /** Always https. */
  readonly url: string;
  /** The conference service, null when it is none of the common ones. */
  readonly provider: string | null;
}

/** The services of TSML UI, the reference reader of such feeds (code4recovery/tsml-ui, commit fef58db of 2026-06-29). */
const PROVIDERS: Readonly<Record<string, string>> = {
  'bluejeans.com': 'BlueJeans',
  'discord.gg': 'Discord',
  'freeconference.com': 'FreeConference',
  'freeconferencecall.com': 'FreeConferenceCall',
  'goto.com': 'GoTo',
  'gotomeet.me': 'GoTo',
  'gotomeeting.com': 'GoTo',
  'horizon.meta.com': 'Horizon',
  'maps.secondlife.com': 'Second Life',
  'meet.google.com': 'Google Meet',
  'meet.jit.si': 'Jitsi',
  'meetings.dialpad.com': 'Dialpad',
  'signal.group': 'Signal',
  'skype.com': 'Skype',
  'slurl.com': 'Second Life',
  'teams.live.com': 'Teams',
  'teams.microsoft.com': 'Teams',
  'vrchat.com': 'VRChat',
  'webex.com': 'Webex',
  'zoho.com': 'Zoho',
  'zoom.us': 'Zoom',
};

/**
 * Reads the link by which a listing is joined; null when it has none that is https.
 *
 * The specification asks for a common conference service that opens the meeting at once, "and not an intermediary page".
 * A link to anywhere else is kept, with no provider, and does not make a meeting virtual: it may be a home page.
 */
export function readJoinLink(row: RawRow): JoinLink | null {
  const url = readWebLink(row, 'conference_url', ['https:']);
  return url === null ? null : { url: url.href, provider: providerOf(url.hostname) };
}

function providerOf(hostname: string): string | null {
  const labels = hostname.replace(/\.$/, '').split('.');
  // Compared label by label: evilzoom.us ends like zoom.us and is not.
  for (let first = 0; first < labels.length - 1; first += 1) {
    const domain = labels.slice(first).join('.');
    if (Object.hasOwn(PROVIDERS, domain)) return PROVIDERS[domain] ?? null;
  }
  return null;
}

const DIAL_IN = /^[\d+,*#;()\s./-]{7,64}$/;

/**
 * Reads the number by which a meeting is dialled into, its commas, `*` and `#` included: they form one-tap links.
 * This is the meeting's own number, no person's. Null when absent, or when words make it no number.
 */
export function readDialIn(row: RawRow): string | null {
  const text = textOf(row.conference_phone);
  if (text === null || !DIAL_IN.test(text)) return null;
  const number = text.replace(/[^\d+,*#]/g, '');
  return (number.match(/\d/g) ?? []).length >= 7 ? number : null;
}
