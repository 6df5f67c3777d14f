// TensorFlow.js, by its core: `tf.tidy` around each step, `optimizer.minimize`, nothing kept but the loss.
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-webgl';
import '@tensorflow/tfjs-backend-webgpu';
import { getThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { measure as measureBaseline } from './measure.js';
import { kindOf, padding, weightShape } from './model.js';

export const measure = (asked) => measureBaseline(asked, open);

const N_CLASSES = 10;

async function open({ backend, layers, learningRate }) {
  setWasmPaths('/baselines/wasm/');
  if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js has no ${backend} here`);
  await tf.ready();
  const { steps, variables, isFlat } = build(layers);
  const forward = (images) => steps.reduce((x, step) => step(x), images);
  const optimizer = tf.train.sgd(learningRate);
  const loss = (batch) => tf.losses.softmaxCrossEntropy(batch.labels, forward(batch.images));
  const tensorOf = (images) =>
    isFlat ? tf.tensor2d(images, [images.length / 784, 784]) : tf.tensor4d(images, [images.length / 784, 28, 28, 1]);
  return {
    adapter: backend === 'webgl' ? webglRenderer() : undefined,
    workers: backend === 'wasm' ? getThreadsCount() : 1,
    batch: (images, labels) => ({
      images: tensorOf(images),
      labels: tf.tidy(() => tf.cast(tf.oneHot(tf.tensor1d(labels, 'int32'), N_CLASSES), 'float32')),
    }),
    step: (batch) => tf.tidy(() => optimizer.minimize(() => loss(batch), true, variables)),
    read: async (tensor) => {
      const [value] = await tensor.data();
      tensor.dispose();
      return value;
    },
    drop: (tensor) => tensor.dispose(),
    images: tensorOf,
    predict: async (images) => {
      const classes = tf.tidy(() => tf.argMax(forward(images), 1));
      const answers = await classes.data();
      tf.dispose([classes, images]);
      return answers;
    },
  };
}

/** Functions for the layers, their variables, and whether images come as rows rather than as pictures. */
function build(layers) {
  const variables = [];
  const variable = (tensor) => variables[variables.push(tf.variable(tf.tidy(tensor))) - 1];
  let flattened = null;
  const steps = [];
  for (const [index, layer] of layers.entries()) {
    const [kind, numbers] = kindOf(layer);
    const shape = weightShape(layer);
    if (kind === 'Flatten') {
      flattened = layer.input_shape;
      const n = flattened.reduce((product, size) => product * size);
      if (index > 0) steps.push((x) => tf.reshape(x, [-1, n]));
    } else if (kind === 'Relu') {
      steps.push(tf.relu);
    } else if (kind === 'MaxPool2d') {
      steps.push((x) => tf.maxPool(x, numbers.kernel, numbers.kernel, 'valid'));
    } else if (kind === 'Linear') {
      // PyTorch flattens [channel, row, column], TensorFlow.js [row, column, channel]; [out, in] becomes [in, out].
      const from = flattened ?? [shape[1], 1, 1];
      const weight = variable(() =>
        tf.reshape(tf.transpose(tf.tensor(layer.weight, [shape[0], ...from]), [2, 3, 1, 0]), [shape[1], shape[0]]),
      );
      const bias = variable(() => tf.tensor1d(layer.bias));
      steps.push((x) => tf.add(tf.matMul(x, weight), bias));
      flattened = null;
    } else if (kind === 'Conv2d') {
      // [out, in, height, width] becomes [height, width, in, out].
      const weight = variable(() => tf.transpose(tf.tensor(layer.weight, shape), [2, 3, 1, 0]));
      const bias = variable(() => tf.tensor1d(layer.bias));
      const pad = padding(numbers);
      const named = typeof pad === 'string' ? pad.toLowerCase() : pad;
      steps.push((x) => tf.add(tf.conv2d(x, weight, numbers.stride, named), bias));
    } else {
      throw new Error(`TensorFlow.js is not taught the layer ${kind}`);
    }
  }
  return { steps, variables, isFlat: kindOf(layers[0])[0] === 'Flatten' };
}

function webglRenderer() {
  const gl = document.createElement('canvas').getContext('webgl2');
  const info = gl?.getExtension('WEBGL_debug_renderer_info');
  return info ? gl.getParameter(info.UNMASKED_RENDERER_WEBGL) : undefined;
}
