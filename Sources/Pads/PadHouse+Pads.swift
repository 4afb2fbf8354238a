// SPDX-License-Identifier: Apache-2.0

import Storage
import TextCRDT

extension PadHouse {
  /// Whether a pad exists.
  ///
  /// - Parameter name: The pad.
  /// - Returns: Whether it has a committed update.
  /// - Throws: ``PadError/storage(_:)`` when that is not certain.
  public func exists(_ name: PadName) async throws(PadError) -> Bool {
    do {
      return try await storage.updateLog.record(of: name.rawValue) != nil
    } catch {
      throw .storage(error)
    }
  }

  /// The room of a pad that exists.
  ///
  /// - Parameter name: The pad.
  /// - Returns: The open room.
  /// - Throws: ``PadError/notFound``, and what ``room(_:)`` throws.
  public func existingRoom(_ name: PadName) async throws(PadError) -> Room {
    guard try await exists(name) else { throw .notFound }
    return try await room(name)
  }

  /// Brings a pad into being.
  ///
  /// - Parameters:
  ///   - name: Its name; `nil` for a random one.
  ///   - text: Its first text.
  ///   - meta: Its first metadata.
  ///   - author: Who starts it; a guest or a member owns it then.
  /// - Returns: The pad after the commit.
  /// - Throws: ``PadError/exists``, ``PadError/textTooLarge(_:)``, and what ``room(_:)`` throws.
  public func create(
    _ name: PadName? = nil,
    text: String? = nil,
    meta: MetaChanges = MetaChanges(),
    by author: Identity = .server
  ) async throws(PadError) -> PadMetadata {
    try await create(name, text: text, meta: meta, by: author, crediting: FirstWriters())
  }

  /// Brings a pad into being with a text that others wrote.
  func create(
    _ name: PadName?,
    text: String?,
    meta: MetaChanges,
    by author: Identity,
    crediting writers: FirstWriters
  ) async throws(PadError) -> PadMetadata {
    if let name { try await refuseTrashed(name) }
    let room = try await room(name ?? .random())
    _ = try await room.create(text: text, meta: meta, by: author, crediting: writers)
    guard let metadata = try await room.metadata() else { throw .notFound }
    return metadata
  }

  /// Puts a text into a pad, bringing it into being if need be.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - name: The pad.
  ///   - author: Who asked for it.
  /// - Returns: The version after the commit.
  /// - Throws: ``PadError``.
  @discardableResult
  public func put(
    _ text: String,
    into name: PadName,
    by author: Identity = .server
  ) async throws(PadError) -> PadVersion {
    try await refuseTrashed(name)
    let room = try await room(name)
    do throws(PadError) {
      return try await room.create(text: text, meta: MetaChanges(), by: author)
    } catch .exists {
      return try await room.replaceText(text, by: author)
    } catch {
      throw error
    }
  }

  /// Refuses a name whose pad is in the trash or was purged.
  func refuseTrashed(_ name: PadName) async throws(PadError) {
    let sharing = try await book.sharing(of: name)
    if sharing.purged != nil { throw .accessEnded(.purged) }
    if sharing.trashed != nil { throw .accessEnded(.trashed) }
  }

  /// Whose a pad is: the guest or member who brought its first update, else nobody's.
  ///
  /// - Parameter name: The pad.
  /// - Returns: The owner.
  /// - Throws: ``PadError/storage(_:)``.
  public func owner(of name: PadName) async throws(PadError) -> Identity? {
    do {
      let first = try await storage.updateLog.entry(1, of: name.rawValue)
      guard let first, case let author = Author(stored: first.author).identity, author.mayOwn
      else { return nil }
      return author
    } catch {
      throw .storage(error)
    }
  }

