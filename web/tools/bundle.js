// SPDX-License-Identifier: Apache-2.0
// Bundles src/ into dist/: hashed assets, one page per entry, and .gz and .br beside each file.

import { execFileSync } from "node:child_process"
import { createHash } from "node:crypto"
import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { basename, dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { brotliCompressSync, constants, gzipSync } from "node:zlib"
import { en } from "../src/i18n/en.js"
import { fr } from "../src/i18n/fr.js"

const root = join(dirname(fileURLToPath(import.meta.url)), "..")
const staging = join(root, "dist.next")
const target = join(root, "dist")

/** The pages, and the entry whose script and style sheet each one loads. */
const pages = {
  "index.html": "home", "pad.html": "pad", "print.html": "print", "problem.html": "problem",
  "away.html": "problem", "account.html": "account",
  "own-account.html": "own-account", "editions.html": "editions", "history.html": "history", "digest.html": "digest",
}

/** What the server fills in elsewhere stands already in the page shown when there is no server. */
const awayProblem = { "[kind]": "server-away", "[status]": "503" }

process.chdir(root)
rmSync(staging, { recursive: true, force: true })
mkdirSync(join(staging, "assets"), { recursive: true })

const outputs = {
  ...bundle(["src/account.js", "src/digest.js", "src/editions.js", "src/history.js", "src/home.js", "src/own-account.js", "src/pad.js", "src/print.js",
    "src/problem.js", "src/styles/account.css", "src/styles/digest.css", "src/styles/editions.css", "src/styles/history.css", "src/styles/home.css",
    "src/styles/own-account.css", "src/styles/pad.css", "src/styles/print.css", "src/styles/problem.css"], [
    "--format=esm",
    "--splitting",
    "--loader:.md=text",
    // Asked for only where there is no document, which is never.
    "--external:domino",
    ...unusedLanguages().map((file) => `--external:./vendor/codemirror/${file}`),
  ]),
  // Runs before the first paint, so it is a classic script and shares nothing.
  ...bundle(["src/boot.js"], ["--format=iife"]),
}
const assets = {
  ...Object.fromEntries(entryNames(outputs)),
  "icon.svg": copyAsset("src/icon.svg"),
  "licences.txt": copyAsset("licences.txt"),
}

for (const [file, entry] of Object.entries(pages)) {
  let html = page(readFileSync(`src/pages/${entry}.html`, "utf8"), entry)
  if (file === "away.html") {
    for (const [place, value] of Object.entries(awayProblem)) html = html.replace(place, value)
  }
  writeFileSync(join(staging, file), html)
}
bundleWorker()
bundleKnowledgeBase()
compress(staging)
rmSync(target, { recursive: true, force: true })
renameSync(staging, target)
report()

/**
 * @param {string[]} entries
 * @param {string[]} options
 * @returns {Record<string, {entryPoint?: string, imports: {path: string, kind: string}[]}>}
 *   esbuild's outputs by path
 */
function bundle(entries, options) {
  const metafile = join(staging, "meta.json")
  execFileSync("esbuild", [
    ...entries, ...options, "--bundle", "--minify", "--target=es2022", "--charset=utf8",
    "--log-level=warning", "--legal-comments=none", "--entry-names=assets/[name]-[hash]",
    "--chunk-names=assets/[name]-[hash]", `--outdir=${staging}`, `--metafile=${metafile}`,
  ], { stdio: "inherit" })
  const outputs = JSON.parse(readFileSync(metafile, "utf8")).outputs
  rmSync(metafile)
  return outputs
}

/**
 * The worker that opens the pages without a network: it knows every file, and its own bytes change
 * with any of them, by which browsers see that there is a new version.
 */
function bundleWorker() {
  const hash = createHash("sha256")
  for (const file of Object.keys(pages)) hash.update(readFileSync(join(staging, file)))
  const assets = readdirSync(join(staging, "assets")).sort().map((file) => `/assets/${file}`)
  const version = hash.update(assets.join("\n")).digest("hex").slice(0, 16)
  execFileSync("esbuild", [
    "src/offline/service-worker.js", "--bundle", "--minify", "--target=es2022", "--format=iife",
    "--log-level=warning", `--outfile=${join(staging, "sw.js")}`,
    `--define:shellAssets=${JSON.stringify(assets)}`, `--define:shellVersion="${version}"`,
  ], { stdio: "inherit" })
}

/** What the knowledge base's site is made with; its files keep their names, for pages that stay as they are. */
function bundleKnowledgeBase() {
  execFileSync("esbuild", [
    "src/kb/choose.js", "src/kb/map.js", "src/kb/search.js", "src/kb/site.css", "--bundle", "--minify", "--format=iife",
    "--target=es2022", "--charset=utf8", "--log-level=warning", "--legal-comments=none", "--loader:.png=dataurl",
    `--outdir=${join(staging, "kb")}`,
  ], { stdio: "inherit" })
  for (const file of ["src/icon.svg", "licences.txt", "outlines/outlines.json"]) {
    copyFileSync(file, join(staging, "kb", basename(file)))
  }
}

/**
 * The bundle's many programming languages. Only what the editor and the Markdown grammar import
 * statically is shipped.
 */
function unusedLanguages() {
  const folder = "vendor/codemirror"
  const used = new Set()
  const queue = Object.values(JSON.parse(readFileSync("package.json", "utf8")).imports)
    .filter((path) => path.startsWith(`./${folder}/`))
    .map((path) => basename(/** @type {string} */ (path)))
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (used.has(file)) continue
    used.add(file)
    const source = readFileSync(join(folder, file), "utf8")
    for (const match of source.matchAll(/(?:from|import)"\.\/([^"]+)"/g)) queue.push(match[1] ?? "")
  }
  return readdirSync(folder).filter((file) => file.endsWith(".js") && !used.has(file))
}

