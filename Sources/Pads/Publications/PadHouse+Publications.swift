// SPDX-License-Identifier: Apache-2.0

import Storage

extension PadHouse {
  /// Where publications are written down.
  var publicationBook: PublicationBook { PublicationBook(records: storage.records) }

  // MARK: Publishing

  /// Makes an edition part of the knowledge base, which everybody may read.
  ///
  /// The text's address is made of its title when it is first published, and never changes. What is
  /// published already stays as it is; what was withdrawn is published anew.
  ///
  /// - Parameters:
  ///   - number: The edition.
  ///   - pad: The pad.
  ///   - identity: Who publishes it.
  /// - Returns: Where it is published, and since when.
  /// - Throws: ``PadError/noSuchEdition``, also for one that was erased; ``PadError/accessEnded(_:)`` for a
  ///   pad in the trash; ``PadError/storage(_:)``.
  @discardableResult
  public func publish(
    _ number: Int,
    of pad: PadName,
    by identity: Identity
  ) async throws(PadError) -> PublishedEdition {
    try await refuseTrashed(pad)
    guard let title = try await publishableTitle(of: number, pad) else { throw .noSuchEdition }
    var address = try await publicationBook.record(of: pad).address
    if address == nil { address = try await publicationBook.claimAddress(for: pad, titled: title) }
    let (claimed, time) = (address, now())
    let (publication, isNew) = try await publicationBook.change(pad) { record throws(PadError) in
      record.address = record.address ?? claimed
      let isNew = record.editions[number].map { $0.withdrawn != nil } ?? true
      if isNew { record.editions[number] = PublicationRecord.Entry(published: time) }
      return (record.edition(number), isNew)
    }
    guard let publication else { throw .noSuchEdition }
    // An erasure that came in between has withdrawn what it found, perhaps before this.
    guard try await publishableTitle(of: number, pad) != nil else {
      try await withdrawEditions([number], of: pad)
      throw .noSuchEdition
    }
    if isNew {
      tellPublicationChange()
      try await noteAudit(.published, number, of: pad, by: identity)
    }
    return publication
  }

  /// Takes an edition out of the knowledge base; that it was there is still told.
  ///
  /// - Parameters:
  ///   - number: The edition; nothing happens to one that was withdrawn already.
  ///   - pad: The pad, in the trash or not.
  ///   - identity: Who withdraws it.
  /// - Returns: Where it was published, and until when.
  /// - Throws: ``PadError/notPublished``, ``PadError/storage(_:)``.
  @discardableResult
  public func withdraw(
    _ number: Int,
    of pad: PadName,
    by identity: Identity
  ) async throws(PadError) -> PublishedEdition {
    let isNew = try await withdrawEditions([number], of: pad)
    guard let publication = try await publicationBook.record(of: pad).edition(number) else {
      throw .notPublished
    }
    if isNew { try await noteAudit(.withdrawn, number, of: pad, by: identity) }
    return publication
  }

  /// Takes those of some editions out of the knowledge base that are published.
  ///
  /// - Returns: Whether there were any.
  @discardableResult
  func withdrawEditions(_ numbers: [Int], of pad: PadName) async throws(PadError) -> Bool {
    let time = now()
    let isChanged = try await publicationBook.change(pad) { record throws(PadError) in
      var isChanged = false
      for number in numbers where record.editions[number].map({ $0.withdrawn == nil }) ?? false {
        record.editions[number]?.withdrawn = time
        isChanged = true
      }
      return isChanged
    }
    if isChanged { tellPublicationChange() }
    return isChanged
  }

  /// The title of an edition that can be published; nil for none, and for one that was erased.
  private func publishableTitle(
    of number: Int,
    _ pad: PadName
  ) async throws(PadError) -> String? {
    let record = try await editionBook.record(of: pad)
    guard record.editions.indices.contains(number - 1) else { return nil }
    let entry = record.editions[number - 1]
    guard entry.erased == nil else { return nil }
    return EditionManifest(Array(entry.manifest.utf8))?.title
  }

  private func noteAudit(
    _ deed: AuditEntry.Deed,
    _ number: Int,
    of pad: PadName,
    by identity: Identity
  ) async throws(PadError) {
    let time = now()
    try await book.change(pad) { sharing throws(PadError) in
      sharing.note(deed, by: identity, "\(number)", at: time)
    }
  }

  // MARK: What is published

  /// What is published, and what was, of all pads; of these only what everybody may know.
  ///
  /// - Returns: By address and number; what of it cannot be read is left out.
  /// - Throws: ``PadError/storage(_:)``.
  public func publications() async throws(PadError) -> [PublishedEdition] {
    try await publicationBook.all().flatMap(\.all).sorted {
      ($0.address, $0.number) < ($1.address, $1.number)
    }
  }

  /// What of one pad is published, and what was.
  ///
  /// - Parameter pad: The pad.
  /// - Returns: By number.
  /// - Throws: ``PadError/storage(_:)``.
  public func publications(of pad: PadName) async throws(PadError) -> [PublishedEdition] {
    try await publicationBook.record(of: pad).all
  }

  /// The number of a pad's newest edition.
  ///
  /// - Parameter pad: The pad.
  /// - Returns: From 1.
  /// - Throws: ``PadError/noSuchEdition`` when it has none, ``PadError/storage(_:)``.
  public func newestEdition(of pad: PadName) async throws(PadError) -> Int {
    let count = try await editionBook.record(of: pad).editions.count
    guard count > 0 else { throw .noSuchEdition }
    return count
  }

  /// An edition that is published.
  ///
  /// - Parameters:
  ///   - publication: Which.
  ///   - parts: The parts that are wanted; the log is not looked at.
  /// - Returns: Its manifest and those parts.
  /// - Throws: ``PadError/notPublished`` for one that is not, or no longer;
  ///   ``PadError/storage(_:)``.
  public func contents(
    of publication: PublishedEdition,
    _ parts: Set<EditionPart>
  ) async throws(PadError) -> EditionContents {
    try await edition(publication.number, of: try await pad(of: publication), parts)
  }

  /// The history under an edition that is published, as its part holds it.
  ///
  /// - Parameter publication: Which.
  /// - Returns: The bytes.
  /// - Throws: As ``contents(of:_:)``.
  public func log(of publication: PublishedEdition) async throws(PadError) -> [UInt8] {
    let pad = try await pad(of: publication)
    return try await log(under: try await edition(publication.number, of: pad, []).edition, of: pad)
  }

  private func pad(of publication: PublishedEdition) async throws(PadError) -> PadName {
    guard let pad = try await publicationBook.pad(at: publication.address),
      let known = try await publicationBook.record(of: pad).edition(publication.number),
      known.address == publication.address, known.withdrawn == nil
    else { throw .notPublished }
    return pad
  }
}
