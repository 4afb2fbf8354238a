// SPDX-License-Identifier: Apache-2.0

/// What a session asked for when it came.
struct SessionWishes: Sendable {
  /// Whether it wants message 100.
  var acknowledges = false
  /// The history it knows; empty for none, `nil` when it does not want to know.
  var epoch: String?
}
