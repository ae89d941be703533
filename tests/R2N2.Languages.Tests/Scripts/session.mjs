// Runs the files of a manifest with ONNX Runtime, in Node.js and in a browser alike.

const types = {
  float64: Float64Array,
  float32: Float32Array,
  int64: BigInt64Array,
};

/** The results of all files, by name; a file that fails has its error instead. */
export async function runAll(ort, manifest, load) {
  const results = {};
  for (const model of manifest) {
    try {
      results[model.name] = { outputs: await run(ort, await load(model.file), model.inputs) };
    } catch (error) {
      results[model.name] = { error: String(error?.message ?? error) };
    }
  }
  return results;
}

async function run(ort, file, inputs) {
  const session = await ort.InferenceSession.create(file);
  try {
    const feeds = {};
    for (const input of inputs) {
      feeds[input.name] = new ort.Tensor(input.type, decode(input), input.dims);
    }
    const outputs = await session.run(feeds);
    return session.outputNames.map((name) => encode(name, outputs[name]));
  } finally {
    await session.release();
  }
}

function decode(tensor) {
  const text = atob(tensor.data);
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  return new types[tensor.type](bytes.buffer);
}

function encode(name, tensor) {
  const values = tensor.data;
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return { name, type: tensor.type, dims: [...tensor.dims], data: btoa(text) };
}
