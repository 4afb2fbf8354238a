// SPDX-License-Identifier: Apache-2.0

/// Brings members letters about what changed in their pads.
public protocol DigestCourier: Sendable {
  /// Brings a letter.
  ///
  /// - Parameters:
  ///   - digest: What it tells.
  ///   - account: Whose it is; the letter lets them stop such letters.
  ///   - email: To whom.
  ///   - language: In which language.
  /// - Throws: ``DigestCourierError``.
  func bring(
    _ digest: Digest,
    of account: AccountID,
    to email: EmailAddress,
    in language: MailLanguage
  ) async throws(DigestCourierError)
}

/// Why it is not known that a letter was brought; the courier has told the log more.
public enum DigestCourierError: Error, Equatable, Sendable {
  /// It was not taken, and may be tried again.
  case notTaken
  /// All of it was handed over and no answer came: it may have been taken.
  case unanswered
}
