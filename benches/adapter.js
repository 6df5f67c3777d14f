// Describes the browser: its graphics adapter, its cores, and what a plain kernel gets out of that adapter.
import { adapter, secs } from './clock.js';

/** Rows and columns of the matrices. */
const SIZE = 512;
/** Each invocation keeps a tile of so many rows and vec4 columns of the product in registers. */
const TILES = [
  [4, 1],
  [4, 2],
  [8, 2],
];
const TIMED_SECS = 0.5;

export async function measure() {
  const found = await adapter();
  return {
    ...(found ?? { name: null, isSoftware: false }),
    cores: navigator.hardwareConcurrency,
    gflops: found ? await gflops() : null,
  };
}

/** Thousand million operations a second of the best of some matrix products without workgroup memory. */
async function gflops() {
  const device = await (await navigator.gpu.requestAdapter()).requestDevice();
  const buffer = () => device.createBuffer({ size: SIZE * SIZE * 4, usage: GPUBufferUsage.STORAGE });
  const buffers = [buffer(), buffer(), buffer()];
  let best = 0;
  for (const [rows, columns] of TILES) {
    const module = device.createShaderModule({ code: product(rows, columns) });
    const pipeline = await device.createComputePipelineAsync({ layout: 'auto', compute: { module } });
    const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
    const group = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
    const launch = async () => {
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group);
      pass.dispatchWorkgroups(SIZE / (4 * columns) / 8, SIZE / rows / 8);
      pass.end();
      device.queue.submit([encoder.finish()]);
      await device.queue.onSubmittedWorkDone();
    };
    await launch();
    const start = secs();
    let n = 0;
    while (secs() - start < TIMED_SECS) {
      await launch();
      n++;
    }
    best = Math.max(best, (2 * SIZE ** 3 * n) / (secs() - start) / 1e9);
  }
  device.destroy();
  return best;
}

function product(rows, columns) {
  const each = (n, line) => Array.from({ length: n }, (_, index) => line(index)).join('\n');
  const inTile = (line) => each(rows, (row) => each(columns, (column) => line(row, column)));
  return `
    @group(0) @binding(0) var<storage, read> a: array<f32>;
    @group(0) @binding(1) var<storage, read> b: array<vec4f>;
    @group(0) @binding(2) var<storage, read_write> c: array<vec4f>;
    @compute @workgroup_size(8, 8)
    fn main(@builtin(global_invocation_id) id: vec3u) {
      let row = id.y * ${rows};
      let column = id.x * ${columns};
      ${inTile((row, column) => `var sum_${row}_${column} = vec4f();`)}
      for (var k = 0u; k < ${SIZE}; k++) {
        ${each(columns, (column) => `let b_${column} = b[k * ${SIZE / 4} + column + ${column}];`)}
        ${each(rows, (row) => `let a_${row} = a[(row + ${row}) * ${SIZE} + k];`)}
        ${inTile((row, column) => `sum_${row}_${column} = fma(vec4f(a_${row}), b_${column}, sum_${row}_${column});`)}
      }
      ${inTile((row, column) => `c[(row + ${row}) * ${SIZE / 4} + column + ${column}] = sum_${row}_${column};`)}
    }`;
}
