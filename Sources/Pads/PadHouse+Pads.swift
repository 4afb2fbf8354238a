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
    if let name, try await book.sharing(of: name).trashed != nil {
      throw .accessEnded(.trashed)
    }
    let room = try await room(name ?? .random())
    _ = try await room.create(text: text, meta: meta, by: author)
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
    let room = try await room(name)
    do throws(PadError) {
      return try await room.create(text: text, meta: MetaChanges(), by: author)
    } catch .exists {
      return try await room.replaceText(text, by: author)
    } catch {
      throw error
    }
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
  /// - Parameters:
  ///   - owner: Only pads of theirs; nil for everybody's.
  ///   - query: Only pads whose name or title contains this, in any case; empty for all.
  ///   - name: Only pads after this one.
  ///   - limit: The most pads returned.
  /// - Returns: The pads; damaged ones are left out.
  /// - Throws: ``PadError``.
  public func list(
    of owner: Identity? = nil,
    query: String = "",
    after name: PadName? = nil,
    limit: Int = 100
  ) async throws(PadError) -> [PadSummary] {
    var found: [PadSummary] = []
    var cursor = name?.rawValue ?? ""
    let wanted = query.lowercased()
    while found.count < limit {
      let lines = try await catalogLines(after: cursor)
      guard let last = lines.last else { break }
      cursor = last.record.name
      for line in lines where found.count < limit {
        guard try await isListed(line, for: owner), let summary = try await summary(of: line)
        else { continue }
        let isWanted =
          wanted.isEmpty || summary.title.lowercased().contains(wanted)
          || summary.name.rawValue.lowercased().contains(wanted)
        if isWanted { found.append(summary) }
      }
    }
    return found
  }

  /// Whether a pad is out of the trash and its owner's, if that matters.
  private func isListed(_ line: CatalogLine, for owner: Identity?) async throws(PadError) -> Bool {
    guard let name = PadName(line.record.name) else { return false }
    let sharing = try await book.sharing(of: name)
    guard sharing.trashed == nil else { return false }
    guard let owner else { return true }
    return try await ownerIdentity(of: name, sharing) == accounts.kinship.person(owner)
  }

  private func catalogLines(after name: String) async throws(PadError) -> [CatalogLine] {
    do {
      return try await storage.catalog.lines(after: name, limit: 100)
    } catch {
      throw .storage(error)
    }
  }

  /// A line with its title, asked of the pad itself when the noted one is not of its last state.
  private func summary(of line: CatalogLine) async throws(PadError) -> PadSummary? {
    guard let name = PadName(line.record.name) else { return nil }
    var title = line.title
    if title == nil {
      do throws(PadError) {
        title = try await room(name).metadata()?.title
      } catch .storage(.damagedPad) {
        return nil
      } catch {
        throw error
      }
    }
    return PadSummary(
      name: name,
      title: title ?? name.rawValue,
      created: line.record.created,
      updated: line.record.updated
    )
  }
}