  /// Lists pads by name in byte order.
  ///
  /// Those of one owner are found without looking at anybody else's.
  ///
  /// - Parameters:
  ///   - owner: Only pads of theirs; nil for everybody's.
  ///   - isTrash: Whether those in the trash are listed instead of the others.
  ///   - query: Only pads whose name or title contains this, in any case; empty for all.
  ///   - name: Only pads after this one.
  ///   - limit: The most pads returned.
  /// - Returns: The pads; damaged ones are left out.
  /// - Throws: ``PadError``.
  public func list(
    of owner: Identity? = nil,
    isTrash: Bool = false,
    query: String = "",
    after name: PadName? = nil,
    limit: Int = 100
  ) async throws(PadError) -> [PadSummary] {
    var found: [PadSummary] = []
    var cursor = name?.rawValue ?? ""
    let wanted = query.lowercased()
    let given = try await givenLines(to: owner, after: cursor)
    while found.count < limit {
      let lines = try await catalogLines(of: owner, after: cursor)
      let last = lines.last?.record.name
      // The given ones between those that were started, at the end all that are left.
      let between = given.filter { line in
        line.record.name > cursor && last.map { line.record.name <= $0 } ?? true
      }
      for line in (lines + between).sorted(by: {
        $0.record.name.utf8.lexicographicallyPrecedes($1.record.name.utf8)
      })
      where found.count < limit {
        guard let summary = try await summary(of: line, for: owner, isTrash: isTrash) else {
          continue
        }
        let isWanted =
          wanted.isEmpty || summary.title.lowercased().contains(wanted)
          || summary.name.rawValue.lowercased().contains(wanted)
        if isWanted, found.last?.name != summary.name { found.append(summary) }
      }
      guard let last else { break }
      cursor = last
    }
    return found
  }

  /// The pads that somebody owns, by name in byte order; those in the trash too.
  ///
  /// - Parameters:
  ///   - owner: Who.
  ///   - limit: The most pads returned.
  /// - Returns: The pads.
  /// - Throws: ``PadError``.
  func ownPads(of owner: Identity, limit: Int) async throws(PadError) -> [PadName] {
    var found: Set<PadName> = []
    for line in try await givenLines(to: owner, after: "") {
      guard let pad = PadName(line.record.name), try await isOwner(owner, of: pad) else { continue }
      found.insert(pad)
    }
    var cursor = ""
    while found.count < limit, case let lines = try await catalogLines(of: owner, after: cursor),
      let last = lines.last
    {
      for line in lines {
        guard let pad = PadName(line.record.name), try await isOwner(owner, of: pad) else {
          continue
        }
        found.insert(pad)
      }
      cursor = last.record.name
    }
    return Array(found.sorted().prefix(limit))
  }

  private func givenLines(
    to owner: Identity?,
    after name: String
  ) async throws(PadError) -> [CatalogLine] {
    var lines: [CatalogLine] = []
    for stored in owner.map(storedNames) ?? [] {
      for pad in try await book.given(to: stored) where pad.rawValue > name {
        do {
          if let line = try await storage.catalog.line(of: pad.rawValue) { lines.append(line) }
        } catch {
          throw .storage(error)
        }
      }
    }
    return lines
  }

  private func catalogLines(
    of owner: Identity?,
    after name: String
  ) async throws(PadError) -> [CatalogLine] {
    do {
      guard let owner else { return try await storage.catalog.lines(after: name, limit: 100) }
      return try await storage.catalog.lines(
        startedBy: storedNames(of: owner),
        after: name,
        limit: 100
      )
    } catch {
      throw .storage(error)
    }
  }

  /// What the log calls an owner: a member also by the guests they have been.
  private func storedNames(of owner: Identity) -> [String] {
    accounts.kinship.identities(of: owner).compactMap(\.stored)
  }

  /// A line as it is listed, if it is; the title is asked of the pad itself when the noted one is not
  /// of its last state.
  private func summary(
    of line: CatalogLine,
    for owner: Identity?,
    isTrash: Bool
  ) async throws(PadError) -> PadSummary? {
    guard let name = PadName(line.record.name) else { return nil }
    let sharing = try await book.sharing(of: name)
    guard (sharing.trashed != nil) == isTrash, sharing.purged == nil else { return nil }
    if let owner, try await ownerIdentity(of: name, sharing) != owner { return nil }
    var title = line.title
    if title == nil {
      do throws(PadError) {
        title = try await room(name).metadata()?.title
      } catch .storage(.damagedPad) {
        // In the trash it can still be taken out.
        guard isTrash else { return nil }
      } catch {
        throw error
      }
    }
    return PadSummary(
      name: name,
      title: title ?? name.rawValue,
      created: line.record.created,
      updated: line.record.updated,
      trashed: sharing.trashed
    )
  }
}
