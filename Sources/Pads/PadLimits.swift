// SPDX-License-Identifier: Apache-2.0

public import SyncProtocol
public import TextCRDT

/// What one pad accepts and how long it stays open.
public struct PadLimits: Sendable {
  /// The most sessions in one pad.
  public var maximumSessions = 1_000

  /// The longest text put by the API or the command line, in bytes of UTF-8.
  public var maximumTextBytes = 16 << 20

  /// How many bytes of one session may wait for their turn before its socket is no longer read.
  public var maximumWaitingBytes = 1 << 20

  /// How long a pad without sessions stays open.
  public var idleLifetime: Duration = .seconds(60)

  /// How often silence, absence and idleness are looked at.
  public var tickInterval: Duration = .seconds(5)

  /// What the document accepts.
  public var document = Limits()

  /// What a frame may hold.
  public var sync = SyncLimits()

  /// Makes the default limits.
  public init() {}
}
