// SPDX-License-Identifier: Apache-2.0

/**
 * Frames on standard input and output: a 32-bit big-endian byte count, then parts, each a 32-bit
 * byte count and its bytes. The first part of a frame is JSON, the others are binary.
 */

/**
 * The parts of a frame's body.
 *
 * @param {Buffer} body
 */
function parts(body) {
  const found = []
  for (let offset = 0; offset < body.length;) {
    const end = offset + 4 + body.readUInt32BE(offset)
    found.push(body.subarray(offset + 4, end))
    offset = end
  }
  return found
}

/**
 * One frame of some parts.
 *
 * @param {Uint8Array[]} content
 */
function frame(content) {
  const length = content.reduce((sum, part) => sum + 4 + part.length, 0)
  const bytes = Buffer.alloc(4 + length)
  let offset = bytes.writeUInt32BE(length, 0)
  for (const part of content) {
    offset = bytes.writeUInt32BE(part.length, offset)
    bytes.set(part, offset)
    offset += part.length
  }
  return bytes
}

/**
 * Answers every frame that comes in, one after the other, until the input ends.
 *
 * @param {(header: any, blobs: Uint8Array[]) => Promise<{header: any, blobs?: Uint8Array[]}>} answer
 */
export async function serve(answer) {
  let received = Buffer.alloc(0)
  for await (const chunk of process.stdin) {
    received = Buffer.concat([received, chunk])
    while (received.length >= 4 && received.length >= 4 + received.readUInt32BE(0)) {
      const end = 4 + received.readUInt32BE(0)
      const [json, ...blobs] = parts(received.subarray(4, end))
      received = received.subarray(end)
      const { header, blobs: output = [] } = await answer(JSON.parse(String(json)), blobs)
      process.stdout.write(frame([Buffer.from(JSON.stringify(header)), ...output]))
    }
  }
}
