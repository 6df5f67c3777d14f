// Times Fitting Room itself: a run of the page's own worker on the real images, then the judgement of its model.
import { adapter, isEnough, secs } from './clock.js';
import { Engine, MODELS, config } from './worker.js';

/** Kernels compile and slices find their length. */
const WARM_UP_SECS = 1.5;
/** How often a run is paused; between two pauses it goes on for a while. */
const N_PAUSES = 5;
const SECS_BETWEEN_PAUSES = 0.4;
/** A first judgement that takes longer is timed as it goes on, and no second one is asked for. */
const LONG_JUDGEMENT_SECS = 3;

/** @param asked `device` (cpu or gpu), `path` (Fused or Stock), `model` and `secs`, how long each timed part should last */
export async function measure(asked) {
  const engine = await Engine.start(asked.device);
  const model = MODELS[asked.model];
  const training = await timeRun(engine, config({ model, n_epochs: 1000, path: asked.path }), asked.secs);
  return {
    adapter: asked.device === 'gpu' ? (await adapter())?.name : null,
    workers: 1,
    path: training.path,
    pause_secs: training.pauseSecs,
    train_steps_per_s: training.rate,
    eval_images_per_s: await timeJudging(engine, model, asked.secs / 2),
    is_slow: false,
  };
}

async function timeRun(engine, config, wantedSecs) {
  let [startedAt, path, last] = [0, null, null];
  const timed = { nSteps: 0, secs: 0 };
  const isDone = (name, what, now) => {
    if (name === 'RunStarted') [startedAt, path] = [now, what.path.toLowerCase()];
    if (name === 'RunFinished') throw new Error(`the run ended early: ${what.outcome}`);
    if (name !== 'StepsCompleted') return false;
    if (!what.losses.every(Number.isFinite)) throw new Error('the loss is no number');
    // Between two reports of one epoch there are steps and nothing else.
    if (last?.epoch === what.epoch && last.isWarm) {
      timed.nSteps += what.step - last.step;
      timed.secs += now - last.now;
    }
    last = { epoch: what.epoch, step: what.step, now, isWarm: now - startedAt > WARM_UP_SECS };
    return isEnough(timed.nSteps, timed.secs, 0, wantedSecs);
  };
  engine.tell({ StartRun: { run: 1, config } });
  await engine.until(isDone);
  const pauseSecs = await timePauses(engine);
  engine.tell({ StopRun: { run: 1 } });
  await engine.until((name) => name === 'RunFinished');
  return { rate: timed.nSteps / timed.secs, path, pauseSecs };
}

/** Seconds from each command to pause until the run has paused. */
async function timePauses(engine) {
  const all = [];
  for (let pause = 0; pause < N_PAUSES; pause++) {
    const resumed = secs();
    await engine.until((name) => name === 'StepsCompleted' && secs() - resumed > SECS_BETWEEN_PAUSES);
    // In the middle of a slice, not just after its report.
    await new Promise((resolve) => setTimeout(resolve, 10 + 15 * pause));
    const start = secs();
    engine.tell({ PauseRun: { run: 1 } });
    await engine.until((name) => name === 'RunPaused');
    all.push(secs() - start);
    engine.tell({ ResumeRun: { run: 1 } });
  }
  return all;
}

/** Test images a second of the command by which the page has a model judged. */
async function timeJudging(engine, model, wantedSecs) {
  const first = await judge(engine, 0, model);
  if (!first.isWhole) return first.rate;
  let [nImages, elapsed] = [0, 0];
  for (let request = 1; elapsed < wantedSecs; request++) {
    const start = secs();
    nImages += (await judge(engine, request, model)).nImages;
    elapsed += secs() - start;
  }
  return nImages / elapsed;
}

async function judge(engine, request, model) {
  const seen = [];
  let isWhole = false;
  const isDone = (name, what, now) => {
    if (name === 'EvaluationProgress') seen.push({ nDone: what.n_done, now });
    isWhole = name === 'Evaluated';
    return isWhole || (seen.length > 4 && now - seen[0].now > LONG_JUDGEMENT_SECS);
  };
  engine.tell({ Evaluate: { request, model } });
  const answer = await engine.until(isDone);
  if (isWhole) return { isWhole, nImages: answer.evaluation.confusion.counts.flat().reduce((sum, n) => sum + n) };
  // The first reports are warm-up.
  const [from, to] = [seen[Math.floor(seen.length / 4)], seen.at(-1)];
  return { isWhole, rate: (to.nDone - from.nDone) / (to.now - from.now) };
}
