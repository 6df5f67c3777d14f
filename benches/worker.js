// Speaks the protocol of src/protocol with one of the page's workers.

const LESSON = { hidden_units: 10, final_relu: true, batch_size: 32, learning_rate: 0.1, seed: 42 };
export const MODELS = ['Baseline', 'NonLinear', 'TinyVgg'];

/** The settings of a run: the lesson's, and what is told. */
export const config = (told) => ({ ...LESSON, n_epochs: 1, path: 'Fused', ...told });

/** A worker that is ready and has its data. */
export class Engine {
  constructor(device) {
    this.listeners = new Set();
    this.worker = new Worker(`/worker_${device}_loader.js`, { type: 'module' });
    this.worker.onerror = (event) => this.#fail(`the worker failed: ${event.message}`);
    this.worker.onmessage = ({ data: { elapsed_secs: elapsedSecs, event } }) => {
      const [[name, what]] = typeof event === 'string' ? [[event, {}]] : Object.entries(event);
      if (name === 'Failed') this.#fail(what.failure.message);
      if (name === 'Panicked') this.#fail(what.message);
      if (name === 'DeviceUnavailable') this.#fail(`the device is not to be had: ${JSON.stringify(what.problem)}`);
      for (const listener of [...this.listeners]) listener.hear(name, what, elapsedSecs);
    };
  }

  static async start(device) {
    const engine = new Engine(device);
    await engine.until((name) => name === 'Ready');
    engine.tell('LoadData');
    await engine.until((name, { split }) => name === 'SplitLoaded' && split === 'Train');
    return engine;
  }

  tell(command) {
    this.worker.postMessage(command);
  }

  /** Hears every event until `isLast(name, what, elapsedSecs)`; what the last one told. */
  until(isLast) {
    return new Promise((resolve, reject) => {
      const listener = { reject };
      listener.hear = (name, what, elapsedSecs) => {
        try {
          if (!isLast(name, what, elapsedSecs)) return;
          resolve(what);
        } catch (error) {
          reject(error);
        }
        this.listeners.delete(listener);
      };
      this.listeners.add(listener);
    });
  }

  #fail(message) {
    for (const listener of this.listeners) listener.reject(new Error(message));
    this.listeners.clear();
  }
}
