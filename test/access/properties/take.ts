import type { Stage } from './cast';
import { passTime } from './clock';
import { mayJoin, tryGlass } from './machines';
import { expectOutcome, instants, named, patientOf, pick, spanFrom } from './sending';
import { sightOf } from './sight';
import { type Act, CLOCK_STEPS, type Step, TO_DENY } from './steps';
import { answerConsent, end, grant, proposeConsent, supersede } from './take-consents';
import { answerLink, moveLink, proposeLink } from './take-links';
import { HOLDERS, lasts } from './world';

/** Takes one step: sends it, and tells the model. Whether it is taken or refused has to be as the model foretells. */
export async function take(stage: Stage, step: Step): Promise<void> {
  await TAKE[step.act](stage, step);
}

type Take = (stage: Stage, step: Step) => Promise<void>;

const TAKE: Record<Act, Take> = {
  grant,
  supersede,
  'propose consent': proposeConsent,
  'answer consent': answerConsent,
  revoke: (stage, step) => end(stage, step, 'REVOKED'),
  expire: (stage, step) => end(stage, step, 'EXPIRED'),
  'propose link': proposeLink,
  'patient answers': (stage, step) => answerLink(stage, step, 'patient'),
  'mentor answers': (stage, step) => answerLink(stage, step, 'mentor'),
  begin: (stage, step) => moveLink(stage, step, 'ACTIVE'),
  pause: (stage, step) => moveLink(stage, step, 'PAUSED'),
  end: (stage, step) => moveLink(stage, step, step.isYes ? 'ENDED' : 'WITHDRAWN'),
  join: async (stage, { patient, span }) => {
    const { world } = stage;
    const { from, until } = spanFrom(stage, span);
    const input = {
      patientId: stage.patientIds[patient],
      clinicianId: stage.ids.cover,
      duty: 'any',
      ...instants(stage, { from, until }, 'from', 'until'),
    };
    const isFree = mayJoin(world, patient, from, until);
    const { careTeamMember } = await expectOutcome(
      stage.callers.director,
      'joinCareTeam',
      'JoinCareTeam',
      input,
      isFree,
      'careTeamMember { id }',
    );
    if (careTeamMember) world.seats.push({ id: careTeamMember.id, patient, clinician: 'cover', from, until });
  },
  leave: async (stage, { patient, which }) => {
    const seat = pick(
      stage.world.seats.filter((one) => one.patient === patient && one.clinician === 'cover'),
      which,
    );
    if (!seat) return;
    const mayLeave = lasts(stage.world, seat) && sightOf(stage.world, 'director', patient).has('CARE_PLAN');
    await expectOutcome(
      stage.callers.director,
      'leaveCareTeam',
      'LeaveCareTeam',
      { careTeamMemberId: seat.id },
      mayLeave,
    );
    if (mayLeave) seat.until = stage.world.now;
  },
  restrict: async (stage, step) => {
    const { patient, who, which, span } = step;
    const holder = who % 5 === 0 ? 'everybody' : pick(HOLDERS, who);
    const categories = pick(TO_DENY, which);
    const until = spanFrom(stage, span % 3).until;
    const input = {
      patientId: stage.patientIds[patient],
      categories,
      reason: 'So be it.',
      ...named(stage, holder),
      ...instants(stage, { from: 0, until }, 'from', 'until'),
    };
    const { accessRestriction } = await expectOutcome(
      patientOf(stage, step),
      'restrictAccess',
      'RestrictAccess',
      input,
      true,
      'accessRestriction { id }',
    );
    stage.world.restrictions.push({
      id: accessRestriction?.id ?? '',
      patient,
      holder,
      categories,
      from: stage.world.now,
      until,
    });
  },
  lift: async (stage, step) => {
    const restriction = pick(
      stage.world.restrictions.filter(({ patient }) => patient === step.patient),
      step.which,
    );
    if (!restriction) return;
    await expectOutcome(
      patientOf(stage, step),
      'liftRestriction',
      'LiftRestriction',
      { restrictionId: restriction.id },
      true,
    );
    restriction.until = Math.min(restriction.until, stage.world.now);
  },
  'break glass': async (stage, { patient }) => {
    const isOpened = tryGlass(stage.world, patient);
    const input = { patientId: stage.patientIds[patient], reason: 'Found in distress at the door.' };
    await expectOutcome(stage.callers.cover, 'breakGlass', 'BreakGlass', input, isOpened);
    const { now } = stage.world;
    if (isOpened) stage.world.emergencies.push({ patient, from: now, until: now + 1 });
  },
  clock: (stage, { which }) => passTime(stage, pick(CLOCK_STEPS, which)),
};
