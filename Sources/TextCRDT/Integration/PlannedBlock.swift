// SPDX-License-Identifier: Apache-2.0

/// One block of an update, read and checked but not yet in the document.
struct PlannedBlock: BitwiseCopyable {
  var kind: ContentKind
  /// Whether the block enters as a collected one, because its neighbour or parent is collected.
  var entersCollected = false
  var client: UInt32
  var clock: UInt32
  /// In units, at least 1.
  var length: UInt32 = 1
  var origin = CompactID.none
  var rightOrigin = CompactID.none
  /// The type the block goes into; found from its neighbours when the update does not name it.
  var parent = noIndex
  /// Of the item that holds the parent type, where the update names one; index of `parentItems`.
  var parentItem = noIndex
  /// The key's name, where the block is a map entry.
  var key = noIndex
  /// Of a shared type its index.
  var type = noIndex
  /// Where the block begins in the update.
  var start: UInt32
  /// Where the content stands in the update.
  var contentStart: UInt32 = 0
  var contentEnd: UInt32 = 0
  /// Where the neighbours were when the plan was made, if known; splits may have moved them since.
  var leftHint = NeighbourHint.none
  var rightHint = NeighbourHint.none
  /// Where the block went when it was integrated.
  var slot: Slot = noSlot

  var end: UInt32 { clock + length }
  var content: Range<Int> { Int(contentStart)..<Int(contentEnd) }
}

/// Where to look first for a neighbour: in a slot, or where another block of the plan went.
struct NeighbourHint: BitwiseCopyable {
  static let none = NeighbourHint(rawValue: noSlot)

  /// A slot, or the index of a block with the highest bit set; both stay far below it.
  private let rawValue: UInt32

  private init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  init(slot: Slot) {
    rawValue = slot
  }

  init(block: Int) {
    rawValue = UInt32(block) | 1 << 31
  }

  var slot: Slot? { rawValue >> 31 == 0 ? rawValue : nil }
  var block: UInt32? { rawValue >> 31 == 1 && rawValue != noSlot ? rawValue & ~(1 << 31) : nil }
}
