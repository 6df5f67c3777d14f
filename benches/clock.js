// How long to measure, the same for every trainer.

const N_SLOW_STEPS = 2;
/** Fewer steps would measure one odd step. */
export const MIN_STEPS = 4;

export const secs = () => performance.now() / 1000;

/** Whether a few steps of this length have to do. */
export const isSlow = (stepSecs, budget) => stepSecs > budget.slowStepSecs;

/** Whether so many steps in so much time are enough. */
export const isEnough = (nSteps, elapsedSecs, stepSecs, budget) =>
  isSlow(stepSecs, budget) ? nSteps >= N_SLOW_STEPS : nSteps >= MIN_STEPS && elapsedSecs >= budget.secs;

/** The graphics adapter that pages of this browser get, in its own words; null if there is none. */
export async function adapter() {
  const found = await navigator.gpu?.requestAdapter();
  if (!found) return null;
  const { vendor, architecture, device, description } = found.info;
  const name = [vendor, architecture, device, description].filter(Boolean).join(' ');
  return { name, isSoftware: found.info.isFallbackAdapter ?? found.isFallbackAdapter ?? false };
}
