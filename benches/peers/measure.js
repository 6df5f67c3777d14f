// Times a trainer of somebody else: the same images, the same first weights, batches that lie ready on its device.
//
// Making batches is left out of the timed part, and the loss is read every 25 steps or so: what remains is the trainer.
import { MIN_STEPS, adapter, isEnough, isSlow, secs } from '../clock.js';
import { initialWeights, testImages, trainImages } from './lesson.js';

const BATCH_SIZE = 32;
/** Enough different batches to learn from; they are used in turn. */
const N_BATCHES = 64;
const MAX_STEPS_BETWEEN_READS = 25;
/** Images judged at once: large batches are what the peers' documentation advises, but one must not take all day. */
const judgedAtOnce = (stepSecs) => (isSlow(stepSecs) ? BATCH_SIZE : stepSecs > 0.1 ? 250 : 1000);

/**
 * @param asked `backend`, `model` and `secs`, how long each timed part should last
 * @param open starts a trainer: `({ backend, model, weights }) => { workers, batch, step, read, drop, images, predict }`
 */
export async function measure(asked, open) {
  const { model, backend } = asked;
  const trainer = await open({ backend, model, weights: initialWeights(model) });
  const train = await trainImages(N_BATCHES * BATCH_SIZE);
  const batches = Array.from({ length: N_BATCHES }, (_, index) => {
    const { images, labels } = train.slice(index * BATCH_SIZE, BATCH_SIZE);
    return trainer.batch(images, labels);
  });
  const training = await timeSteps(trainer, batches, asked.secs);
  const judged = await timeJudging(trainer, await testImages(), training.stepSecs, asked.secs / 2);
  const isOnGraphics = backend.startsWith('web');
  return {
    adapter: isOnGraphics ? (trainer.adapter ?? (await adapter())?.name) : null,
    workers: trainer.workers,
    train_steps_per_s: training.rate,
    eval_images_per_s: judged,
    is_slow: isSlow(training.stepSecs),
  };
}

async function timeSteps(trainer, batches, wantedSecs) {
  let nSteps = 0;
  /** That many steps; seconds it took and the last loss. */
  const steps = async (n) => {
    const start = secs();
    let loss;
    for (let step = 0; step < n; step++) {
      if (loss) trainer.drop(loss);
      loss = trainer.step(batches[nSteps++ % batches.length]);
    }
    return { loss: await trainer.read(loss), secs: secs() - start };
  };
  const first = await steps(1); // compiles
  let stepSecs = (await steps(1)).secs;
  if (!isSlow(stepSecs)) {
    // A second of warm-up, and a better guess of what a step takes.
    const n = Math.min(Math.ceil(1 / stepSecs), 500);
    stepSecs = (await steps(n)).secs / n;
  }
  const atOnce = Math.max(1, Math.min(MAX_STEPS_BETWEEN_READS, Math.floor(wantedSecs / MIN_STEPS / stepSecs)));
  const [start, firstStep] = [secs(), nSteps];
  let loss;
  do {
    ({ loss } = await steps(atOnce));
  } while (!isEnough(nSteps - firstStep, secs() - start, stepSecs, wantedSecs));
  const rate = (nSteps - firstStep) / (secs() - start);
  if (!(loss < first.loss + 1)) {
    throw new Error(`it learns nothing: the loss went from ${first.loss} to ${loss} in ${nSteps} steps`);
  }
  return { rate, stepSecs };
}

async function timeJudging(trainer, test, stepSecs, wantedSecs) {
  const n = judgedAtOnce(stepSecs);
  const batches = Array.from({ length: Math.floor(test.nImages / n) }, (_, index) => test.slice(index * n, n));
  const judge = async (index) => {
    const { images, labels } = batches[index % batches.length];
    const ready = trainer.images(images);
    const start = secs();
    const answers = await trainer.predict(ready);
    const elapsed = secs() - start;
    if (answers.length !== labels.length) throw new Error(`${labels.length} images got ${answers.length} answers`);
    return elapsed;
  };
  await judge(0); // compiles
  let [nDone, elapsed] = [0, 0];
  do {
    elapsed += await judge(nDone++);
  } while (!isSlow(stepSecs) && elapsed < wantedSecs);
  return (nDone * n) / elapsed;
}
