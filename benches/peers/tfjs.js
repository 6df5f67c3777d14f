// TensorFlow.js, by its core: `tf.tidy` around each step, `optimizer.minimize`, nothing kept but the loss.
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-webgl';
import '@tensorflow/tfjs-backend-webgpu';
import { getThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { measure as measurePeer } from './measure.js';

export const measure = (asked) => measurePeer(asked, open);

const LEARNING_RATE = 0.1;

async function open({ backend, model, weights }) {
  setWasmPaths('/peers/wasm/');
  if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js has no ${backend} here`);
  await tf.ready();
  const variables = weights.map((weight) => tf.variable(tf.tidy(() => inItsLayout(weight))));
  const optimizer = tf.train.sgd(LEARNING_RATE);
  const loss = (batch) => tf.losses.softmaxCrossEntropy(batch.labels, forward(model, variables, batch.images));
  return {
    adapter: backend === 'webgl' ? webglRenderer() : undefined,
    workers: backend === 'wasm' ? getThreadsCount() : 1,
    batch: (images, labels) => ({
      images: tensorOf(model, images),
      labels: tf.tidy(() => tf.cast(tf.oneHot(tf.tensor1d(labels, 'int32'), 10), 'float32')),
    }),
    step: (batch) => tf.tidy(() => optimizer.minimize(() => loss(batch), true, variables)),
    read: async (tensor) => {
      const [value] = await tensor.data();
      tensor.dispose();
      return value;
    },
    drop: (tensor) => tensor.dispose(),
    images: (images) => tensorOf(model, images),
    predict: async (images) => {
      const classes = tf.tidy(() => tf.argMax(forward(model, variables, images), 1));
      const answers = await classes.data();
      tf.dispose([classes, images]);
      return answers;
    },
  };
}

const tensorOf = (model, images) =>
  model < 2 ? tf.tensor2d(images, [images.length / 784, 784]) : tf.tensor4d(images, [images.length / 784, 28, 28, 1]);

/** From PyTorch's layout: [out, in] to [in, out], [out, in, height, width] to [height, width, in, out]. */
function inItsLayout({ shape, values }) {
  // Behind the convolutions PyTorch flattens [channel, row, column], TensorFlow.js [row, column, channel].
  if (shape[1] === 490) {
    return tf.reshape(tf.transpose(tf.tensor(values, [10, 10, 7, 7]), [2, 3, 1, 0]), [490, 10]);
  }
  const tensor = tf.tensor(values, shape);
  if (shape.length === 4) return tf.transpose(tensor, [2, 3, 1, 0]);
  return shape.length === 2 ? tf.transpose(tensor) : tensor;
}

function forward(model, [...variables], images) {
  const linear = (x) => tf.add(tf.matMul(x, variables.shift()), variables.shift());
  if (model === 0) return linear(linear(images));
  if (model === 1) return tf.relu(linear(tf.relu(linear(images))));
  const convolution = (x) => tf.relu(tf.add(tf.conv2d(x, variables.shift(), 1, 'same'), variables.shift()));
  const block = (x) => tf.maxPool(convolution(convolution(x)), 2, 2, 'valid');
  return linear(tf.reshape(block(block(images)), [-1, 490]));
}

function webglRenderer() {
  const gl = document.createElement('canvas').getContext('webgl2');
  const info = gl?.getExtension('WEBGL_debug_renderer_info');
  return info ? gl.getParameter(info.UNMASKED_RENDERER_WEBGL) : undefined;
}
