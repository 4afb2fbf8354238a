// SPDX-License-Identifier: Apache-2.0

public import Storage

/// Why something could not be done with an account.
public enum AccountError: Error, Equatable, Sendable {
  /// There is no such account, or no longer.
  case notFound
  /// The e-mail address is another account's.
  case emailTaken
  /// This is no e-mail address.
  case unfitEmail
  /// Nobody can be called this.
  case unfitName
  /// A password has 8 characters to 256 bytes.
  case unfitPassword
  /// There is no such account, or its password is another one; nobody is told which.
  case wrongSignIn
  /// The password of who is signed in is another one.
  case wrongPassword
  /// What cannot be undone needs the password of who is signed in, and none came.
  case passwordNeeded
  /// What cannot be undone needs somebody without a password to have just signed in.
  case signInNeeded
  /// As many passwords wait to be checked as may; this one was not looked at.
  case busy
  /// The invitation or the way to a new password is unknown, was used or has expired.
  case secretUnknown
  /// Whom a provider vouches for has an account already by the same e-mail address.
  case emailOfAnother
  /// Reading or writing failed.
  case storage(StorageError)
}
