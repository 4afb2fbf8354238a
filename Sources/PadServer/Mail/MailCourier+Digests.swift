// SPDX-License-Identifier: Apache-2.0

public import Pads
import WebClient

extension MailCourier: DigestCourier {
  /// Hands a letter about somebody's pads to the mail server.
  ///
  /// - Parameters:
  ///   - digest: What it tells.
  ///   - account: Whose it is; the letter lets them stop such letters.
  ///   - email: To whom.
  ///   - language: In which language.
  /// - Throws: `DigestCourierError`.
  public func bring(
    _ digest: Digest,
    of account: AccountID,
    to email: EmailAddress,
    in language: MailLanguage
  ) async throws(DigestCourierError) {
    let letter = Letter(
      digest,
      stop: DigestRoutes.stopAddress(of: account, publicURL: publicURL, by: signer),
      publicURL: publicURL,
      DigestWords.of(language)
    )
    do throws(WebClientError) {
      try await hand(over: letter, for: "digest", to: email)
    } catch .unanswered {
      throw .unanswered
    } catch {
      throw .notTaken
    }
  }
}
