// Which of the two files of the CPU worker's program this browser runs: the one for relaxed SIMD, whose multiplication with addition
// is one instruction, or the plain one. For the worker's loader and for the service worker, which keeps only one of them.

// (module (func (param v128) (result v128) local.get 0 local.get 0 local.get 0 f32x4.relaxed_madd))
const PROBE = [
  0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00, 0x01, 0x06, 0x01, 0x60, 0x01, 0x7b, 0x01, 0x7b, 0x03, 0x02, 0x01,
  0x00, 0x0a, 0x0d, 0x01, 0x0b, 0x00, 0x20, 0x00, 0x20, 0x00, 0x20, 0x00, 0xfd, 0x85, 0x02, 0x0b,
];

self.cpuProgram = WebAssembly.validate(new Uint8Array(PROBE))
  ? { used: "worker_cpu_bg.wasm", unused: "worker_cpu_plain_bg.wasm" }
  : { used: "worker_cpu_plain_bg.wasm", unused: "worker_cpu_bg.wasm" };
