// SPDX-License-Identifier: Apache-2.0

/// What a session may do in a pad, from the least to the most.
public enum Role: String, CaseIterable, Codable, Comparable, Sendable {
  /// Reads, and is seen to be there.
  case viewer
  /// Also writes under `comments`, and deletes there what is its own.
  case commenter
  /// Also writes everything else in the document.
  case editor
  /// Also shares, finishes and deletes the pad.
  case owner

  private var rank: Int {
    switch self {
    case .viewer: 0
    case .commenter: 1
    case .editor: 2
    case .owner: 3
    }
  }

  /// Orders roles by what they may.
  public static func < (left: Role, right: Role) -> Bool { left.rank < right.rank }
}

/// By what right somebody is in a pad.
public struct Grant: Equatable, Sendable {
  /// What they may do.
  public let role: Role
  /// The share link they came by; nil for the pad's own name.
  public let link: String?

  /// Makes a grant.
  ///
  /// - Parameters:
  ///   - role: What they may do.
  ///   - link: The share link they came by.
  public init(role: Role, link: String? = nil) {
    self.role = role
    self.link = link
  }

  /// What everybody has who knows the name of an open pad.
  public static let ownName = Grant(role: .editor)
}
