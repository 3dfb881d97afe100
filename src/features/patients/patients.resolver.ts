import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Allow } from '../../access/authorize';
import type { Context } from '../../access/context';
import { Role } from '../../access/role';
import { AttachIdentifierInput, AttachIdentifierPayload, attachIdentifier } from './attach-identifier';
import { DischargePatientInput, DischargePatientResult, dischargePatient } from './discharge-patient';
import { JoinCareTeamInput, JoinCareTeamResult, joinCareTeam } from './join-care-team';
import { LeaveCareTeamInput, LeaveCareTeamResult, leaveCareTeam } from './leave-care-team';
import { MarkEnteredInErrorInput, MarkEnteredInErrorResult, markEnteredInError } from './mark-entered-in-error';
import { ReadmitPatientInput, ReadmitPatientResult, readmitPatient } from './readmit-patient';
import { RegisterPatientInput, RegisterPatientPayload, registerPatient } from './register-patient';
import { RevisePatientInput, RevisePatientResult, revisePatient } from './revise-patient';

const INPUT = { description: 'What to do.' };
const TEAM_CHANGERS = [Role.PROGRAM_DIRECTOR, Role.CLINICIAN, Role.EHR_SYSTEM];

@Resolver()
export class PatientsResolver {
  @Mutation(() => RegisterPatientPayload, {
    description:
      'Register a patient. With an identifier that exists, the record is returned unchanged and created is false.',
  })
  @Allow([Role.INTAKE, Role.EHR_SYSTEM], 'Patient.c')
  registerPatient(@Ctx() ctx: Context, @Arg('input', () => RegisterPatientInput, INPUT) input: RegisterPatientInput) {
    return registerPatient(ctx, input);
  }

  @Mutation(() => RevisePatientResult, {
    description:
      'Change who a patient is and how to reach them. Patients change what they are called and how to reach them.',
  })
  @Allow([Role.INTAKE, Role.EHR_SYSTEM, Role.PATIENT], 'Patient.u')
  revisePatient(@Ctx() ctx: Context, @Arg('input', () => RevisePatientInput, INPUT) input: RevisePatientInput) {
    return revisePatient(ctx, input);
  }

  @Mutation(() => AttachIdentifierPayload, { description: 'Attach what another system calls a record.' })
  @Allow([Role.INTAKE, Role.EHR_SYSTEM], 'Patient.u')
  attachIdentifier(
    @Ctx() ctx: Context,
    @Arg('input', () => AttachIdentifierInput, INPUT) input: AttachIdentifierInput,
  ) {
    return attachIdentifier(ctx, input);
  }

  @Mutation(() => DischargePatientResult, {
    description: 'End the care of a patient here. Open care plans end with it; peer links go on, except at death.',
  })
  @Allow([Role.CLINICIAN, Role.PROGRAM_DIRECTOR, Role.EHR_SYSTEM], 'CarePlan.u')
  dischargePatient(
    @Ctx() ctx: Context,
    @Arg('input', () => DischargePatientInput, INPUT) input: DischargePatientInput,
  ) {
    return dischargePatient(ctx, input);
  }

  @Mutation(() => ReadmitPatientResult, { description: 'Take a patient into care, the first time or again.' })
  @Allow([Role.CLINICIAN, Role.PROGRAM_DIRECTOR, Role.EHR_SYSTEM], 'CarePlan.u')
  readmitPatient(@Ctx() ctx: Context, @Arg('input', () => ReadmitPatientInput, INPUT) input: ReadmitPatientInput) {
    return readmitPatient(ctx, input);
  }

  @Mutation(() => JoinCareTeamResult, {
    description:
      'Give a clinician a seat on a care team. A clinician who has none may take one to cover for a colleague who has: with coverForId, until, at most 14 days ahead, and a reason.',
  })
  @Allow(TEAM_CHANGERS, 'CarePlan.u')
  joinCareTeam(@Ctx() ctx: Context, @Arg('input', () => JoinCareTeamInput, INPUT) input: JoinCareTeamInput) {
    return joinCareTeam(ctx, input);
  }

  @Mutation(() => LeaveCareTeamResult, { description: 'End a seat on a care team.' })
  @Allow(TEAM_CHANGERS, 'CarePlan.u')
  leaveCareTeam(@Ctx() ctx: Context, @Arg('input', () => LeaveCareTeamInput, INPUT) input: LeaveCareTeamInput) {
    return leaveCareTeam(ctx, input);
  }

  @Mutation(() => MarkEnteredInErrorResult, {
    description:
      'Retract a record made by mistake; it stays, marked, with a reason. Patients take back what they said of their own recovery, check-ins, milestones, periods and returns to use that they shared; they and mentors, contacts that they logged themselves.',
  })
  @Allow([Role.CLINICIAN, Role.PROGRAM_DIRECTOR, Role.PATIENT, Role.PEER_MENTOR])
  markEnteredInError(
    @Ctx() ctx: Context,
    @Arg('input', () => MarkEnteredInErrorInput, INPUT) input: MarkEnteredInErrorInput,
  ) {
    return markEnteredInError(ctx, input);
  }
}
