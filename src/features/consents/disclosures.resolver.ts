import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Allow } from '../../access/authorize';
import type { Context } from '../../access/context';
import { RecordDisclosureInput, RecordDisclosurePayload, recordDisclosure } from './record-disclosure';
import { WHO_MAY_RECORD_DISCLOSURES } from './restriction.policy';

const INPUT = { description: 'What to do.' };

/** What left the program otherwise than by the API. */
@Resolver()
export class DisclosuresResolver {
  @Mutation(() => RecordDisclosurePayload, {
    description:
      'Write down a disclosure by fax, phone or on paper, by court order, or to outside medical personnel (42 CFR 2.51). It stays for good.',
  })
  @Allow(WHO_MAY_RECORD_DISCLOSURES)
  recordDisclosure(
    @Ctx() ctx: Context,
    @Arg('input', () => RecordDisclosureInput, INPUT) input: RecordDisclosureInput,
  ) {
    return recordDisclosure(ctx, input);
  }
}
