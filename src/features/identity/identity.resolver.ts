import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Allow } from '../../access/authorize';
import type { Context } from '../../access/context';
import { Role } from '../../access/role';
import { ConnectAccountInput, ConnectAccountPayload, connectAccount } from './connect-account';
import { DeactivateClinicianInput, DeactivateClinicianResult, deactivateClinician } from './deactivate-clinician';
import { RegisterClinicianInput, RegisterClinicianPayload, registerClinician } from './register-clinician';
import { RegisterPartnerAppInput, RegisterPartnerAppPayload, registerPartnerApp } from './register-partner-app';
import { ReviseOrganizationInput, ReviseOrganizationResult, reviseOrganization } from './revise-organization';
import { SuspendPartnerAppInput, SuspendPartnerAppResult, suspendPartnerApp } from './suspend-partner-app';

const INPUT = { description: 'What to do.' };

@Resolver()
export class IdentityResolver {
  @Mutation(() => ReviseOrganizationResult, { description: 'Change your organization and what it decides for itself.' })
  @Allow([Role.ADMINISTRATOR])
  reviseOrganization(
    @Ctx() ctx: Context,
    @Arg('input', () => ReviseOrganizationInput, INPUT) input: ReviseOrganizationInput,
  ) {
    return reviseOrganization(ctx, input);
  }

  @Mutation(() => RegisterPartnerAppPayload, { description: "Register a partner's app or a clinical record system." })
  @Allow([Role.ADMINISTRATOR])
  registerPartnerApp(
    @Ctx() ctx: Context,
    @Arg('input', () => RegisterPartnerAppInput, INPUT) input: RegisterPartnerAppInput,
  ) {
    return registerPartnerApp(ctx, input);
  }

  @Mutation(() => SuspendPartnerAppResult, { description: "Stop accepting a client's tokens." })
  @Allow([Role.ADMINISTRATOR])
  suspendPartnerApp(
    @Ctx() ctx: Context,
    @Arg('input', () => SuspendPartnerAppInput, INPUT) input: SuspendPartnerAppInput,
  ) {
    return suspendPartnerApp(ctx, input);
  }

  @Mutation(() => ConnectAccountPayload, {
    description: 'Bind a login (issuer, subject) to a clinician, mentor or patient.',
  })
  @Allow([Role.ADMINISTRATOR, Role.INTAKE])
  connectAccount(@Ctx() ctx: Context, @Arg('input', () => ConnectAccountInput, INPUT) input: ConnectAccountInput) {
    return connectAccount(ctx, input);
  }

  @Mutation(() => RegisterClinicianPayload, { description: 'Register a clinician who begins to work here.' })
  @Allow([Role.ADMINISTRATOR])
  registerClinician(
    @Ctx() ctx: Context,
    @Arg('input', () => RegisterClinicianInput, INPUT) input: RegisterClinicianInput,
  ) {
    return registerClinician(ctx, input);
  }

  @Mutation(() => DeactivateClinicianResult, {
    description: "End a clinician's work here, and every seat of theirs on a care team.",
  })
  @Allow([Role.ADMINISTRATOR])
  deactivateClinician(
    @Ctx() ctx: Context,
    @Arg('input', () => DeactivateClinicianInput, INPUT) input: DeactivateClinicianInput,
  ) {
    return deactivateClinician(ctx, input);
  }
}
