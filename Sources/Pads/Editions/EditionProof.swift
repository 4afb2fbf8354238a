// SPDX-License-Identifier: Apache-2.0

import Crypto
import TextCRDT

/// What an edition was found to be when it was checked.
public struct EditionCheck: Codable, Equatable, Sendable {
  /// Something that is not as it was finished.
  public struct Fault: Codable, Equatable, Sendable {
    /// What is wrong.
    public enum Kind: String, Codable, Sendable {
      /// It is not there, or cannot be read.
      case missing
      /// Its SHA-256 is another than the manifest's.
      case otherHash
      /// It does not follow from the history.
      case otherThanHistory
      /// It is no manifest, or another edition's.
      case malformed
    }

    /// What it is about; nil for the manifest.
    public let part: EditionPart?
    /// The row of the history it is about; nil when it is about all of the part.
    public let row: UInt64?
    /// What is wrong.
    public let kind: Kind
  }

  /// The edition's number; nil when not even that can be read.
  public let number: Int?
  /// The SHA-256 of its manifest, as it is.
  public let sha256: String
  /// When it was erased, in milliseconds since 1970; nil for one that was not.
  public var erased: Int64?
  /// What is wrong; nothing is when this is empty.
  public var faults: [Fault]
}

/// Checks an edition: first what its parts hash to, then whether they are what its history makes.
///
/// It is given what there is, part by part; the history row by row, so that it need not be in memory.
public struct EditionProof {
  private let manifest: EditionManifest?
  private let sha256: String
  private var faults: [EditionCheck.Fault] = []
  private var parts: [EditionPart: [UInt8]] = [:]
  private var log = LogDigest()
  private var lastRow: UInt64 = 0
  private var isLogSound = true
  private let document: Document

  /// Begins with a manifest.
  ///
  /// - Parameters:
  ///   - bytes: The manifest, byte for byte.
  ///   - expected: What it should hash to; nil when nobody says.
  public init(manifest bytes: [UInt8], sha256 expected: String?) {
    sha256 = EditionManifest.Digest(of: bytes).sha256
    manifest = EditionManifest(bytes)
    document = Document(clientID: ClientID(rawValue: 0), limits: Stretch.documentLimits)
    if manifest == nil || manifest?.encoded != bytes || manifest?.isCoherent == false {
      faults.append(.init(part: nil, row: nil, kind: .malformed))
    } else if let expected, expected != sha256 {
      faults.append(.init(part: nil, row: nil, kind: .otherHash))
    }
  }

  /// Takes a part other than the log.
  ///
  /// - Parameters:
  ///   - part: Which.
  ///   - bytes: Its bytes; nil for one that is missing or cannot be read.
  public mutating func take(_ part: EditionPart, _ bytes: [UInt8]?) {
    guard let bytes else {
      return faults.append(.init(part: part, row: nil, kind: .missing))
    }
    guard EditionManifest.Digest(of: bytes) == manifest?.parts[part] else {
      return faults.append(.init(part: part, row: nil, kind: .otherHash))
    }
    parts[part] = bytes
  }

  /// Takes the next row of the history.
  ///
  /// - Parameter row: The row.
  public mutating func take(_ row: LogPart.Row) {
    log.add(row)
    guard isLogSound else { return }
    do {
      guard row.sequence > lastRow, row.sequence <= manifest?.head ?? .max else {
        throw UpdateError.truncated
      }
      try document.apply(row.update)
      lastRow = row.sequence
    } catch {
      isLogSound = false
      faults.append(.init(part: .log, row: row.sequence, kind: .otherThanHistory))
    }
  }

  /// Notes that a row cannot be read, and no row after it.
  ///
  /// - Parameter row: Its number; nil when it is not known.
  public mutating func miss(row: UInt64?) {
    isLogSound = false
    faults.append(.init(part: .log, row: row, kind: .missing))
  }

  /// Ends with what was found.
  ///
  /// - Returns: All that is wrong.
  public consuming func finish() -> EditionCheck {
    if let manifest {
      if log.digest != manifest.parts[.log] {
        isLogSound = false
        if !faults.contains(where: { $0.part == .log }) {
          faults.append(.init(part: .log, row: nil, kind: .otherHash))
        }
      }
      if isLogSound { compare() }
    }
    return EditionCheck(number: manifest?.number, sha256: sha256, erased: nil, faults: faults)
  }

  /// Compares the parts with what the history makes.
  private mutating func compare() {
    func note(_ part: EditionPart) {
      faults.append(.init(part: part, row: nil, kind: .otherThanHistory))
    }
    if let text = parts[.text], text != Array(document.text(PadRoots.content).string.utf8) {
      note(.text)
    }
    if let metadata = parts[.metadata], metadata != EditionParts.metadata(of: document) {
      note(.metadata)
    }
    if let state = parts[.state] {
      let other = Document(clientID: ClientID(rawValue: 0), limits: Stretch.documentLimits)
      if (try? other.apply(state)) == nil || !Self.areSame(other, document) { note(.state) }
    }
    if let contributors = parts[.contributors],
      (try? Value(json: String(decoding: contributors, as: UTF8.self))) == nil
    {
      note(.contributors)
    }
    let whole = EditionParts(of: document, head: lastRow)
    if let manifest, parts[.metadata] != nil,
      manifest.head != lastRow || manifest.title != whole.title
        || manifest.signers != whole.description.signers
    {
      faults.append(.init(part: nil, row: nil, kind: .otherThanHistory))
    }
  }

  /// Whether two documents hold the same units, and the same at the roots that a pad has.
  private static func areSame(_ left: Document, _ right: Document) -> Bool {
    left.snapshot() == right.snapshot()
      && left.text(PadRoots.content).string.utf8.elementsEqual(
        right.text(PadRoots.content).string.utf8
      )
      && EditionParts.metadata(of: left) == EditionParts.metadata(of: right)
      && left.map(PadRoots.comments).json == right.map(PadRoots.comments).json
  }
}
