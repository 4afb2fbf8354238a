// SPDX-License-Identifier: Apache-2.0

import Storage

extension PadHouse {
  /// Proves a pad's editions from what is stored of them.
  ///
  /// - Parameters:
  ///   - pad: The pad; one that was purged, too.
  ///   - number: Only this one; nil for all.
  /// - Returns: What each was found to be, by number.
  /// - Throws: ``PadError/noSuchEdition``, ``PadError/storage(_:)``.
  /// - Complexity: O(*n*) for each edition; *n* what its history holds.
  public func checkEditions(
    of pad: PadName,
    number: Int? = nil
  ) async throws(PadError) -> [EditionCheck] {
    let record: EditionRecord
    do throws(PadError) {
      record = try await editionBook.record(of: pad)
    } catch .storage(.damagedRecord) {
      let fault = EditionCheck.Fault(part: nil, row: nil, kind: .missing)
      return [EditionCheck(number: number, sha256: "", erased: nil, faults: [fault])]
    } catch {
      throw error
    }
    if let number {
      guard record.editions.indices.contains(number - 1) else { throw .noSuchEdition }
    }
    var checks: [EditionCheck] = []
    for (index, entry) in record.editions.enumerated() where number ?? index + 1 == index + 1 {
      let previous = index > 0 ? record.editions[index - 1].sha256 : nil
      checks.append(try await check(entry, index + 1, previous: previous, of: pad))
    }
    return checks
  }

  private func check(
    _ entry: EditionRecord.Entry,
    _ number: Int,
    previous: String?,
    of pad: PadName
  ) async throws(PadError) -> EditionCheck {
    let bytes = Array(entry.manifest.utf8)
    if let erased = entry.erased {
      let faults = try await faults(ofErased: entry, number, previous: previous, of: pad)
      return EditionCheck(number: number, sha256: entry.sha256, erased: erased, faults: faults)
    }
    var proof = EditionProof(manifest: bytes, sha256: entry.sha256)
    for part in EditionPart.allCases where part != .log {
      proof.take(part, try? await editionBook.part(part, of: number, pad))
    }
    let manifest = EditionManifest(bytes)
    do throws(PadError) {
      try await eachRow(of: pad, through: manifest?.head ?? 0) { row in proof.take(row) }
    } catch .storage(.damagedPad(_, .row(let row))) {
      // Of a page that holds a damaged row nothing was given; what is sound before it does not matter.
      proof.miss(row: row)
    } catch .storage(.damagedPad) {
      proof.miss(row: nil)
    } catch {
      throw error
    }
    var check = proof.finish()
    if let manifest, manifest.number != number || manifest.previous != previous {
      check.faults.append(.init(part: nil, row: nil, kind: .malformed))
    }
    return EditionCheck(
      number: number,
      sha256: check.sha256,
      erased: nil,
      faults: check.faults
    )
  }

  /// What is wrong with what is left of an edition that was erased.
  private func faults(
    ofErased entry: EditionRecord.Entry,
    _ number: Int,
    previous: String?,
    of pad: PadName
  ) async throws(PadError) -> [EditionCheck.Fault] {
    let purged = try await book.sharing(of: pad).purged != nil
    let isForgotten = entry.manifest.isEmpty
    let erasures = try await historyBook.record(of: pad).erasureCount
    guard purged || erasures > 0 else {
      // Nothing was ever erased here: somebody only says so.
      return [.init(part: nil, row: nil, kind: .otherThanHistory)]
    }
    guard !isForgotten else { return [] }
    let bytes = Array(entry.manifest.utf8)
    guard let manifest = EditionManifest(bytes), manifest.number == number,
      manifest.previous == previous,
      EditionManifest.Digest(of: bytes).sha256 == entry.sha256
    else { return [.init(part: nil, row: nil, kind: .otherHash)] }
    var faults: [EditionCheck.Fault] = []
    for part in [EditionPart.metadata, .contributors] {
      let bytes = try? await editionBook.part(part, of: number, pad)
      guard let bytes else {
        faults.append(.init(part: part, row: nil, kind: .missing))
        continue
      }
      if EditionManifest.Digest(of: bytes) != manifest.parts[part] {
        faults.append(.init(part: part, row: nil, kind: .otherHash))
      }
    }
    return faults
  }

  /// An edition with its parts but the log.
  ///
  /// - Parameters:
  ///   - number: Which.
  ///   - pad: The pad.
  ///   - wanted: The parts that are wanted; the log is not looked at.
  /// - Returns: All of it.
  /// - Throws: ``PadError/noSuchEdition``, also for one that was erased; ``PadError/storage(_:)``.
  public func edition(
    _ number: Int,
    of pad: PadName,
    _ wanted: Set<EditionPart> = Set(EditionPart.allCases)
  ) async throws(PadError) -> EditionContents {
    let record = try await editionBook.record(of: pad)
    guard record.editions.indices.contains(number - 1) else { throw .noSuchEdition }
    let entry = record.editions[number - 1]
    guard entry.erased == nil else { throw .noSuchEdition }
    var parts: [EditionPart: [UInt8]] = [:]
    for part in EditionPart.allCases where part != .log && wanted.contains(part) {
      parts[part] = try await storing { () throws(StorageError) in
        guard let bytes = try await editionBook.part(part, of: number, pad) else {
          throw .damagedRecord(collection: EditionBook.collection, key: pad.rawValue)
        }
        return bytes
      }
    }
    let bytes = Array(entry.manifest.utf8)
    return EditionContents(
      edition: PadEdition(of: bytes, number: number, sha256: entry.sha256),
      manifest: bytes,
      parts: parts
    )
  }

  /// The history under an edition, as the part `log` holds it.
  ///
  /// - Parameters:
  ///   - edition: The edition.
  ///   - pad: The pad.
  /// - Returns: The bytes.
  /// - Throws: ``PadError/noSuchEdition``, ``PadError/storage(_:)``.
  public func log(
    under edition: PadEdition,
    of pad: PadName
  ) async throws(PadError) -> [UInt8] {
    guard let manifest = edition.manifest else { throw .noSuchEdition }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(manifest.parts[.log]?.byteCount ?? 0)
    try await eachRow(of: pad, through: manifest.head) { row in bytes += row.encoded }
    return bytes
  }
}
