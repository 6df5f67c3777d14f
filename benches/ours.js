// Times Fitting Room itself: a run of the page's own worker on the real images, then the evaluation of its model.
import { adapter, isEnough, secs } from './clock.js';
import { Engine } from './engine.js';

/** Longer than any measurement. */
const N_EPOCHS = 1000;
/** Between two pauses the run goes on for a while. */
const SECS_BETWEEN_PAUSES = 0.4;
/** A first evaluation that takes longer, in timed parts, is timed as it goes on; there is no second one. */
const LONG_EVALUATION = 2;

/** @param asked `device` (cpu or gpu), `path` (Fused or Stock), `workers` on the CPU at most, `spec` and how long to measure */
export async function measure(asked) {
  const engine = await Engine.start(asked.device);
  const settings = { ...asked.spec.settings, n_epochs: N_EPOCHS, path: asked.path, max_workers: asked.workers };
  const { path, rate } = await timeTraining(engine, settings, asked);
  const pauseSecs = await timePauses(engine, asked.nPauses);
  await engine.stop();
  return {
    adapter: asked.device === 'gpu' ? (await adapter())?.name : null,
    workers: engine.nWorkers,
    path,
    pause_secs: pauseSecs,
    train_steps_per_s: rate,
    eval_images_per_s: await timeEvaluation(engine, settings.model, asked.secs / 2, asked.secs * LONG_EVALUATION),
    is_slow: false,
  };
}

async function timeTraining(engine, settings, budget) {
  let last = null;
  const timed = { nSteps: 0, secs: 0 };
  const path = await engine.train(settings, (now) => {
    // Between two reports of one epoch there are steps and nothing else.
    if (last?.epoch === now.epoch && last.secs - last.startedSecs > budget.warmUpSecs) {
      timed.nSteps += now.step - last.step;
      timed.secs += now.secs - last.secs;
    }
    last = now;
    return isEnough(timed.nSteps, timed.secs, 0, budget);
  });
  return { path, rate: timed.nSteps / timed.secs };
}

/** Seconds from each command to pause until the run has paused. */
async function timePauses(engine, nPauses) {
  const all = [];
  for (let pause = 0; pause < nPauses; pause++) {
    const resumed = secs();
    await engine.nextSteps(() => secs() - resumed > SECS_BETWEEN_PAUSES);
    // In the middle of a slice, not just after its report.
    await new Promise((resolve) => setTimeout(resolve, 10 + 15 * pause));
    const start = secs();
    await engine.pause();
    all.push(secs() - start);
    engine.resume();
  }
  return all;
}

/** Test images a second, by the question with which the page has a model evaluated. */
async function timeEvaluation(engine, model, wantedSecs, longSecs) {
  const seen = [];
  const isLong = (nDone, now) => {
    seen.push({ nDone, now });
    return seen.length > 4 && now - seen[0].now > longSecs;
  };
  if ((await engine.evaluate(model, isLong)) === null) {
    // The first reports are warm-up.
    const [from, to] = [seen[Math.floor(seen.length / 4)], seen.at(-1)];
    return (to.nDone - from.nDone) / (to.now - from.now);
  }
  let [nImages, elapsed] = [0, 0];
  while (elapsed < wantedSecs) {
    const start = secs();
    nImages += await engine.evaluate(model, () => false);
    elapsed += secs() - start;
  }
  return nImages / elapsed;
}
