// Trains a model in the real page, in a frame, and posts when each epoch ends: the bench watches the browser's memory.

/** @param asked `device` (cpu or webgpu), `model` and `epochs` */
export async function measure(asked, post) {
  const frame = document.createElement('iframe');
  frame.style = 'width: 1200px; height: 800px';
  frame.src = `/index.html#tab=train&model=${asked.model}&device=${asked.device}&epochs=${asked.epochs}`;
  document.body.append(frame);
  const all = (query) => [...(frame.contentDocument?.querySelectorAll(query) ?? [])];
  const [start] = await until(() => all('[data-testid="train-start"]:not(:disabled)'));
  start.click();
  let nPosted = 0;
  for (;;) {
    await pause();
    const evaluated = all('[data-testid^="train-epoch-"][data-testid$="-test-accuracy"]');
    const nEpochs = evaluated.filter((cell) => cell.textContent.includes('%')).length;
    if (nEpochs > nPosted) {
      // Garbage that the browser has left for later is no growth.
      globalThis.gc?.();
      await post({ epoch: (nPosted = nEpochs) });
    }
    const phase = all('[data-testid="train-phase"]')[0]?.textContent ?? '';
    if (phase.includes('Done')) return { isDone: true };
    if (/Failed|Diverged|Stopped/.test(phase)) throw new Error(`the run ended early: ${phase}`);
  }
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 100));

async function until(found) {
  let what;
  while ((what = found()).length === 0) await pause();
  return what;
}