/** @param {ReturnType<typeof bundle>} outputs */
function entryNames(outputs) {
  return Object.entries(outputs)
    .filter(([, output]) => output.entryPoint !== undefined)
    .map(([path, output]) => [basename(output.entryPoint ?? ""), `/assets/${basename(path)}`])
}

/** @param {string} path */
function copyAsset(path) {
  const bytes = readFileSync(path)
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 8).toUpperCase()
  const [name, extension] = basename(path).split(".")
  writeFileSync(join(staging, "assets", `${name}-${hash}.${extension}`), bytes)
  return `/assets/${name}-${hash}.${extension}`
}

/**
 * Fills in `{{asset}}`, `{{assets}}` and `{{fr.key}}`; an unknown name is an error.
 *
 * @param {string} template
 * @param {string} entry
 * @returns {string}
 */
function page(template, entry) {
  return template.replaceAll(/\{\{([a-z.-]+)(?:\.(\w+))?\}\}/g, (whole, name, key) => {
    if (whole === "{{assets}}") return page(loads(entry), entry)
    const value = whole.startsWith("{{fr.") ? fr[/** @type {keyof typeof fr} */ (key)]
      : whole.startsWith("{{en.") ? en[/** @type {keyof typeof en} */ (key)]
      : assets[whole.slice(2, -2)]
    if (typeof value !== "string") throw new Error(`${entry}.html: nothing is called ${whole}`)
    return value
  })
}

/**
 * What a page loads: what runs before the first paint, its icon, its style sheet and its script.
 *
 * @param {string} entry
 */
function loads(entry) {
  return [
    '<script src="{{boot.js}}"></script>',
    '<link rel="icon" href="{{icon.svg}}" type="image/svg+xml">',
    `<link rel="stylesheet" href="{{${entry}.css}}">`,
    ...preloads(`${entry}.js`),
    `<script type="module" src="{{${entry}.js}}"></script>`,
  ].join("\n    ")
}

/**
 * Everything the entry imports at once, so that the browser need not discover it step by step.
 *
 * @param {string} entry
 */
function preloads(entry) {
  const found = new Set()
  const queue = Object.keys(outputs).filter((path) => basename(outputs[path]?.entryPoint ?? "") === entry)
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    for (const { path: imported, kind } of outputs[path]?.imports ?? []) {
      if (kind !== "import-statement" || found.has(imported)) continue
      found.add(imported)
      queue.push(imported)
    }
  }
  return [...found].map((path) => `<link rel="modulepreload" href="/assets/${basename(path)}">`)
}

/** @param {string} folder */
function compress(folder) {
  for (const file of filesUnder(folder)) {
    const bytes = readFileSync(file)
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
    writeFileSync(`${file}.br`, brotliCompressSync(bytes, {
      params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }))
  }
}

/** @param {string} folder @returns {string[]} */
function filesUnder(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesUnder(path) : [path]
  })
}

/** Says what a first visit of each page transfers. */
function report() {
  const sizes = filesUnder(target).filter((file) => file.endsWith(".br"))
    .map((file) => readFileSync(file).length)
  const total = sizes.reduce((sum, size) => sum + size, 0)
  console.log(`web: dist built, ${sizes.length} files, ${Math.ceil(total / 1000)} kB compressed`)
}
