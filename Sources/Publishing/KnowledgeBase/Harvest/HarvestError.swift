// SPDX-License-Identifier: Apache-2.0

/// Why a harvester is not given what it asked for, in the words of
/// [OAI-PMH 2.0](https://www.openarchives.org/OAI/openarchivesprotocol.html#ErrorConditions).
struct HarvestError: Error, Equatable {
  /// The standard's conditions.
  enum Code: String {
    case badArgument, badResumptionToken, badVerb, cannotDisseminateFormat, idDoesNotExist
    case noRecordsMatch, noMetadataFormats, noSetHierarchy
  }

  /// Which of them.
  let code: Code
  /// A sentence for whoever reads it.
  let message: String

  static func badArgument(_ message: String) -> Self {
    Self(code: .badArgument, message: message)
  }
}
