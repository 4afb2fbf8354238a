// SPDX-License-Identifier: Apache-2.0

/// What an encoded update holds, without its content: for people who look into a file.
public struct UpdateSummary: Equatable, Sendable {
  /// One client's part of the update.
  public struct Section: Equatable, Sendable {
    /// The client.
    public let client: ClientID
    /// From the first clock to the one after the last, gaps included.
    public let clocks: Range<UInt64>
    /// How many blocks there are.
    public let blockCount: Int
  }

  /// How many blocks have one kind of content.
  public struct KindCount: Equatable, Sendable {
    /// The kind's name: collected, deleted, json, binary, string, embed, format, type, any,
    /// document or skip.
    public let kind: String
    /// How many blocks there are, at least 1.
    public let count: Int
  }

  /// By client, in ascending order.
  public let sections: [Section]

  /// The kinds that occur, in the order of their numbers on the wire.
  public let kinds: [KindCount]

  /// What the update deletes.
  public let deletes: DeleteSet

  /// The names of the roots that blocks without neighbours lie in, in the order of their bytes.
  public let roots: [String]

  /// Reads an update.
  ///
  /// - Parameters:
  ///   - update: A Yjs update, v1.
  ///   - limits: What is read before it is refused.
  /// - Throws: ``UpdateError`` when it cannot be read.
  public init(of update: [UInt8], limits: Limits = Limits()) throws(UpdateError) {
    guard update.count <= limits.maximumUpdateBytes else { throw .limitExceeded(.updateBytes) }
    var reader = ByteReader(update)
    var sections: [Section] = []
    var counts = [Int](repeating: 0, count: Self.kindNames.count)
    var roots: Set<[UInt8]> = []
    for _ in 0..<(try reader.readCount()) {
      let blockCount = try reader.readCount()
      let client = ClientID(rawValue: try reader.readVarUInt())
      let start = UInt64(try reader.readClock(limits))
      var end = start
      for _ in 0..<blockCount {
        let block = try reader.readBlock(limits)
        end += UInt64(block.length)
        counts[Int(block.kind.rawValue)] += 1
        if block.hasRootParent { roots.insert([UInt8](update[block.parentName])) }
      }
      sections.append(Section(client: client, clocks: start..<end, blockCount: blockCount))
    }
    deletes = try DeleteSet(from: &reader)
    guard reader.isAtEnd else { throw .trailingBytes(reader.remaining) }
    self.sections = sections.sorted { $0.client < $1.client }
    kinds = counts.indices.filter { counts[$0] > 0 }.map { index in
      KindCount(kind: Self.kindNames[index], count: counts[index])
    }
    self.roots = roots.sorted { $0.lexicographicallyPrecedes($1) }
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// By the number of the ``ContentKind``.
  private static let kindNames = [
    "collected", "deleted", "json", "binary", "string", "embed", "format", "type", "any",
    "document", "skip",
  ]
}
