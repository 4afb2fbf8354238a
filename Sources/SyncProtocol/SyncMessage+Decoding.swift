// SPDX-License-Identifier: Apache-2.0

import TextCRDT

extension SyncMessage {
  /// Reads all messages of a frame; providers up to 3.x send one, later ones may send several.
  ///
  /// Updates are cut out, not read: that is the document's part.
  ///
  /// - Parameters:
  ///   - frame: A whole binary WebSocket message; an empty one holds nothing.
  ///   - limits: What is accepted.
  /// - Returns: The messages in their order.
  /// - Throws: ``SyncError``; no message of the frame may then be used.
  public static func decode(
    _ frame: [UInt8],
    limits: SyncLimits = SyncLimits()
  ) throws(SyncError) -> [SyncMessage] {
    guard frame.count <= limits.maximumFrameBytes else { throw .frameTooLarge(frame.count) }
    var reader = FrameReader(frame)
    var messages: [SyncMessage] = []
    while !reader.isAtEnd {
      messages.append(try message(from: &reader, limits: limits))
    }
    return messages
  }

  private static func message(
    from reader: inout FrameReader,
    limits: SyncLimits
  ) throws(SyncError) -> SyncMessage {
    let kind = try reader.number()
    switch kind {
    case Kind.sync: return try syncMessage(from: &reader)
    case Kind.awareness:
      return .awareness(try entries(of: try reader.byteArray(), limits: limits))
    case Kind.permission:
      let verdict = try reader.number()
      guard verdict == 0 else { throw .unknownMessage(verdict) }
      return .permissionDenied(try reader.string())
    case Kind.queryAwareness: return .queryAwareness
    case Kind.acknowledgement: return .acknowledgement(try reader.number())
    case Kind.epoch: return .epoch(try reader.string())
    case Kind.role: return .role(try reader.string())
    case Kind.members: return .members(try members(from: &reader, limits: limits))
    case Kind.edition: return .edition(try reader.number())
    case Kind.erasures: return .erasures(try reader.number())
    default: throw .unknownMessage(kind)
    }
  }

  private static func members(
    from reader: inout FrameReader,
    limits: SyncLimits
  ) throws(SyncError) -> [PresentMember] {
    let count = try reader.number()
    guard count <= UInt64(limits.maximumAwarenessEntries) else {
      throw .tooManyAwarenessEntries(count)
    }
    var members: [PresentMember] = []
    for _ in 0..<count {
      let client = ClientID(rawValue: try reader.number())
      members.append(PresentMember(client: client, name: try reader.string()))
    }
    return members
  }

  private static func syncMessage(
    from reader: inout FrameReader
  ) throws(SyncError) -> SyncMessage {
    let step = try reader.number()
    switch step {
    case Kind.step1: return .step1(try reader.stateVector())
    case Kind.step2: return .step2(try reader.byteArray())
    case Kind.update: return .update(try reader.byteArray())
    default: throw .unknownMessage(step)
    }
  }

  private static func entries(
    of bytes: [UInt8],
    limits: SyncLimits
  ) throws(SyncError) -> [AwarenessEntry] {
    var reader = FrameReader(bytes)
    let count = try reader.number()
    guard count <= UInt64(limits.maximumAwarenessEntries) else {
      throw .tooManyAwarenessEntries(count)
    }
    var entries: [AwarenessEntry] = []
    for _ in 0..<count {
      let client = ClientID(rawValue: try reader.number())
      let clock = try reader.number()
      let state = try reader.byteArray()
      guard state.count <= limits.maximumAwarenessBytes else {
        throw .awarenessTooLarge(state.count)
      }
      guard JSONCheck.accepts(state, maximumDepth: limits.maximumAwarenessDepth) else {
        throw .invalidAwareness
      }
      let isGone = state.elementsEqual("null".utf8)
      entries.append(AwarenessEntry(client: client, clock: clock, state: isGone ? nil : state))
    }
    guard reader.isAtEnd else { throw .invalidAwareness }
    return entries
  }
}
