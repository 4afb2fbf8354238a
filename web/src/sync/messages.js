// SPDX-License-Identifier: Apache-2.0
// The y-websocket wire format: one binary message per frame, numbers as lib0 varUints.

import * as decoding from "lib0/decoding"
import * as encoding from "lib0/encoding"

const messageTypes = {
  sync: 0, awareness: 1, denied: 2, queryAwareness: 3, acknowledgement: 100, epoch: 101, role: 102,
  members: 103, erasures: 104, edition: 105,
}
const syncTypes = { step1: 0, step2: 1, update: 2 }

/**
 * @typedef {{type: "step1", stateVector: Uint8Array}
 *   | {type: "step2" | "update", update: Uint8Array}
 *   | {type: "awareness", states: Uint8Array}
 *   | {type: "denied", reason: string}
 *   | {type: "queryAwareness"}
 *   | {type: "acknowledgement", count: number}
 *   | {type: "epoch", epoch: string}
 *   | {type: "role", role: string}
 *   | {type: "members", members: PresentMember[]}
 *   | {type: "erasures", count: number}
 *   | {type: "edition", number: number}
 *   | {type: "unknown"}} Message
 *   An `acknowledgement` of `count` says: the first `count` messages of this connection that carried
 *   an update (step 2 and update together) are on disk. An `epoch` names the history behind the pad's
 *   name; `erasures` follow it and count how often passages were taken out of that history. A `role` names what the page may do in the pad. `members` are who of those present are
 *   members, by the server's knowledge. An `edition` tells which one the pad is, which takes no edit; 0 for none.
 */

/** @typedef {{clientID: number, name: string}} PresentMember the name is the account's */

/** @param {Uint8Array} stateVector */
export const encodeStep1 = (stateVector) => encodeSync(syncTypes.step1, stateVector)

/** @param {Uint8Array} update */
export const encodeStep2 = (update) => encodeSync(syncTypes.step2, update)

/** @param {Uint8Array} update */
export const encodeUpdate = (update) => encodeSync(syncTypes.update, update)

/** @param {Uint8Array} states as encoded by y-protocols' awareness */
export const encodeAwareness = (states) => encode((encoder) => {
  encoding.writeVarUint(encoder, messageTypes.awareness)
  encoding.writeVarUint8Array(encoder, states)
})

/**
 * @param {Uint8Array} bytes one frame
 * @returns {Message}
 * @throws if the frame is cut short
 */
export function decodeMessage(bytes) {
  const decoder = decoding.createDecoder(bytes)
  switch (decoding.readVarUint(decoder)) {
    case messageTypes.sync:
      return decodeSync(decoder)
    case messageTypes.awareness:
      return { type: "awareness", states: decoding.readVarUint8Array(decoder) }
    case messageTypes.denied:
      decoding.readVarUint(decoder)
      return { type: "denied", reason: decoding.readVarString(decoder) }
    case messageTypes.queryAwareness:
      return { type: "queryAwareness" }
    case messageTypes.acknowledgement:
      return { type: "acknowledgement", count: decoding.readVarUint(decoder) }
    case messageTypes.epoch:
      return { type: "epoch", epoch: decoding.readVarString(decoder) }
    case messageTypes.role:
      return { type: "role", role: decoding.readVarString(decoder) }
    case messageTypes.erasures:
      return { type: "erasures", count: decoding.readVarUint(decoder) }
    case messageTypes.edition:
      return { type: "edition", number: decoding.readVarUint(decoder) }
    case messageTypes.members:
      return { type: "members", members: decodeMembers(decoder) }
    default:
      return { type: "unknown" }
  }
}

/** @param {decoding.Decoder} decoder @returns {PresentMember[]} */
function decodeMembers(decoder) {
  /** @type {PresentMember[]} */
  const members = []
  for (let count = decoding.readVarUint(decoder); count > 0; count -= 1) {
    const clientID = decoding.readVarUint(decoder)
    members.push({ clientID, name: decoding.readVarString(decoder) })
  }
  return members
}

/** @param {decoding.Decoder} decoder @returns {Message} */
function decodeSync(decoder) {
  const type = decoding.readVarUint(decoder)
  const payload = decoding.readVarUint8Array(decoder)
  switch (type) {
    case syncTypes.step1:
      return { type: "step1", stateVector: payload }
    case syncTypes.step2:
      return { type: "step2", update: payload }
    case syncTypes.update:
      return { type: "update", update: payload }
    default:
      return { type: "unknown" }
  }
}

/** @param {number} type @param {Uint8Array} payload */
const encodeSync = (type, payload) => encode((encoder) => {
  encoding.writeVarUint(encoder, messageTypes.sync)
  encoding.writeVarUint(encoder, type)
  encoding.writeVarUint8Array(encoder, payload)
})

/** @param {(encoder: encoding.Encoder) => void} write */
function encode(write) {
  const encoder = encoding.createEncoder()
  write(encoder)
  return encoding.toUint8Array(encoder)
}
