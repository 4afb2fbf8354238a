// SPDX-License-Identifier: Apache-2.0

/// Who came, and what the session asked for.
struct SessionWishes: Sendable {
  /// Who is behind it.
  var identity = Identity.anonymous
  /// By what a member is signed in.
  var login: Login?
  /// By what right.
  var grant = Grant.ownName
  /// Whether it wants message 102.
  var wantsRole = false
  /// Whether it wants message 103.
  var wantsMembers = false
  /// Whether it wants message 105.
  var wantsEdition = false
  /// Whether it wants message 100.
  var acknowledges = false
  /// The history it knows; empty for none, `nil` when it does not want to know.
  var epoch: String?
}
