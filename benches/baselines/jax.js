// jax-js: the whole step, gradient and update, in one `jit`, as its documentation advises.
import { defaultDevice, init, jit, lax, nn, numpy as np, valueAndGrad } from '@jax-js/jax';
import { measure as measureBaseline } from './measure.js';
import { kindOf, padding, weightShape } from './model.js';

export const measure = (asked) => measureBaseline(asked, open);

const N_CLASSES = 10;

async function open({ backend, layers, learningRate, batchSize }) {
  const available = await init(backend);
  if (!available.includes(backend)) throw new Error(`jax-js has no ${backend} here`);
  defaultDevice(backend);
  let parameters = layers.flatMap((layer) => {
    const shape = weightShape(layer);
    return shape ? [np.array(layer.weight).reshape(shape), np.array(layer.bias)] : [];
  });
  const forward = ([...parameters], images) =>
    layers.reduce((x, layer) => apply(layer, x, () => parameters.shift()), images);
  const lossOf = (parameters, images, labels) => {
    const logits = forward(parameters, images);
    return nn.logSoftmax(logits, -1).mul(labels).sum().mul(-1 / batchSize);
  };
  // An array that is passed is used up; `ref` keeps it.
  const step = jit((parameters, images, labels) => {
    const kept = parameters.map((parameter) => parameter.ref);
    const [loss, gradients] = valueAndGrad(lossOf)(kept, images, labels);
    return [parameters.map((parameter, index) => parameter.sub(gradients[index].mul(learningRate))), loss];
  });
  const predict = jit((parameters, images) => np.argmax(forward(parameters, images), 1));
  const isFlat = kindOf(layers[0])[0] === 'Flatten';
  const arrayOf = (images) =>
    np.array(images).reshape(isFlat ? [images.length / 784, 784] : [images.length / 784, 1, 28, 28]);
  return {
    workers: 1,
    batch: (images, labels) => ({
      images: arrayOf(images),
      labels: nn.oneHot(np.array(labels, { dtype: np.int32 }), N_CLASSES),
    }),
    step: ({ images, labels }) => {
      let loss;
      [parameters, loss] = step(parameters, images.ref, labels.ref);
      return loss;
    },
    read: async (loss) => (await loss.data())[0],
    drop: (loss) => loss.dispose(),
    images: arrayOf,
    predict: async (images) => {
      const kept = parameters.map((parameter) => parameter.ref);
      return predict(kept, images).data();
    },
  };
}

/** One layer; `next` hands over its weight and its bias. */
function apply(layer, x, next) {
  const [kind, numbers] = kindOf(layer);
  switch (kind) {
    case 'Flatten':
      return x.reshape([-1, layer.input_shape.reduce((product, size) => product * size)]);
    case 'Relu':
      return nn.relu(x);
    case 'Linear':
      return np.matmul(x, next().transpose()).add(next());
    case 'Conv2d': {
      const { channels, stride } = numbers;
      const pad = padding(numbers);
      const pads = typeof pad === 'string' ? pad : [[pad, pad], [pad, pad]];
      return lax.conv(x, next(), [stride, stride], pads).add(next().reshape([1, channels, 1, 1]));
    }
    case 'MaxPool2d':
      return pool(x, numbers.kernel, layer.input_shape, layer.output_shape);
    default:
      throw new Error(`jax-js is not taught the layer ${kind}`);
  }
}

/** The maximum of a reshaped array is faster there than a pooling window; what is left over at the edges is cut off. */
function pool(x, kernel, [, inputRows, inputColumns], [channels, rows, columns]) {
  const isWhole = inputRows === rows * kernel && inputColumns === columns * kernel;
  const whole = isWhole ? x : x.slice([], [], [0, rows * kernel], [0, columns * kernel]);
  return np.max(whole.reshape([-1, channels, rows, kernel, columns, kernel]), [3, 5]);
}
