// SPDX-License-Identifier: Apache-2.0

/// Why a provider's word could not be had, or does not count.
enum OpenIDError: Error, Equatable {
  /// The provider does not answer, or not as a provider does.
  case away
  /// The provider did not take the code.
  case codeRefused
  /// The token is not the provider's, not for this server or not of this signing in.
  case tokenRefused
}
