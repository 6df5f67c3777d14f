// jax-js: the whole step, gradient and update, in one `jit`, as its documentation advises.
import { defaultDevice, init, jit, lax, nn, numpy as np, valueAndGrad } from '@jax-js/jax';
import { measure as measurePeer } from './measure.js';

export const measure = (asked) => measurePeer(asked, open);

const LEARNING_RATE = 0.1;

async function open({ backend, model, weights }) {
  const available = await init(backend);
  if (!available.includes(backend)) throw new Error(`jax-js has no ${backend} here`);
  defaultDevice(backend);
  let parameters = weights.map(({ shape, values }) => np.array(values).reshape(shape));
  const lossOf = (parameters, images, labels) => {
    const logits = forward(model, parameters, images);
    return nn.logSoftmax(logits, -1).mul(labels).sum().mul(-1 / 32);
  };
  // An array that is passed is used up; `ref` keeps it.
  const step = jit((parameters, images, labels) => {
    const kept = parameters.map((parameter) => parameter.ref);
    const [loss, gradients] = valueAndGrad(lossOf)(kept, images, labels);
    return [parameters.map((parameter, index) => parameter.sub(gradients[index].mul(LEARNING_RATE))), loss];
  });
  const predict = jit((parameters, images) => np.argmax(forward(model, parameters, images), 1));
  return {
    workers: 1,
    batch: (images, labels) => ({
      images: arrayOf(images),
      labels: nn.oneHot(np.array(labels, { dtype: np.int32 }), 10),
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

const arrayOf = (images) => np.array(images).reshape([images.length / 784, 784]);

function forward(model, [...parameters], x) {
  const linear = (x) => np.matmul(x, parameters.shift().transpose()).add(parameters.shift());
  if (model === 0) return linear(linear(x));
  if (model === 1) return nn.relu(linear(nn.relu(linear(x))));
  const convolution = (x) =>
    nn.relu(lax.conv(x, parameters.shift(), [1, 1], 'SAME').add(parameters.shift().reshape([1, 10, 1, 1])));
  // The maximum of a reshaped array is faster there than a pooling window.
  const pool = (x, size) => np.max(x.reshape([-1, 10, size, 2, size, 2]), [3, 5]);
  const block = (x, size) => pool(convolution(convolution(x)), size);
  return linear(block(block(x.reshape([-1, 1, 28, 28]), 14), 7).reshape([-1, 490]));
}
