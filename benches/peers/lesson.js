// The lesson's images and first weights, the same for every peer.

const N_PIXELS = 784;
const HIDDEN = 10;

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

const linear = (outputs, inputs) => [[outputs, inputs], [outputs]];
const convolution = (outputs, inputs) => [[outputs, inputs, 3, 3], [outputs]];
/** Shapes in PyTorch's order and layout: weight and bias of each layer. */
const MLP = [...linear(HIDDEN, N_PIXELS), ...linear(10, HIDDEN)];
const TINY_VGG = [
  ...convolution(HIDDEN, 1),
  ...convolution(HIDDEN, HIDDEN),
  ...convolution(HIDDEN, HIDDEN),
  ...convolution(HIDDEN, HIDDEN),
  ...linear(10, HIDDEN * 49),
];
const SHAPES = [MLP, MLP, TINY_VGG];

/** As PyTorch draws them: evenly between ±1/√fan-in. Not its numbers, but the same ones for every peer. */
export function initialWeights(model) {
  const random = generator(42);
  const shapes = SHAPES[model];
  return shapes.map((shape, index) => {
    // A bias has the fan-in of its weight, which stands before it.
    const [, ...inputs] = shape.length > 1 ? shape : shapes[index - 1];
    const bound = 1 / Math.sqrt(inputs.reduce((product, size) => product * size));
    const n = shape.reduce((product, size) => product * size);
    return { shape, values: Float32Array.from({ length: n }, () => (2 * random() - 1) * bound) };
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
