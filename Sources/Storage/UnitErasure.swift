// SPDX-License-Identifier: Apache-2.0

public import TextCRDT

/// What is to leave a pad's history for good.
public struct UnitErasure: Sendable {
  /// Who first wrote some units of an entry, which is to stay known.
  public struct Writer: Equatable, Sendable {
    /// The entry.
    public let sequence: UInt64
    /// The units and who wrote them.
    public let credit: Credit

    /// Describes who wrote something.
    ///
    /// - Parameters:
    ///   - sequence: The entry that brought the units.
    ///   - credit: The units and who wrote them.
    public init(sequence: UInt64, credit: Credit) {
      self.sequence = sequence
      self.credit = credit
    }
  }

  /// The units whose content goes.
  public let units: DeleteSet
  /// The entries that hold some of them; rows that were joined meanwhile are found by them, too.
  public let sequences: [UInt64]
  /// The last entry that was looked at; a checkpoint that holds it and waits for nothing is clean.
  public let last: UInt64
  /// What history could no longer tell from what is left.
  public let writers: [Writer]

  /// Describes an erasure.
  ///
  /// - Parameters:
  ///   - units: The units whose content goes.
  ///   - sequences: The entries that hold some of them.
  ///   - last: The last entry that was looked at.
  ///   - writers: Who first wrote what stays.
  public init(units: DeleteSet, sequences: [UInt64], last: UInt64, writers: [Writer]) {
    self.units = units
    self.sequences = sequences
    self.last = last
    self.writers = writers
  }
}
