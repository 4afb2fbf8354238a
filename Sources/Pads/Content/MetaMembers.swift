// SPDX-License-Identifier: Apache-2.0

import TextCRDT

extension [Value.Member] {
  /// What a member holds; of several of one name the last counts.
  func value(_ key: String) -> Value? { last { $0.key == key }?.value }
}
