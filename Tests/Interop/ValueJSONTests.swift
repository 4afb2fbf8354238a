// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import TextCRDT

@Suite(
  "Values and their JSON against lib0 and JavaScript",
  .enabled(if: NodePeer.isAvailable, "Node or node-yjs is missing")
)
struct ValueJSONTests {
  private struct Question: Encodable {
    var command = "values"
    let seed: Int
  }

  private struct Answer: Decodable {
    let count: Int
  }

  @Test(
    "a value is written to JSON, read from it and encoded byte for byte as in JavaScript",
    arguments: seedBatches(0..<300, of: 100)
  )
  func valueIsWrittenAsInJavaScript(batch: Range<Int>) async throws {
    let node = try NodePeer.running("Tests/Interop/Node/engine-peer.mjs")
    for seed in batch {
      let (answer, blobs) = try await node.ask(Question(seed: seed), answer: Answer.self)
      for index in 0..<answer.count {
        let (any, text, reread) = (blobs[3 * index], blobs[3 * index + 1], blobs[3 * index + 2])
        var reader = ByteReader(any)
        let value = try reader.readAny(depth: 128)
        #expect(reader.isAtEnd)
        #expect(encoded(value) == any, "seed \(seed), value \(index)")
        let found = value.jsonText
        guard !text.isEmpty else {
          #expect(found == nil, "seed \(seed), value \(index)")
          continue
        }
        let expected = String(decoding: text, as: UTF8.self)
        #expect(found?.utf8.elementsEqual(text) == true, "\(found ?? "nil") for \(expected)")
        let parsed = try Value(json: expected)
        #expect(encoded(parsed.inJavaScriptOrder) == reread, "seed \(seed), \(expected)")
      }
    }
  }

  private func encoded(_ value: Value) -> [UInt8] {
    var writer = ByteWriter()
    writer.writeAny(value)
    return writer.bytes
  }
}
