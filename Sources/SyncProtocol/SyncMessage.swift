// SPDX-License-Identifier: Apache-2.0

public import TextCRDT

/// A message of the y-websocket protocol, and our acknowledgement.
public enum SyncMessage: Equatable, Sendable {
  /// "This is what I know; send what I lack."
  case step1(StateVector)

  /// The answer to step 1: one v1 update.
  case step2([UInt8])

  /// A v1 update.
  case update([UInt8])

  /// States of clients.
  case awareness([AwarenessEntry])

  /// The server refuses; the reason is for a log.
  case permissionDenied(String)

  /// "Send me all awareness states."
  case queryAwareness

  /// The first so many messages with an update, received on this connection, are on disk.
  case acknowledgement(UInt64)

  /// Which history is behind the pad's name, in hexadecimal digits; sent to who asked.
  case epoch(String)

  /// What the session may do: a role's name; sent to who asked, now and when it changes.
  case role(String)

  /// Which of the clients that are present are members', and what these are called; sent to who
  /// asked, now and when it changes.
  case members([PresentMember])

  /// How often passages were erased from the pad's history; sent to who asked for the epoch, after it,
  /// unless it never happened. Who knew fewer has to drop what they keep of deleted text.
  case erasures(UInt64)

  /// Which edition the pad is, which takes no edit; 0 for none. Sent to who asked, now and when it
  /// changes.
  case edition(UInt64)

  /// Whether a frame tells of presence and of nothing else.
  ///
  /// - Parameter frame: What came over the wire, not read yet.
  /// - Returns: Whether its first byte says so.
  public static func isAwareness(_ frame: [UInt8]) -> Bool {
    frame.first == UInt8(Kind.awareness)
  }

  /// The numbers on the wire.
  enum Kind {
    static let sync: UInt64 = 0
    static let awareness: UInt64 = 1
    static let permission: UInt64 = 2
    static let queryAwareness: UInt64 = 3
    static let acknowledgement: UInt64 = 100
    static let epoch: UInt64 = 101
    static let role: UInt64 = 102
    static let members: UInt64 = 103
    static let erasures: UInt64 = 104
    static let edition: UInt64 = 105

    static let step1: UInt64 = 0
    static let step2: UInt64 = 1
    static let update: UInt64 = 2
  }

  /// The message as a frame of its own.
  public var encoded: [UInt8] {
    var writer = ByteWriter()
    switch self {
    case .step1(let stateVector):
      writer.writeVarUInt(Kind.sync)
      writer.writeVarUInt(Kind.step1)
      writer.writeByteArray(stateVector.encoded())
    case .step2(let update):
      Self.write(update, as: Kind.step2, to: &writer)
    case .update(let update):
      Self.write(update, as: Kind.update, to: &writer)
    case .awareness(let entries):
      writer.writeVarUInt(Kind.awareness)
      writer.writeByteArray(Self.encoded(entries))
    case .permissionDenied(let reason):
      writer.writeVarUInt(Kind.permission)
      writer.writeVarUInt(0)
      writer.writeString(reason)
    case .queryAwareness:
      writer.writeVarUInt(Kind.queryAwareness)
    case .acknowledgement(let count):
      writer.writeVarUInt(Kind.acknowledgement)
      writer.writeVarUInt(count)
    case .epoch(let epoch):
      writer.writeVarUInt(Kind.epoch)
      writer.writeString(epoch)
    case .erasures(let count):
      writer.writeVarUInt(Kind.erasures)
      writer.writeVarUInt(count)
    case .edition(let number):
      writer.writeVarUInt(Kind.edition)
      writer.writeVarUInt(number)
    case .role(let role):
      writer.writeVarUInt(Kind.role)
      writer.writeString(role)
    case .members(let members):
      writer.writeVarUInt(Kind.members)
      writer.writeVarUInt(UInt64(members.count))
      for member in members {
        writer.writeVarUInt(member.client.rawValue)
        writer.writeString(member.name)
      }
    }
    return writer.bytes
  }

  private static func write(_ update: [UInt8], as kind: UInt64, to writer: inout ByteWriter) {
    writer.bytes.reserveCapacity(update.count + 12)
    writer.writeVarUInt(Kind.sync)
    writer.writeVarUInt(kind)
    writer.writeByteArray(update)
  }

  private static func encoded(_ entries: [AwarenessEntry]) -> [UInt8] {
    var writer = ByteWriter()
    writer.writeVarUInt(UInt64(entries.count))
    for entry in entries {
      writer.writeVarUInt(entry.client.rawValue)
      writer.writeVarUInt(entry.clock)
      writer.writeByteArray(entry.state ?? [UInt8]("null".utf8))
    }
    return writer.bytes
  }
}
