// SPDX-License-Identifier: Apache-2.0

/// What is accepted in one frame from a peer.
public struct SyncLimits: Sendable {
  /// The longest incoming frame, in bytes.
  public var maximumFrameBytes = 16 << 20

  /// The longest awareness state of one client, in bytes of JSON.
  public var maximumAwarenessBytes = 16 << 10

  /// The most clients in one awareness message; honest providers repeat everybody they know.
  public var maximumAwarenessEntries = 4_096

  /// How deep an awareness state may nest.
  public var maximumAwarenessDepth = 32

  /// Makes the default limits.
  public init() {}
}
