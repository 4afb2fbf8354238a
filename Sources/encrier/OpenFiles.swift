// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The process's limit on open files, each connection being one.
enum OpenFiles {
  /// As many as a server of ten thousand sessions needs with room to spare.
  private static let wanted: rlim_t = 65_536

  /// Raises the limit as far as wanted and allowed.
  static func raiseLimit() {
    var limit = rlimit()
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    guard getrlimit(resource, &limit) == 0, limit.rlim_cur < wanted else { return }
    limit.rlim_cur = min(wanted, limit.rlim_max)
    setrlimit(resource, &limit)
  }
}
