// SPDX-License-Identifier: Apache-2.0

/// The names of the roots a pad's document has for us; others are kept untouched.
public enum PadRoots {
  /// The text, as Markdown.
  public static let content = "content"
  /// The map of title, language, tags and the rest.
  public static let meta = "meta"
  /// The map of threads of comments.
  public static let comments = "comments"
}
