// node browser.mjs FOLDER CHROMIUM: runs the files of FOLDER/manifest.json in a page of a headless Chromium and writes
// FOLDER/results.json. The page gets everything from a server here, on the loopback address, and posts its results to it.
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, extname, join } from "node:path";
import process, { argv, getuid } from "node:process";
import { fileURLToPath } from "node:url";

const timeLimit = 150_000;
const scripts = dirname(fileURLToPath(import.meta.url));
const ort = dirname(createRequire(import.meta.url).resolve("onnxruntime-web"));
const [folder, chromium] = argv.slice(2);
const mediaTypes = {
  ".html": "text/html",
  ".json": "application/json",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};

function fileOf(path) {
  const name = basename(path);
  switch (path) {
    case "/":
      return join(scripts, "page.html");
    case "/session.mjs":
      return join(scripts, name);
    case `/ort/${name}`:
      return join(ort, name);
    case `/files/${name}`:
      return join(folder, name);
    default:
      return null;
  }
}

async function bodyOf(request) {
  const parts = [];
  for await (const part of request) {
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

function serve(done, failed) {
  return createServer(async (request, response) => {
    if (request.method === "POST") {
      const body = await bodyOf(request);
      response.writeHead(204).end();
      (request.url === "/results" ? done : failed)(body);
      return;
    }
    const file = fileOf(request.url);
    try {
      const content = await readFile(file);
      response.writeHead(200, { "Content-Type": mediaTypes[extname(file)] ?? "application/octet-stream" }).end(content);
    } catch {
      response.writeHead(404).end(`There is no ${request.url}.`);
    }
  });
}

function startBrowser(address, profile) {
  const flags = [
    "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", `--user-data-dir=${profile}`,
  ];
  if (getuid?.() === 0) {
    // Chromium refuses to run as root inside its sandbox.
    flags.push("--no-sandbox");
  }
  return spawn(chromium, [...flags, address], { stdio: ["ignore", "ignore", "pipe"] });
}

async function resultsOfPage(profile) {
  let browser;
  let server;
  let timer;
  let log = "";
  try {
    return await new Promise((done, failed) => {
      server = serve(done, (text) => failed(new Error(`The page failed: ${text}`)));
      server.listen(0, "127.0.0.1", () => {
        browser = startBrowser(`http://127.0.0.1:${server.address().port}/`, profile);
        browser.stderr.on("data", (text) => (log += text));
        browser.on("error", failed);
        browser.on("exit", (code) => failed(new Error(`${chromium} ended with ${code}: ${log.slice(-2000)}`)));
      });
      timer = setTimeout(
        () => failed(new Error(`The page sent nothing in ${timeLimit / 1000} s: ${log.slice(-2000)}`)), timeLimit);
    });
  } finally {
    clearTimeout(timer);
    server?.closeAllConnections();
    server?.close();
    await stop(browser);
  }
}

async function stop(browser) {
  if (browser?.pid && browser.exitCode === null) {
    const ended = new Promise((done) => browser.once("exit", done));
    browser.kill();
    await ended;
  }
}

const profile = await mkdtemp(join(tmpdir(), "r2n2-chromium-"));
try {
  await writeFile(join(folder, "results.json"), await resultsOfPage(profile));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
}
