// node node.mjs FOLDER: runs the files of FOLDER/manifest.json in Node.js and writes FOLDER/results.json.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { argv, version } from "node:process";
import * as ort from "onnxruntime-node";
import { runAll } from "./session.mjs";

const folder = argv[2];
const manifest = JSON.parse(await readFile(join(folder, "manifest.json"), "utf8"));
const results = await runAll(ort, manifest, (file) => readFile(join(folder, file)));
const runtime = `onnxruntime-node ${ort.env.versions.node}, Node.js ${version}`;
await writeFile(join(folder, "results.json"), JSON.stringify({ runtime, results }));
