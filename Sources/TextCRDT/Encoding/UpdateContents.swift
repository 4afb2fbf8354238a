// SPDX-License-Identifier: Apache-2.0

/// What an update inserts and deletes, without the text: for whoever follows who wrote what.
public struct UpdateContents: Sendable {
  /// A run of units that were inserted together.
  public struct Block: Equatable, Sendable {
    /// Whose units they are.
    public let client: ClientID
    /// Their clocks.
    public let clocks: Range<UInt64>
    /// Whether they are text.
    public let isText: Bool
    /// Whether they come deleted, without their content.
    public let isReduced: Bool
    /// The unit that was on the right when they were inserted; nil at an end.
    public let rightOrigin: ItemID?

    /// Describes a block.
    ///
    /// - Parameters:
    ///   - client: Whose units they are.
    ///   - clocks: Their clocks.
    ///   - isText: Whether they are text.
    ///   - isReduced: Whether they come deleted, without their content.
    ///   - rightOrigin: The unit that was on the right when they were inserted.
    public init(
      client: ClientID,
      clocks: Range<UInt64>,
      isText: Bool,
      isReduced: Bool,
      rightOrigin: ItemID?
    ) {
      self.client = client
      self.clocks = clocks
      self.isText = isText
      self.isReduced = isReduced
      self.rightOrigin = rightOrigin
    }
  }

  /// In the update's order; what it leaves out is not among them.
  public let blocks: [Block]

  /// What it deletes.
  public let deletes: DeleteSet

  /// Reads an update.
  ///
  /// - Parameters:
  ///   - update: A Yjs update, v1.
  ///   - limits: What is read before it is refused.
  /// - Throws: ``UpdateError`` when it cannot be read.
  /// - Complexity: O(*n*) in bytes.
  public init(of update: [UInt8], limits: Limits = Limits()) throws(UpdateError) {
    guard update.count <= limits.maximumUpdateBytes else { throw .limitExceeded(.updateBytes) }
    var reader = ByteReader(update)
    var blocks: [Block] = []
    for _ in 0..<(try reader.readCount()) {
      let count = try reader.readCount()
      let client = ClientID(rawValue: try reader.readVarUInt())
      var clock = UInt64(try reader.readClock(limits))
      for _ in 0..<count {
        let block = try reader.readBlock(limits)
        let end = clock + UInt64(block.length)
        if block.kind != .skip {
          blocks.append(
            Block(
              client: client,
              clocks: clock..<end,
              isText: block.kind == .string,
              isReduced: block.kind.isReduced,
              rightOrigin: block.hasRightOrigin
                ? ItemID(
                  client: ClientID(rawValue: block.rightOriginClient),
                  clock: UInt64(block.rightOriginClock)
                ) : nil
            )
          )
        }
        clock = end
      }
    }
    deletes = try DeleteSet(from: &reader)
    guard reader.isAtEnd else { throw .trailingBytes(reader.remaining) }
    self.blocks = blocks
  }
}
