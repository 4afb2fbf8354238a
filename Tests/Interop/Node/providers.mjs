// SPDX-License-Identifier: Apache-2.0

/**
 * Unmodified y-websocket providers against the real server: five sessions a pad edit all shared types
 * at random, leave, come back, lose their connections and their server; then they must hold the same
 * document as one another, as a late joiner, and as a newcomer after the server was killed.
 *
 *     node providers.mjs [FIRST [END]]     seeds, 0 to 200 unless said
 */

import { describeDocument, difference } from './describe.mjs'
import { editSomething } from './edits.mjs'
import { roots } from './history.mjs'
import { Random } from './random.mjs'
import { Server } from './server.mjs'
import { Session, converged } from './sessions.mjs'

const [first = 0, end = 200] = process.argv.slice(2).map(Number)

/** Pads that are edited at the same time. */
const together = 20

const turn = () => new Promise((resolve) => setImmediate(resolve))

/** Five sessions of one pad, edited step by step. */
class Pad {
  constructor(server, seed) {
    this.server = server
    this.name = `pad-${seed}`
    this.random = new Random(seed)
    this.random.halvesPairs = false
    this.sessions = [0, 1, 2, 3, 4].map((index) => this.#join(seed * 10 + index))
    this.steps = this.random.between(20, 60)
  }

  #join(clientID) {
    return new Session(this.server, this.name, 1 + clientID * this.random.pick([1, 2 ** 20, 2 ** 40]), roots)
  }

  /** One step: mostly an edit, sometimes trouble with the connection. */
  step() {
    const session = this.random.pick(this.sessions)
    switch (this.random.weighted({ edit: 12, toggle: 1, cut: 1 })) {
      case 'toggle': return session.toggle()
      case 'cut': return session.cut()
      default:
        session.doc.transact(() => {
          for (let count = this.random.between(1, 4); count > 0; count--) editSomething(this.random, session.doc, roots)
        })
    }
  }

  async agree() {
    await converged(this.sessions, roots, `${this.name}, five sessions`)
    this.sessions.push(this.#join(1_000_000))
    await converged(this.sessions, roots, `${this.name}, a late joiner`)
    this.expected = describeDocument(this.sessions[0].doc, roots)
    for (const session of this.sessions) session.close()
  }

  async agreeAfterRestart() {
    const newcomer = this.#join(2_000_000)
    await newcomer.synced()
    const found = difference(describeDocument(newcomer.doc, roots), this.expected)
    newcomer.close()
    if (found) throw new Error(`${this.name}, after the restart: ${found}`)
  }
}

async function run(server, seeds) {
  const pads = seeds.map((seed) => new Pad(server, seed))
  const random = new Random(seeds[0])
  const longest = Math.max(...pads.map((pad) => pad.steps))
  const disaster = random.below(longest)
  for (let step = 0; step < longest; step++) {
    for (const pad of pads) if (step < pad.steps) pad.step()
    if (step === disaster) {
      await server.kill()
      await server.start()
    }
    // Lets some messages through, so that edits meet at every stage of a handshake.
    for (let turns = random.below(6); turns > 0; turns--) await turn()
  }
  await Promise.all(pads.map((pad) => pad.agree()))
  await server.kill()
  await server.start()
  await Promise.all(pads.map((pad) => pad.agreeAfterRestart()))
}

process.setMaxListeners(0) // every provider listens for the exit
const server = new Server()
await server.start()
try {
  for (let seed = first; seed < end; seed += together) {
    const count = Math.min(together, end - seed)
    await run(server, Array.from({ length: count }, (_, index) => seed + index))
    console.log(`seeds ${seed} to ${seed + count - 1}: converged`)
  }
} finally {
  await server.remove()
}
