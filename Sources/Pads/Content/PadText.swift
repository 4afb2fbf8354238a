// SPDX-License-Identifier: Apache-2.0

/// A pad's text at one version.
public struct PadText: Equatable, Sendable {
  /// The text; line ends are LF.
  public let text: String
  /// The version it was read at.
  public let version: PadVersion
}
