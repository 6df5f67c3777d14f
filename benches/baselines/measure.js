// Times another trainer: the same images, the same first weights, batches that lie ready on its device.
//
// Making batches is left out of the timed part, and the loss is read every 25 steps or so: what remains is the trainer.
import { MIN_STEPS, adapter, isEnough, isSlow, secs } from '../clock.js';
import { testImages, trainImages, withFirstWeights } from './model.js';

/** Enough different batches to learn from; they are used in turn. */
const N_BATCHES = 64;
const MAX_STEPS_BETWEEN_READS = 25;
/** Images evaluated at once: large batches are what the libraries' documentation advises, unless steps are slow. */
const nAtOnce = (stepSecs, budget) => (isSlow(stepSecs, budget) ? 32 : stepSecs > 0.1 ? 250 : 1000);

/**
 * @param asked `backend`, `spec` and how long to measure
 * @param open starts a trainer: `({ backend, layers, learningRate, batchSize }) => { workers, batch, step, read, drop,
 * images, predict }`
 */
export async function measure(asked, open) {
  const { backend, spec } = asked;
  const { batch_size: batchSize, learning_rate: learningRate } = spec.settings;
  const trainer = await open({ backend, layers: withFirstWeights(spec.layers), learningRate, batchSize });
  const train = await trainImages(N_BATCHES * batchSize);
  const batches = Array.from({ length: N_BATCHES }, (_, index) => {
    const { images, labels } = train.slice(index * batchSize, batchSize);
    return trainer.batch(images, labels);
  });
  const training = await timeSteps(trainer, batches, asked);
  const imagesPerSec = await timeEvaluation(trainer, await testImages(), training.stepSecs, asked);
  const isOnGraphics = backend.startsWith('web');
  return {
    adapter: isOnGraphics ? (trainer.adapter ?? (await adapter())?.name) : null,
    workers: trainer.workers,
    train_steps_per_s: training.rate,
    eval_images_per_s: imagesPerSec,
    is_slow: isSlow(training.stepSecs, asked),
  };
}

async function timeSteps(trainer, batches, budget) {
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
  if (!isSlow(stepSecs, budget)) {
    // Warm-up, and a better guess of what a step takes.
    const n = Math.min(Math.ceil(budget.warmUpSecs / stepSecs), 500);
    stepSecs = (await steps(n)).secs / n;
  }
  const atOnce = Math.max(1, Math.min(MAX_STEPS_BETWEEN_READS, Math.floor(budget.secs / MIN_STEPS / stepSecs)));
  const [start, firstStep] = [secs(), nSteps];
  let loss;
  do {
    ({ loss } = await steps(atOnce));
  } while (!isEnough(nSteps - firstStep, secs() - start, stepSecs, budget));
  const rate = (nSteps - firstStep) / (secs() - start);
  if (!(loss < first.loss + 1)) {
    throw new Error(`it learns nothing: the loss went from ${first.loss} to ${loss} in ${nSteps} steps`);
  }
  return { rate, stepSecs };
}

async function timeEvaluation(trainer, test, stepSecs, budget) {
  const n = nAtOnce(stepSecs, budget);
  const batches = Array.from({ length: Math.floor(test.nImages / n) }, (_, index) => test.slice(index * n, n));
  const evaluate = async (index) => {
    const { images, labels } = batches[index % batches.length];
    const ready = trainer.images(images);
    const start = secs();
    const answers = await trainer.predict(ready);
    const elapsed = secs() - start;
    if (answers.length !== labels.length) throw new Error(`${labels.length} images got ${answers.length} answers`);
    return elapsed;
  };
  await evaluate(0); // compiles
  let [nDone, elapsed] = [0, 0];
  do {
    elapsed += await evaluate(nDone++);
  } while (!isSlow(stepSecs, budget) && elapsed < budget.secs / 2);
  return (nDone * n) / elapsed;
}
