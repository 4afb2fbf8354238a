// SPDX-License-Identifier: Apache-2.0

/// Where this package lies, so that tests find the files beside them.
public enum ProjectRoot {
  /// The path of the package's folder, without a slash at its end.
  public static let path: String = {
    let here = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    return here.dropLast(3).joined(separator: "/")
  }()
}
