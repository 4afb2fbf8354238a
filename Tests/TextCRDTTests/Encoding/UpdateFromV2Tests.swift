// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import TextCRDT

@Suite("Updates (v2) from hostile hands")
struct UpdateFromV2Tests {
  /// An update of one client whose blocks a test writes itself.
  private func update(
    blocks count: UInt64,
    deletes: [UInt8] = [0],
    _ write: (inout UpdateColumnsWriter) -> Void
  ) -> [UInt8] {
    var columns = UpdateColumnsWriter()
    columns.rest.writeVarUInt(1)
    columns.rest.writeVarUInt(count)
    columns.clients.write(7)
    columns.rest.writeVarUInt(0)
    write(&columns)
    columns.rest.bytes += deletes
    return columns.finish()
  }

  private func place(_ columns: inout UpdateColumnsWriter, kind: ContentKind) {
    columns.infos.write(kind.rawValue)
    columns.parentInfos.write(1)
    columns.strings.write(Array("content".utf8)[...], length: 7)
  }

  private func refusal(of update: [UInt8], limits: Limits = Limits()) -> UpdateError? {
    let document = Document(clientID: ClientID(rawValue: 1), limits: limits)
    do throws(UpdateError) {
      try document.applyV2(update)
      return nil
    } catch {
      #expect(document.encodedState() == [0, 0])
      return error
    }
  }

  private var sample: [UInt8] {
    update(blocks: 2, deletes: [1, 7, 1, 1, 0]) { columns in
      place(&columns, kind: .string)
      columns.strings.write(Array("héllo 😀".utf8)[...], length: 8)
      columns.infos.write(ContentKind.embed.rawValue | 0x80)
      columns.clients.write(7)
      columns.leftClocks.write(7)
      columns.rest.writeAny(.object([Value.Member(key: "a", value: .number(1))]))
    }
  }

  @Test("a sound update is taken in")
  func soundUpdateIsTakenIn() throws {
    let document = Document(clientID: ClientID(rawValue: 1))
    try document.applyV2(sample)
    #expect(document.text("content").string == "hllo 😀")
  }

  @Test("every prefix is refused")
  func prefixIsRefused() {
    for count in 0..<sample.count { #expect(refusal(of: Array(sample[..<count])) != nil) }
  }

  @Test("no changed byte breaks the document", arguments: [1, 0x40, 0x80, 0xFF] as [UInt8])
  func changedByteBreaksNothing(change: UInt8) {
    for index in sample.indices {
      var changed = sample
      changed[index] ^= change
      let document = Document(clientID: ClientID(rawValue: 1))
      _ = try? document.applyV2(changed)
      document.checkInvariants()
      _ = document.encodedStateV2()
    }
  }

  @Test("a layout other than 0 is refused")
  func otherLayoutIsRefused() {
    #expect(refusal(of: [1] + sample[1...]) == .unknownFormat(1))
  }

  @Test("bytes that no block reads are refused")
  func unreadColumnIsRefused() {
    let unread = update(blocks: 0) { columns in columns.lengths.write(3) }
    #expect(refusal(of: unread) == .unreadColumn)
    #expect(refusal(of: sample + [0]) == .trailingBytes(1))
  }

  @Test("a count of blocks that only repeat is refused", arguments: [1 << 19, (1 << 53) - 1])
  func repeatedBlocksAreRefused(count: Int) {
    let hostile = update(blocks: UInt64(count)) { columns in
      columns.infos.write(0)
      columns.lengths.write(1)
    }
    #expect(refusal(of: hostile) == .limitExceeded(.repeatedBlocks))
  }

  @Test("a run as long as people make it is taken in")
  func longRunIsTakenIn() throws {
    // 20,000 units, each inserted before the one before it, all deleted: a few bytes in v2.
    var limits = Limits()
    limits.maximumRepeatedBlocks = 20_000
    let run = update(blocks: 20_000) { columns in
      place(&columns, kind: .deleted)
      columns.lengths.write(1)
      for clock in 0..<19_999 as Range<UInt64> {
        columns.infos.write(ContentKind.deleted.rawValue | 0x40)
        columns.clients.write(7)
        columns.rightClocks.write(clock)
        columns.lengths.write(1)
      }
    }
    #expect(run.count < 60)
    #expect(refusal(of: run, limits: limits) == nil)
    limits.maximumRepeatedBlocks = 19_000
    #expect(refusal(of: run, limits: limits) == .limitExceeded(.repeatedBlocks))
  }

  @Test("a count of values beyond the bytes left is refused", arguments: [2, 8] as [UInt8])
  func countOfValuesIsRefused(kind: UInt8) {
    let hostile = update(blocks: 1) { columns in
      place(&columns, kind: kind == 2 ? .json : .any)
      columns.lengths.write((1 << 53) - 1)
      for _ in 0..<3 { columns.strings.write([], length: 0) }
    }
    #expect(refusal(of: hostile) == (kind == 2 ? .invalidJSON : .truncated))
  }

  @Test("a key that repeats until v1 would exceed the limit is refused")
  func repeatedKeyIsRefused() {
    var limits = Limits()
    limits.maximumUpdateBytes = 100_000
    let key = [UInt8](repeating: UInt8(ascii: "k"), count: 10_000)
    let hostile = update(blocks: 20) { columns in
      place(&columns, kind: .format)
      columns.writeKey(key[...], length: key.count)
      columns.rest.writeAny(.null)
      for clock in 0..<19 as Range<UInt64> {
        columns.infos.write(ContentKind.format.rawValue | 0x80)
        columns.clients.write(7)
        columns.leftClocks.write(clock)
        columns.rest.writeAny(.null)
      }
    }
    // The column of key clocks comes first; a run of equal clocks means the first key each time.
    #expect(hostile[..<3] == [0, 1, 0])
    let repeated = [0, 2, 1, 18] + hostile[3...]
    #expect(refusal(of: repeated) == nil)
    #expect(refusal(of: repeated, limits: limits) == .limitExceeded(.updateBytes))
  }

  @Test("an object that JSON cannot say is refused, as Yjs does when it writes v1")
  func objectWithoutJSONIsRefused() {
    for value in [Value.undefined, .bigInt(1), .array([.bigInt(1)])] {
      let hostile = update(blocks: 1) { columns in
        place(&columns, kind: .embed)
        columns.rest.writeAny(value)
      }
      #expect(refusal(of: hostile) == .invalidJSON)
    }
  }

  @Test("values nested beyond the limit are refused", arguments: [ContentKind.any, .embed])
  func deepValueIsRefused(kind: ContentKind) {
    let hostile = update(blocks: 1) { columns in
      place(&columns, kind: kind)
      if kind == .any { columns.lengths.write(1) }
      columns.rest.bytes += [UInt8](repeating: 117, count: 200_000).flatMap { [$0, 1] }
    }
    #expect(refusal(of: hostile) == .limitExceeded(.depth))
  }

  @Test("junk is refused at once", arguments: [0x00, 0x01, 0x7F, 0xFF] as [UInt8])
  func junkIsRefused(byte: UInt8) {
    #expect(refusal(of: [UInt8](repeating: byte, count: 1 << 20)) != nil)
    #expect(refusal(of: []) == .truncated)
  }
}
