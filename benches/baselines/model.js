// The images and, for any list of layers, the first weights: the same for every baseline.

const N_PIXELS = 784;

/** The first bytes of a published file, decompressed; all of them if `nBytes` is left out. */
async function bytes(name, nBytes = Infinity) {
  const reply = await fetch(`/data/${name}-ubyte.gz`);
  if (!reply.ok) throw new Error(`${name} cannot be read: HTTP ${reply.status}`);
  const reader = reply.body.pipeThrough(new DecompressionStream('gzip')).getReader();
  const parts = [];
  for (let n = 0; n < nBytes; ) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    n += value.length;
  }
  await reader.cancel();
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

class Images {
  constructor(pixels, labels) {
    [this.pixels, this.labels] = [pixels, labels];
    this.nImages = Math.min(labels.length, Math.floor(pixels.length / N_PIXELS));
  }

  /** That many images from there on, their pixels from 0 to 1. */
  slice(first, n) {
    const pixels = this.pixels.subarray(first * N_PIXELS, (first + n) * N_PIXELS);
    return {
      images: Float32Array.from(pixels, (value) => value / 255),
      labels: Int32Array.from(this.labels.subarray(first, first + n)),
    };
  }
}

/** The first so many training images, in the order of the file, which is a mixed one. */
export async function trainImages(n) {
  const pixels = await bytes('train-images-idx3', 16 + n * N_PIXELS);
  const labels = await bytes('train-labels-idx1', 8 + n);
  return new Images(pixels.subarray(16), labels.subarray(8));
}

export async function testImages() {
  const pixels = await bytes('t10k-images-idx3');
  const labels = await bytes('t10k-labels-idx1');
  return new Images(pixels.subarray(16), labels.subarray(8));
}

/** A layer's kind and its numbers: `"Relu"` and `{ "MaxPool2d": { "kernel": 2 } }` are both whole layers. */
export const kindOf = ({ layer }) => (typeof layer === 'string' ? [layer, {}] : Object.entries(layer)[0]);

/** The shape of a layer's weight as PyTorch has it; none if it learns nothing. */
export function weightShape(layer) {
  const [kind, { outputs, channels, kernel }] = kindOf(layer);
  const [inputs] = layer.input_shape;
  if (kind === 'Linear') return [outputs, inputs];
  return kind === 'Conv2d' ? [channels, inputs, kernel, kernel] : null;
}

/** How far a convolution pads, in the words that libraries optimise for. */
export const padding = ({ kernel, stride, padding }) =>
  padding === 0 ? 'VALID' : stride === 1 && 2 * padding === kernel - 1 ? 'SAME' : padding;

/**
 * Each layer with the `weight` and `bias` that it learns, as PyTorch draws them: evenly between ±1/√fan-in. Not its
 * numbers, but the same ones for every baseline.
 */
export function withFirstWeights(layers) {
  const random = generator(42);
  return layers.map((layer) => {
    const shape = weightShape(layer);
    if (!shape) return layer;
    const [outputs, ...inputs] = shape;
    const fanIn = inputs.reduce((product, size) => product * size);
    const draw = (length) => Float32Array.from({ length }, () => (2 * random() - 1) / Math.sqrt(fanIn));
    return { ...layer, weight: draw(outputs * fanIn), bias: draw(outputs) };
  });
}

/** Marsaglia's xorshift, 32 bits: numbers from 0 to 1. */
function generator(seed) {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
