// Speaks the protocol of src/protocol with one of the page's workers: the only file here that knows its messages.

/** A worker that is ready and has its data. */
export class Engine {
  #listeners = new Set();
  #nRequests = 0;
  /** That shared the batches of the last run. */
  nWorkers = 1;

  static async start(device) {
    const engine = new Engine(device);
    await engine.#until((name) => name === 'Ready');
    engine.#send('LoadData');
    await engine.#until((name, { split }) => name === 'SplitLoaded' && split === 'Train');
    return engine;
  }

  constructor(device) {
    this.worker = new Worker(`/worker_${device}_loader.js`, { type: 'module' });
    this.worker.onerror = (event) => this.#fail(`the worker failed: ${event.message}`);
    this.worker.onmessage = ({ data: { elapsed_secs: elapsedSecs, event } }) => {
      const [[name, what]] = typeof event === 'string' ? [[event, {}]] : Object.entries(event);
      if (name === 'Failed') this.#fail(what.message);
      if (name === 'Panicked') this.#fail(what.message);
      if (name === 'DeviceUnavailable') this.#fail(`the device is not to be had: ${JSON.stringify(what.problem)}`);
      if (name === 'WorkersChanged') this.nWorkers = what.n_workers;
      for (const listener of [...this.#listeners]) listener.hear(name, what, elapsedSecs);
    };
  }

  /**
   * Trains until `isLast(step)` of a `{ epoch, step, secs, startedSecs }` that the run reports; the path of its steps.
   * The run goes on.
   */
  async train(settings, isLast) {
    let [startedSecs, path] = [0, null];
    this.#send({ StartRun: { run: 1, config: settings } });
    await this.#until((name, what, secs) => {
      if (name === 'RunStarted') [startedSecs, path] = [secs, what.path.toLowerCase()];
      if (name === 'RunFinished') throw new Error(`the run ended early: ${what.outcome}`);
      if (name !== 'StepsCompleted') return false;
      if (!what.losses.every(Number.isFinite)) throw new Error('the loss is no number');
      return isLast({ epoch: what.epoch, step: what.step, secs, startedSecs });
    });
    return path;
  }

  /** Until the run reports again and `isLast()`. */
  nextSteps(isLast) {
    return this.#until((name) => name === 'StepsCompleted' && isLast());
  }

  async pause() {
    this.#send({ PauseRun: { run: 1 } });
    await this.#until((name) => name === 'RunPaused');
  }

  resume() {
    this.#send({ ResumeRun: { run: 1 } });
  }

  async stop() {
    this.#send({ StopRun: { run: 1 } });
    await this.#until((name) => name === 'RunFinished');
  }

  /**
   * Evaluates the trained model on the test images: how many there were, or null if `isLast(nDone, secs)` of its progress
   * ended the wait before.
   */
  async evaluate(model, isLast) {
    let nImages = null;
    this.#send({ Ask: { id: this.#nRequests++, request: { Models: { Evaluate: { model } } } } });
    await this.#until((name, what, secs) => {
      if (name === 'Answered') nImages = imagesOf(what.answer);
      return nImages !== null || (name === 'EvaluationProgress' && isLast(what.n_done, secs));
    });
    return nImages;
  }

  #send(command) {
    this.worker.postMessage(command);
  }

  /** Receives every event until `isLast(name, what, elapsedSecs)`. */
  #until(isLast) {
    return new Promise((resolve, reject) => {
      const listener = { reject };
      listener.hear = (name, what, elapsedSecs) => {
        try {
          if (!isLast(name, what, elapsedSecs)) return;
          resolve();
        } catch (error) {
          reject(error);
        }
        this.#listeners.delete(listener);
      };
      this.#listeners.add(listener);
    });
  }

  #fail(message) {
    for (const listener of this.#listeners) listener.reject(new Error(message));
    this.#listeners.clear();
  }
}

/** How many images an answered evaluation is of. */
function imagesOf({ Ok: answer, Err: message }) {
  if (message) throw new Error(message);
  return answer.Models.Evaluate.confusion.counts.flat().reduce((sum, n) => sum + n);
}
