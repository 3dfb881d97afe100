import { SafetyNeed } from './safety-need';

/** Said to everybody who shares a return to use, first and last. Plain words, no judgement, and a next step. */
const ALWAYS = {
  welcome: 'Thank you for telling us. You are not alone with this.',
  standing:
    'A return to use is a common part of recovery. Everything you have reached stays yours: your milestones, your days, and the people who walk alongside you.',
  nextStep:
    'A next step for today: be with somebody you trust, eat and drink something, and rest. Then think of one thing that has helped you before.',
  call: 'Somebody at the clinic has been asked to call you, as soon as they can, so that you get the medical care that you need.',
  callOfNobody:
    'That somebody calls you soon is on the clinic’s list, but we cannot say that anybody in particular has it. Please do not wait for that call: if you are unwell or not safe, call 911, or call or text 988, now.',
  review:
    'That somebody talks with you, at the latest on the next working day, is on the clinic’s list. If you have heard from nobody by then, please call us.',
  drinking:
    'If you have been drinking heavily, please do not stop suddenly and alone: that can be dangerous. Talk with medical staff first.',
  hours: 'Nobody watches these messages around the clock. If it cannot wait, please do not wait for us.',
  crisis: 'At any hour you can call or text 988 and talk with somebody.',
} as const;

/** What is said besides, for each safety need. */
const OF_NEED: Readonly<Record<SafetyNeed, string>> = {
  MEDICAL_EMERGENCY: 'If this is an emergency, call 911 now.',
  WITHDRAWAL_RISK:
    'If you shake, sweat, are confused, or see or hear what others do not, call 911: withdrawal can be treated, and it must not wait.',
  SELF_HARM_RISK:
    'If you think of ending your life or of hurting yourself, call or text 988 now. Stay with somebody, and keep away from what could hurt you.',
  HARM_TO_OTHERS: 'If somebody might get hurt, step away from where you are and call 911 or 988.',
  OVERDOSE_RISK:
    'Please do not use alone. Keep naloxone within reach, tell somebody where it is, and call 911 if anybody cannot be woken.',
  VIOLENCE_AT_HOME:
    'If you are not safe at home, call 911, or the National Domestic Violence Hotline at 1-800-799-7233, at any hour.',
  DEPENDENT_AT_RISK: 'If somebody depends on you, ask a person you trust to be with them for now.',
  PREGNANCY: 'Tell whoever calls you that you are pregnant: there is care that is good for both of you.',
  UNSAFE_HOUSING: 'If you have no safe place for tonight, tell whoever calls you, or call 211.',
};

/**
 * What somebody who shares a return to use is told: by safety need, with what the program tells a person in danger. Nobody is promised
 * who is not there.
 * @param emergencyText in the words of the program
 * @param isCallTaken whether somebody in particular has the call that a safety need asks for
 */
export function supportMessage(
  safetyNeeds: readonly SafetyNeed[],
  emergencyText: string,
  isCallTaken: boolean,
): string {
  const needs = Object.values(SafetyNeed).filter((need) => safetyNeeds.includes(need));
  const { welcome, standing, nextStep, call, callOfNobody, review, drinking, hours, crisis } = ALWAYS;
  return [
    welcome,
    ...needs.map((need) => OF_NEED[need]),
    standing,
    nextStep,
    ...(needs.length > 0 ? [isCallTaken ? call : callOfNobody] : []),
    review,
    drinking,
    hours,
    crisis,
    emergencyText,
  ].join('\n\n');
}
