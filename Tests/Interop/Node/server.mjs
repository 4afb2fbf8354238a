// SPDX-License-Identifier: Apache-2.0

/** The real server as a process, which tests may kill. */

import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const project = fileURLToPath(new URL('../../..', import.meta.url))

/** The program under test, the release before the debug build. */
export function program() {
  const candidates = [process.env.ENCRIER_SERVER, '.build/release/encrier', '.build/debug/encrier']
  const found = candidates.filter(Boolean).map((path) => join(path.startsWith('/') ? '' : project, path)).find(existsSync)
  if (!found) throw new Error('there is no server; run `make build`')
  return found
}

export class Server {
  #data = mkdtempSync(join(tmpdir(), 'encrier-interop-'))
  #process = null
  #port = 0

  /** Starts the server; again on the same port and data after a kill. */
  async start() {
    const options = ['serve', '--host', '127.0.0.1', '--port', String(this.#port), '--data', this.#data]
    this.#process = spawn(program(), options, { stdio: ['ignore', 'pipe', 'pipe'], cwd: project })
    this.#port = await listening(this.#process)
  }

  /** Ends the server as a power cut would, and waits until it is gone. */
  async kill() {
    const gone = new Promise((resolve) => this.#process.once('exit', resolve))
    this.#process.kill('SIGKILL')
    await gone
  }

  /** Ends the server as an administrator does. */
  async stop() {
    const gone = new Promise((resolve) => this.#process.once('exit', resolve))
    this.#process.kill('SIGTERM')
    await gone
  }

  /** Where the server keeps its data. */
  get data() {
    return this.#data
  }

  /** Copies the database of a stopped server beside its data; returns where to. */
  backUp() {
    const copy = join(this.#data, 'backup.sqlite')
    cpSync(join(this.#data, 'encrier.sqlite'), copy)
    return copy
  }

  /** Ends the server for good and removes its data. */
  async remove() {
    await this.kill()
    rmSync(this.#data, { recursive: true, force: true })
  }

  /** The address of the WebSocket that y-websocket's provider adds the pad's name to. */
  get syncURL() {
    return `ws://127.0.0.1:${this.#port}/sync`
  }

  /** The address of an HTTP route. */
  url(path) {
    return `http://127.0.0.1:${this.#port}${path}`
  }
}

/** The port that the server says it listens on. */
function listening(process) {
  return new Promise((resolve, reject) => {
    let said = ''
    const listen = (chunk) => {
      said += chunk
      const found = /http:\/\/127\.0\.0\.1:(\d+)/.exec(said)
      if (found) resolve(Number(found[1]))
    }
    process.stdout.on('data', listen)
    process.stderr.on('data', listen)
    process.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)))
  })
}
