// SPDX-License-Identifier: Apache-2.0

public import TextCRDT

/// What there is to say about a pad besides its text.
public struct PadMetadata: Equatable, Sendable {
  /// The pad's name.
  public let name: PadName
  /// The title shown: `meta.title`, else the first heading, else the name.
  public let title: String
  /// When the first update was committed, in milliseconds since 1970.
  public let created: Int64
  /// When the last update was committed, in milliseconds since 1970.
  public let updated: Int64
  /// The version all of this was read at.
  public let version: PadVersion
  /// How many sessions are in the pad.
  public let sessionCount: Int
  /// The root `meta` as an object, whoever wrote it.
  public let fields: Value
}

/// One pad in a list of pads.
public struct PadSummary: Equatable, Sendable {
  /// The pad's name.
  public let name: PadName
  /// The title shown.
  public let title: String
  /// When the first update was committed, in milliseconds since 1970.
  public let created: Int64
  /// When the last update was committed, in milliseconds since 1970.
  public let updated: Int64
  /// When it went to the trash, in milliseconds since 1970; nil outside of it.
  public let trashed: Int64?
}
