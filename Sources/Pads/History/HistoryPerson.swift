// SPDX-License-Identifier: Apache-2.0

/// Somebody in a pad's history, as they are shown.
public struct HistoryPerson: Equatable, Codable, Sendable {
  /// What somebody is.
  public enum Kind: String, Codable, Sendable {
    /// A browser that carries a cookie.
    case guest
    /// Somebody with an account.
    case member
    /// All who brought no identity.
    case anonymous
    /// The server itself: the command line.
    case server
    /// Somebody whose identity was erased.
    case erased
  }

  /// From 1, in the order of their first appearance in the pad; it never changes.
  public let id: Int
  /// What they are.
  public let kind: Kind
  /// What a member is called.
  public let name: String?
  /// Whether it is who asks.
  public let isMine: Bool
  /// Whether they only carried here what others may have written, after a restore from backup.
  public let isRelaying: Bool
}

/// The authors of a pad as people: a member and the guests they have been are one.
struct HistoryPeople: Sendable {
  let all: [HistoryPerson]
  /// By the number of an author.
  private let ids: [Int]

  init(
    _ persons: HistoryPersons,
    for identity: Identity,
    _ accounts: AccountBook
  ) {
    var known: [Author: Int] = [:]
    var ids: [Int] = []
    var all: [HistoryPerson] = []
    let kinship = accounts.kinship
    for (number, stored) in persons.authors.enumerated() {
      let isErased = stored?.contains("erased:") == true
      var author = Author(stored: stored)
      author.identity = kinship.person(author.identity)
      if !isErased, let id = known[author] {
        ids.append(id)
        continue
      }
      let id = number + 1
      ids.append(id)
      if !isErased { known[author] = id }
      var name: String?
      let kind: HistoryPerson.Kind
      switch author.identity {
      case _ where isErased: kind = .erased
      case .anonymous: kind = .anonymous
      case .guest: kind = .guest
      case .server: kind = .server
      case .account(let account):
        kind = .member
        name = accounts.account(account)?.name
      }
      all.append(
        HistoryPerson(
          id: id,
          kind: kind,
          name: name,
          isMine: !isErased && identity.mayOwn && kinship.areOne(author.identity, identity)
            && !author.isRelaying,
          isRelaying: author.isRelaying
        )
      )
    }
    self.all = all
    self.ids = ids
  }

  /// Whom an author's number stands for.
  func id(of number: UInt32) -> Int { Int(number) < ids.count ? ids[Int(number)] : 0 }
}
