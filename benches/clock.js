// How long to measure, the same for every trainer.

/** Steps that take longer than this are slow: a few of them have to do. */
const SLOW_STEP_SECS = 3;
const N_SLOW_STEPS = 2;
/** Fewer steps would measure one odd step. */
export const MIN_STEPS = 4;

export const secs = () => performance.now() / 1000;

export const isSlow = (stepSecs) => stepSecs > SLOW_STEP_SECS;

/** Whether so many steps in so much time are enough. */
export const isEnough = (nSteps, elapsedSecs, stepSecs, wantedSecs) =>
  isSlow(stepSecs) ? nSteps >= N_SLOW_STEPS : nSteps >= MIN_STEPS && elapsedSecs >= wantedSecs;

/** The graphics adapter that pages of this browser get, in its own words; null if there is none. */
export async function adapter() {
  const found = await navigator.gpu?.requestAdapter();
  if (!found) return null;
  const { vendor, architecture, device, description } = found.info;
  const name = [vendor, architecture, device, description].filter(Boolean).join(' ');
  return { name, isSoftware: found.info.isFallbackAdapter ?? found.isFallbackAdapter ?? false };
}
